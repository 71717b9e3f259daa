using Ivae.Autodiff;
using Ivae.Numerics;
using Ivae.Training;

namespace Ivae.Test.Training;

public class AdamTest
{
    /// <summary>
    /// Kingma and Ba, ICLR 2015, Algorithm 1, with the decoupled weight decay of Loshchilov and Hutter, ICLR 2019,
    /// Algorithm 2.
    /// </summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 0.1)]
    [InlineData(1.5, 0)]
    [InlineData(1.5, 0.1)]
    public void StepsAreThoseOfTheTextbook(double clip, double decay)
    {
        const int size = 7;
        const double rate = 0.01;
        var stream = new RandomStream(1);
        var parameters = new ParameterSet<double>();
        var initial = new double[size];
        stream.FillNormal(initial.AsSpan());
        parameters.Add("θ", 1, size, initial);
        var adam = new Adam<double>(parameters, new TrainingOptions { GradientClip = clip, WeightDecay = decay });
        var (theta, m, v) = (initial.ToArray(), new double[size], new double[size]);
        for (var t = 1; t <= 20; t++)
        {
            var g = new double[size];
            stream.FillNormal(g.AsSpan());
            g.CopyTo(parameters.Gradients, 0);
            var norm = Math.Sqrt(g.Sum(x => x * x));
            var factor = clip > 0 && norm > clip ? clip / norm : 1;
            for (var i = 0; i < size; i++)
            {
                m[i] = 0.9 * m[i] + 0.1 * factor * g[i];
                v[i] = 0.999 * v[i] + 0.001 * Math.Pow(factor * g[i], 2);
                var (mHat, vHat) = (m[i] / (1 - Math.Pow(0.9, t)), v[i] / (1 - Math.Pow(0.999, t)));
                theta[i] -= rate * (mHat / (Math.Sqrt(vHat) + 1e-8) + decay * theta[i]);
            }

            Assert.Equal(norm, adam.Step(rate), 1e-12);
            Assert.All(theta.Zip(parameters.Values), p => Assert.Equal(p.First, p.Second, 1e-12));
        }
    }

    [Fact]
    public void AParameterWithoutGradientStaysWhereItIs()
    {
        var parameters = new ParameterSet<double>();
        parameters.Add("θ", 1, 2, [3, 4]);
        var adam = new Adam<double>(parameters, new TrainingOptions());
        parameters.Gradients[1] = 1;
        adam.Step(0.1);
        Assert.Equal(3, parameters.Values[0]);
        Assert.Equal(3.9, parameters.Values[1], 1e-8); // the first step is the learning rate, whatever the gradient
    }

    /// <summary>Parameters with another learning rate of their own move by that, whatever stands beside them.</summary>
    [Theory]
    [InlineData(OptimiserKind.Adam)]
    [InlineData(OptimiserKind.Momentum)]
    public void ParametersMayHaveALearningRateOfTheirOwn(OptimiserKind kind)
    {
        var parameters = new ParameterSet<double>();
        double[] rates = [1, 1, 0.25, 1];
        foreach (var rate in rates)
            parameters.Add("θ", 1, 1).Rate = rate;
        Assert.Equal([(0, 2, 1.0), (2, 1, 0.25), (3, 1, 1.0)], parameters.Groups());

        var options = new TrainingOptions { GradientClip = 0 };
        IOptimiser optimiser = kind == OptimiserKind.Adam
            ? new Adam<double>(parameters, options)
            : new Momentum<double>(parameters, options);
        parameters.Gradients.AsSpan().Fill(1);
        optimiser.Step(0.1);

        Assert.All(rates.Zip(parameters.Values), p => Assert.Equal(-0.1 * p.First, p.Second, 1e-8));
    }
}
