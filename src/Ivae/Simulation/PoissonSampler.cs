using Ivae.Numerics;
using MathNet.Numerics;

namespace Ivae.Simulation;

/// <summary>Poisson counts out of a <see cref="RandomStream"/>.</summary>
internal static class PoissonSampler
{
    /// <summary>
    /// One count of the given rate: by multiplication below 10, by transformed rejection (PTRS) above.
    /// </summary>
    /// <remarks>Source: Hörmann, "The transformed rejection method for generating Poisson random variables",
    /// 1993.</remarks>
    public static double Sample(double rate, RandomStream random)
    {
        if (rate < 10)
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
}
