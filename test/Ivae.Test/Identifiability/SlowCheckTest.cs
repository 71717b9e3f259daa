using Ivae.Distributions;
using Ivae.Identifiability;
using Ivae.Methods;
using Ivae.Numerics;
using Ivae.Reporting;
using Ivae.Simulation;

namespace Ivae.Test.Identifiability;

/// <summary>Statistical claims of the check that take minutes.</summary>
[Trait("Category", "Slow")]
public class SlowCheckTest
{
    private static readonly SimulationOptions Three = SimulationPresets.Paper with
    {
        Latent = 3,
        Observed = 3,
        Segments = 20,
        RowsPerSegment = 400,
        MixingLayers = 2,
        ConditionDraws = 500,
    };

    /// <summary>Every row of the paper's table: the stated guarantee, and the measured behaviour.</summary>
    [Theory]
    [InlineData("Gaussian scale", EquivalenceClass.Permutation)]
    [InlineData("Gaussian mean and scale", EquivalenceClass.Permutation)]
    [InlineData("Laplace scale", EquivalenceClass.Permutation)]
    [InlineData("Gaussian mean", EquivalenceClass.LinearMap)]
    [InlineData("no u", EquivalenceClass.None)]
    public void GuaranteeAndBehaviourAgree(string row, EquivalenceClass expected)
    {
        var (simulation, prior, method) = row switch
        {
            "Gaussian scale" => (Three, new PriorOptions { Modulates = Modulation.Scale }, "auto"),
            "Gaussian mean and scale" =>
                (Three with { ModulateMean = true, MeanLow = -2, MeanHigh = 2 }, new PriorOptions(), "auto"),
            "Laplace scale" => (
                Three with { Source = PriorFamily.Laplace },
                new PriorOptions { Family = PriorFamily.Laplace, Modulates = Modulation.Scale },
                "auto"),
            "Gaussian mean" => (Three with { ModulateMean = true, ModulateScale = false, MeanLow = -2, MeanHigh = 2 },
                new PriorOptions { Modulates = Modulation.Mean }, "auto"),
            _ => (Three, new PriorOptions(), "vae"),
        };
        var data = Simulator.Generate(simulation, 2).ToDataset();
        var model = (IvaeModel)new IvaeEstimator(
            new IvaeOptions { Method = Method.Named(method), Prior = prior, Training = new() { Steps = 4000 } })
            .Fit(data).Model;
        var check = IdentifiabilityCheck.Of(model, data, new CheckOptions { Seeds = 3, Nulls = 0 });
        var (agreement, mcc) = (check.Agreement!, check.Evaluation!.MccHeldOut);
        var numbers = $"{row}: agreement {agreement.MedianMcc:F3}, after a linear map {agreement.MedianLinearMcc:F3}, "
            + $"MCC {mcc:F3}: {check.Headline}";
        Assert.Equal(expected, check.Guarantee.Class);
        if (expected == EquivalenceClass.Permutation)
            Assert.True(agreement.MedianMcc >= 0.95 && mcc >= 0.95, numbers);
        else if (expected == EquivalenceClass.LinearMap)
            Assert.True(
                agreement.MedianLinearMcc >= 0.95 && agreement.MedianMcc < agreement.MedianLinearMcc - 0.05, numbers);
        else
            Assert.True(agreement.MedianMcc < 0.9 && mcc < 0.9, numbers);
    }

    /// <summary>
    /// Where x does not depend on u, p-values are uniform: over 100 data sets their distribution function stays within
    /// the 1 % Kolmogorov–Smirnov band.
    /// </summary>
    [Fact]
    public void WithoutDependenceOnUPValuesAreUniform()
    {
        const int DataSets = 100;
        var simulation = SimulationPresets.Paper with
        {
            Latent = 2,
            Observed = 2,
            Segments = 6,
            RowsPerSegment = 50,
            MixingLayers = 1,
            ModulateScale = false,
            ConditionDraws = 5,
        };
        var pValues = Enumerable.Range(0, DataSets).AsParallel().Select(seed =>
        {
            var data = Simulator.Generate(simulation, (ulong)seed).ToDataset();
            int[] rows = [.. Enumerable.Range(0, data.Rows)];
            var options = new IvaeOptions
            {
                Seed = (ulong)seed,
                Training = new() { Steps = 60, BatchSize = 64 },
                Method = new AutoMethod { Ivae = new() { Posterior = new() { Network = Tiny } } },
                Likelihood = new() { Network = Tiny },
            };
            return NullControls.Of(options, data, [.. rows.Where(row => row % 4 > 0)],
                [.. rows.Where(row => row % 4 == 0)], 19, 60, NullKind.Rows, 1, () => { }, null,
                default).Gain.PValue;
        }).Order().ToArray();
        var distance =
            pValues.Select((p, i) => Math.Max(Math.Abs(p - (double)i / DataSets), Math.Abs((i + 1.0) / DataSets - p)))
                .Max();
        // .05 is one step of p
        Assert.True(distance < 0.05 + 1.63 / Math.Sqrt(DataSets), $"{distance}: {string.Join(' ', pValues)}");
    }

