using Ivae.Numerics;
using MathNet.Numerics;

namespace Ivae.Distributions;

/// <summary>Counts out of a <see cref="RandomStream"/>.</summary>
internal static class CountSampler
{
    // Rate from which a count is drawn by transformed rejection, whose constants hold above 10.
    private const double LargeRate = 10;

    /// <summary>
    /// One Poisson count of the given rate: by multiplication below 10, by transformed rejection (PTRS) above.
    /// </summary>
    /// <remarks>Source: Hörmann, "The transformed rejection method for generating Poisson random variables",
    /// 1993.</remarks>
    public static double Poisson(double rate, RandomStream random)
    {
        if (rate < LargeRate)
        {
            var limit = Math.Exp(-rate);
            var count = 0;
            for (var product = random.NextDouble(); product > limit; product *= random.NextDouble())
                count++;
            return count;
        }

        var b = 0.931 + 2.53 * Math.Sqrt(rate);
        var a = -0.059 + 0.02483 * b;
        var inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
        while (true)
        {
            var u = random.NextDouble() - 0.5;
            var v = random.NextDouble();
            var distance = 0.5 - Math.Abs(u);
            var k = Math.Floor((2 * a / distance + b) * u + rate + 0.43);
            if (distance >= 0.07 && v <= 0.9277 - 3.6224 / (b - 2))
                return k;
            if (k < 0 || (distance < 0.013 && v > distance))
                continue;
            if (Math.Log(v * inverseAlpha / (a / (distance * distance) + b)) <= k * Math.Log(rate) - rate
                - SpecialFunctions.GammaLn(k + 1))
                return k;
        }
    }

    /// <summary>One negative binomial count of mean μ and variance μ + αμ²: a Poisson count of a gamma rate.</summary>
    public static double NegativeBinomial(double mean, double dispersion, RandomStream random) =>
        Poisson(mean * dispersion * Gamma(1 / dispersion, random), random);

    /// <summary>One draw of a gamma distribution of scale 1.</summary>
    /// <remarks>
    /// Source: Marsaglia and Tsang, "A simple method for generating gamma variables", ACM Transactions on Mathematical
    /// Software 26, 2000.
    /// </remarks>
    private static double Gamma(double shape, RandomStream random)
    {
        if (shape < 1)
            return Gamma(shape + 1, random) * Math.Pow(random.NextOpenDouble(), 1 / shape);
        var d = shape - 1.0 / 3;
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = random.NextNormal();
            var v = Math.Pow(1 + c * x, 3);
            if (v > 0 && Math.Log(random.NextOpenDouble()) < 0.5 * x * x + d - d * v + d * Math.Log(v))
                return d * v;
        }
    }
}
