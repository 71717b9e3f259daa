using Ivae.Autodiff;
using Ivae.Distributions;
using Ivae.Networks;
using Ivae.Numerics;

namespace Ivae.Test.Distributions;

public class LikelihoodTest
{
    private const int Draws = 40_000;

    public static TheoryData<string, NoiseVariance> All
    {
        get
        {
            var all = new TheoryData<string, NoiseVariance>();
            foreach (var family in LikelihoodFamily.All)
                foreach (var noise in Enum.GetValues<NoiseVariance>().Where(n => n != NoiseVariance.None))
                    all.Add(family.Name, noise);
            return all;
        }
    }

    /// <summary>
    /// E[−log p(x)] over draws of the model is its entropy: a scale that sampling and scoring do not share breaks it.
    /// </summary>
    [Theory]
    [MemberData(nameof(All))]
    public void DrawsAreScoredWithTheDensityTheyComeFrom(string name, NoiseVariance noise)
    {
        var family = LikelihoodFamily.Named(name);
        var parameters = new ParameterSet<double>();
        var linear = new NetworkOptions { HiddenWidths = [] };
        var options = new LikelihoodOptions { Family = family, Noise = noise, Variance = 0.3, Network = linear };
        var likelihood = new Likelihood<double>(parameters, options, 1, true, 2, [], new RandomStream(1));
        var tape = new Tape<double>();
        var (x, z) = (tape.Input(2), tape.Input(1));
        x.Resize(Draws);
        z.Resize(Draws);
        z.Value.Fill(0.8);
        var decoded = likelihood.Decode(z);
        var density = likelihood.LogDensity(x, decoded);
        tape.Forward();
        var stream = new RandomStream(2);
        for (var i = 0; i < x.Length; i++)
            x.Value[i] = likelihood.Sample(decoded.Value[i], i % 2, stream);
        tape.Forward();

        for (var column = 0; column < 2; column++)
        {
            double[] values = [.. Enumerable.Range(0, Draws).Select(row => x.Value[2 * row + column])];
            var mean = likelihood.Mean(decoded.Value[column]);
            MonteCarlo.MeanIs(mean, values, "mean");
            if (family.Noise is not null)
                MonteCarlo.MeanIs(options.Variance, [.. values.Select(v => (v - mean) * (v - mean))], "variance");
        }

        // Per column: ½ log 2πeσ² for a normal, 1 + log 2b with 2b² = σ² for a Laplace; sums over outcomes for the
        // discrete ones.
        var entropy = family switch
        {
            DiscreteLikelihood discrete => Entropy(discrete, decoded, family == LikelihoodFamily.Bernoulli ? 1 : 60),
            _ when family.IsDiscrete => NegativeBinomialEntropy(1 / options.Variance, likelihood, decoded),
            _ when family == LikelihoodFamily.Gaussian => 1 + Math.Log(2 * Math.PI * options.Variance),
            _ => 2 * (1 + Math.Log(2 * Math.Sqrt(options.Variance / 2))),
        };
        MonteCarlo.MeanIs(entropy, [.. density.Value.ToArray().Select(d => -d)], "entropy");
    }

    [Fact]
    public void TheScaleOfEachColumnIsItsOwnWhenLearnedPerColumn()
    {
        var parameters = new ParameterSet<double>();
        var options = new LikelihoodOptions
        {
            Noise = NoiseVariance.LearnedPerColumn,
            Network = new NetworkOptions { HiddenWidths = [] },
        };
        var likelihood = new Likelihood<double>(parameters, options, 1, true, 2, [], new RandomStream(1));
        parameters.ValuesOf(parameters.All.Single(p => p.Name == "decoder.log_scale"))[1] = Math.Log(3);
        var stream = new RandomStream(2);
        MonteCarlo.MeanIs(9, [.. Enumerable.Range(0, Draws).Select(_ => Math.Pow(likelihood.Sample(0, 1, stream), 2))],
            "second column");
        MonteCarlo.MeanIs(0.1,
            [.. Enumerable.Range(0, Draws).Select(_ => Math.Pow(likelihood.Sample(0, 0, stream), 2))], "first column");
    }

    /// <summary>Of size r and mean μ: successes of probability r / (r + μ).</summary>
    private static double NegativeBinomialEntropy(double size, Likelihood<double> likelihood, Variable<double> decoded)
        => Enumerable.Range(0, 2).Sum(column =>
        {
            var mean = likelihood.Mean(decoded.Value[column]);
            var known = new MathNet.Numerics.Distributions.NegativeBinomial(size, size / (size + mean));
            return Enumerable.Range(0, 400).Sum(x => -known.Probability(x) * known.ProbabilityLn(x));
        });

    private static double Entropy(DiscreteLikelihood family, Variable<double> decoded, int largest)
        => Enumerable.Range(0, 2).Sum(column => Enumerable.Range(0, largest + 1).Sum(x =>
        {
            var log = family.LogDensity(x, decoded.Value[column]);
            return -Math.Exp(log) * log;
        }));
}