    /// <summary>
    /// Size of the whole verdict: 200 data sets whose u says nothing, by default but for shorter training; at most 5 %
    /// get anything but "not believable".
    /// </summary>
    [Fact]
    public void AUThatSaysNothingIsNotBelieved()
    {
        const int DataSets = 200;
        var simulation = SimulationPresets.Paper with
        {
            Latent = 2,
            Observed = 2,
            Segments = 10,
            RowsPerSegment = 100,
            MixingLayers = 2,
            ConditionDraws = 20,
        };
        var verdicts = Enumerable.Range(0, DataSets).AsParallel().Select(seed =>
        {
            var data = Simulator.Generate(simulation, (ulong)seed).ToDataset();
            data = Surrogate.Make(NullKind.Rows, data, new RandomStream((ulong)seed));
            var options = new IvaeOptions { Seed = (ulong)seed, Threads = 1, Training = new() { Effort = 0.1 } };
            var model = (IvaeModel)new IvaeEstimator(options).Fit(data).Model;
            return IdentifiabilityCheck.Of(
                model, data, new CheckOptions { Seeds = 1, NullSteps = 150, Threads = 1 });
        }).ToArray();
        var other = verdicts.Where(check => check.Verdict != Verdict.NotBelievable).Select(check => check.DecidedBy);
        Assert.True(other.Count() <= DataSets / 20, string.Join(' ', other));
    }

    private static Ivae.Networks.NetworkOptions Tiny => new() { HiddenWidths = [8] };

    /// <summary>
    /// 90 % posterior intervals of the full-covariance model on noisy data; a diagonal one is shown next to it.
    /// </summary>
    [Fact]
    public void PosteriorIntervalsCoverTheSources()
    {
        var data =
            Simulator.Generate(Three with { Observed = 6, NoiseVariance = 0.1, MixingLayers = 1 }, 1).ToDataset();
        double Coverage(PosteriorCovariance covariance)
        {
            var options = new IvaeOptions
            {
                Method = new IvaeMethod { Posterior = new() { Covariance = covariance } },
                LatentDimension = 3,
                Training = new() { Steps = 6000 },
            };
            var fit = new IvaeEstimator(options).Fit(data);
            var held = data.TakeRows([.. fit.HeldOutRows]);
            var (mean, deviation) = ((IvaeModel)fit.Model).Posterior(held);
            return PosteriorCoverage.Of(mean, deviation, held.Sources!);
        }

        var (full, diagonal) = (Coverage(PosteriorCovariance.Full), Coverage(PosteriorCovariance.Diagonal));
        Assert.True(full is > 0.85 and < 0.95, $"full {full:F3}, diagonal {diagonal:F3}");
    }

    /// <summary>Figure 6b: 15 sources in 80 columns.</summary>
    [Fact]
    public void FifteenSourcesInEightyColumnsAreCounted()
    {
        var data = Simulator.Generate(SimulationPresets.All["figure-6b"] with { RowsPerSegment = 250 }, 1).ToDataset();
        var selection = ModelSelection.Of(new IvaeOptions { Training = new() { Steps = 4000 } }, data,
            [5, 10, 13, 14, 15, 16, 18, 20], [PriorFamily.Gaussian]);
        Assert.True(selection.Recommended.Latents == 15, string.Join(Environment.NewLine, selection.Candidates));
    }

    /// <summary>
    /// The family of the prior is found in at least 9 of 10 cases: 2 to 4 sources in 20 segments of 400 rows, and the
    /// main simulation in full size; half of each Laplace. Nothing was chosen on these seeds.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TheFamilyIsFound(bool small)
    {
        const int Cases = 10;
        var right = 0;
        var numbers = new List<string>();
        for (var i = 0; i < Cases; i++)
        {
            var (latent, expected, seed) = (small ? 2 + i / 2 % 3 : 5,
                i % 2 == 0 ? PriorFamily.Laplace : PriorFamily.Gaussian, small ? 201 + (ulong)i : 1 + (ulong)i / 2);
            var preset = small ? Three : SimulationPresets.Paper;
            var simulation = preset with { Latent = latent, Observed = latent, Source = expected };
            var selection = ModelSelection.Of(
                new IvaeOptions { Training = new() { Steps = small ? 4000 : 10_000 } },
                Simulator.Generate(simulation, seed).ToDataset(), [latent],
                [PriorFamily.Gaussian, PriorFamily.Laplace]);
            right += selection.Recommended.Family == expected ? 1 : 0;
            numbers.Add($"{latent} {expected} sources, seed {seed}: {selection.Sentence}");
        }

        Assert.True(right >= 9, $"{right} of {Cases}: {string.Join(Environment.NewLine, numbers)}");
    }
}
