using Ivae.Autodiff;
using Ivae.Distributions;
using Ivae.Numerics;

namespace Ivae.Test.Distributions;

/// <summary>Counts of any size: rates that cannot overflow, and the law of the negative binomial.</summary>
public sealed class CountsTest
{
    [Theory]
    [InlineData(-20, 0)]
    [InlineData(13.8, 1e6)]
    [InlineData(30, 3)]
    [InlineData(1e4, 1e10)]
    [InlineData(-1e4, 60)]
    public void A_log_rate_of_any_size_has_a_finite_density_and_slope(double logRate, double count)
    {
        var poisson = (DiscreteLikelihood)LikelihoodFamily.Poisson;
        Assert.True(double.IsFinite(poisson.LogDensity(count, logRate)));
        var step = 1e-5 * Math.Max(1, Math.Abs(logRate));
        var (up, down) = (poisson.LogDensity(count, logRate + step), poisson.LogDensity(count, logRate - step));
        var slope = (up - down) / (2 * step);
        Assert.Equal(1, (slope + 1) / (poisson.Derivative(count, logRate) + 1), 1e-3);
    }

    [Theory]
    [InlineData(0.01, 2.0)]
    [InlineData(5, 0.3)]
    [InlineData(200, 0.05)]
    public void Negative_binomial_probabilities_sum_to_one_and_give_mean_and_variance(double mean, double dispersion)
    {
        var (total, first, second) = (0.0, 0.0, 0.0);
        for (var count = 0; count < 4000; count++)
        {
            var p = Math.Exp(Evaluate([count], [Math.Log(mean)], Math.Log(dispersion)).Value);
            (total, first, second) = (total + p, first + p * count, second + p * count * count);
        }

        Assert.Equal(1, total, 1e-9);
        Assert.Equal(mean, first, 1e-6 * mean);
        Assert.Equal(mean + dispersion * mean * mean, second - first * first, 1e-6 * second);
    }

    [Theory]
    [InlineData(3, 1.2, -1.0)]
    [InlineData(1e6, 13.0, -6.0)]
    [InlineData(0, -4.0, 2.0)]
    [InlineData(1e10, 22.0, 0.5)]
    [InlineData(7, 60.0, -2.0)]
    public void Negative_binomial_gradients_are_those_of_differences(double count, double logMean, double logDispersion)
    {
        var (_, byMean, byDispersion) = Evaluate([count], [logMean], logDispersion);
        const double Step = 1e-3; // sums of 1e11 leave no more digits
        double At(double mean, double dispersion) =>
            Evaluate([count], [logMean + mean], logDispersion + dispersion).Value;
        Assert.Equal(1, (1 + (At(Step, 0) - At(-Step, 0)) / (2 * Step)) / (1 + byMean), 2e-3);
        Assert.Equal(1, (1 + (At(0, Step) - At(0, -Step)) / (2 * Step)) / (1 + byDispersion), 2e-3);
    }

    [Fact]
    public void Draws_have_the_mean_and_the_variance()
    {
        var stream = new RandomStream(3);
        double[] draws = [.. Enumerable.Range(0, 40_000)
            .Select(_ => LikelihoodFamily.NegativeBinomial.Sample(Math.Log(20), 0.4, stream))];
        var mean = draws.Average();
        Assert.Equal(20, mean, 0.4);
        Assert.Equal(20 + 0.4 * 400, draws.Average(draw => (draw - mean) * (draw - mean)), 12.0);
        Assert.InRange(LikelihoodFamily.Poisson.Sample(Math.Log(1e9), 0, stream), 0.999e9, 1.001e9);
    }

    private static (double Value, double ByMean, double ByDispersion) Evaluate(
        double[] counts, double[] logMeans, double logDispersion)
    {
        var tape = new Tape<double>();
        var parameters = new ParameterSet<double>();
        var mean = parameters.Add("mean", 1, logMeans.Length, logMeans);
        var scale = parameters.Add("scale", 1, 1, [logDispersion]);
        var x = tape.Input(counts.Length);
        x.Resize(1);
        counts.CopyTo(x.Value);
        var log = tape.Record(new NegativeBinomialLogDensity<double>(
            x, tape.View(parameters, mean), tape.View(parameters, scale)));
        tape.Forward();
        var value = log.Value[0];
        tape.Backward(log);
        return (value, parameters.Gradients[mean.Offset], parameters.Gradients[scale.Offset]);
    }
}
