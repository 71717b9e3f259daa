using Ivae.Data;
using Ivae.Distributions;
using Ivae.Identifiability;
using Ivae.Methods;
using Ivae.Numerics;
using Ivae.Reporting;
using Ivae.Simulation;

namespace Ivae.Test.Identifiability;

/// <summary>
/// The parts of the check on small data: what is identified is found again, what is not is not, and the verdict says
/// so.
/// </summary>
public class CheckTest
{
    private static readonly SimulationOptions Small = SimulationPresets.Paper with
    {
        Latent = 2,
        Observed = 2,
        Segments = 12,
        RowsPerSegment = 200,
        MixingLayers = 2,
        ConditionDraws = 100,
    };

    /// <summary>One kind of model: what a search would take does not matter here.</summary>
    private static readonly IvaeOptions Flow = new() { Method = new FlowMethod() };

    private static readonly CheckOptions Quick = new() { Seeds = 2, Nulls = 20, NullSteps = 50, Threads = 2 };

    [Fact]
    public void IdentifiedLatentsAreBelievedAndShuffledOnesAreNot()
    {
        var data = Simulator.Generate(Small, 1).ToDataset();
        var real = Check(data, Flow with { Training = new() { Steps = 1000 } }, Quick);
        Assert.True(real.Verdict == Verdict.Believable, real.Headline + " " + string.Join(' ', real.Reasons));
        Assert.InRange(real.Agreement!.MedianMcc, IdentifiabilityDecisions.SameLatents, 1);
        Assert.InRange(real.Evaluation!.MccHeldOut, 0.95, 1);
        Assert.Equal(1.0 / 21, real.Nulls!.Gain.PValue, 9);

        var shuffled = Check(Surrogate.Make(NullKind.Rows, data, new RandomStream(5)),
            Flow with { Training = new() { Steps = 200 } }, Quick with { Seeds = 1 });
        Assert.Equal(Verdict.NotBelievable, shuffled.Verdict);
        Assert.Equal(EquivalenceClass.None, shuffled.Variability!.Supports);
        Assert.Empty(shuffled.Believed);

        // The page and the file say the same.
        Assert.Contains(real.Headline, CheckReport.Render(real).Replace("&#39;", "'"));
        Assert.Contains("\"verdict\": \"believable\"", CheckReport.ToJson(real));
        Assert.Contains("What is guaranteed", CheckReport.Render(shuffled));
    }

    /// <summary>Proposition 1: fits of data whose means alone move agree up to a linear map and not beyond.</summary>
    [Fact]
    public void MovingMeansAreFoundUpToALinearMapOnly()
    {
        var data = Simulator.Generate(Small with
        {
            Latent = 3,
            Observed = 3,
            ModulateMean = true,
            ModulateScale = false,
            MixingLayers = 1,
            MeanLow = -2,
            MeanHigh = 2,
        }, 3).ToDataset();
        var check = Check(data,
            Flow with { Prior = new() { Modulates = Modulation.Mean }, Training = new() { Steps = 1500 } },
            Quick with { Seeds = 3 });
        Assert.InRange(check.Agreement!.MedianLinearMcc, IdentifiabilityDecisions.SameLatents, 1);
        Assert.InRange(check.Agreement.MedianMcc, 0, check.Agreement.MedianLinearMcc - 0.05);
        Assert.Equal((Verdict.LinearMapOnly, EquivalenceClass.LinearMap), (check.Verdict, check.Variability!.Supports));

        // With as little to test u on, the same fits say nothing of a linear map either, whatever they agree in.
        var untestable =
            check with { Variability = check.Variability with { EffectiveRows = 4, Supports = EquivalenceClass.None } };
        Verdict Of(EquivalenceClass shows)
            => VerdictRules.Apply(untestable with { Agreement = check.Agreement with { Shows = shows } }).Verdict;
        Assert.Equal(Verdict.CannotBeTold, Of(EquivalenceClass.LinearMap));
        Assert.Equal(Verdict.CannotBeTold, Of(EquivalenceClass.Permutation));
        Assert.Equal(Verdict.CannotBeTold, VerdictRules.Apply(untestable with { Agreement = null }).Verdict);
        Assert.Equal(Verdict.NotBelievable, Of(EquivalenceClass.None));
    }

    [Fact]
    public void WithoutUFitsDisagreeAndNothingIsGuaranteed()
    {
        var data = Simulator.Generate(Small, 1).ToDataset();
        var check = Check(data, new IvaeOptions { Method = new VaeMethod(), Training = new() { Steps = 800 } }, Quick);
        Assert.Equal(EquivalenceClass.None, check.Guarantee.Class);
        Assert.True(
            check.Verdict is Verdict.NotBelievable or Verdict.ReproducibleOnly or Verdict.NotConverged, check.Headline);
        Assert.Null(check.Nulls);
        Assert.Null(check.Variability);
    }

    /// <summary>
    /// A u that is a number, binary columns, and the past as u: every part of the check has an answer.
    /// </summary>
    [Theory]
    [InlineData("continuous", EquivalenceClass.Permutation)]
    [InlineData("binary", EquivalenceClass.None)]
    [InlineData("lags", EquivalenceClass.Permutation)]
    public void EveryKindOfDataCanBeChecked(string kind, EquivalenceClass promised)
    {
        var few = Small with { RowsPerSegment = 60 };
        var data = Simulator.Generate(kind switch
        {
            "continuous" => few with { ContinuousAuxiliary = true },
            "binary" => few with { Observed = 6, Observation = ObservationModel.Bernoulli },
            _ => few,
        }, 3).ToDataset();
        if (kind == "lags")
            data = new Dataset
            {
                Observed = data.Observed,
                ObservedNames = data.ObservedNames,
                Auxiliary = Auxiliary.None(data.Rows),
                RowNumbers = data.RowNumbers,
            }.WithLags(1);
        var options = new IvaeOptions
        {
            Method = kind == "binary" ? new IvaeMethod() : new FlowMethod(),
            LatentDimension = 2,
            Likelihood = new() { Family = kind == "binary" ? LikelihoodFamily.Bernoulli : LikelihoodFamily.Gaussian },
            Training = new() { Steps = 200 },
        };
        var check = Check(data, options, new CheckOptions { Seeds = 1, Nulls = 1, NullSteps = 20 });
        Assert.Equal(promised, check.Guarantee.Class);
        Assert.Equal(2, check.Variability!.Latents.Count);
        Assert.True(check.Variability.Levels >= check.Variability.NeededLevels);
        Assert.All(check.Fit.Latents,
            latent => Assert.True(double.IsFinite(latent.Variance + latent.WithinShare + latent.PriorDistance)));
        Assert.All(check.Attribution.Decoder.Concat(check.Attribution.Encoder).SelectMany(row => row),
            value => Assert.True(double.IsFinite(value)));
        Assert.Contains(check.Headline, CheckReport.Render(check));
    }

    [Fact]
    public void ResultsDoNotDependOnThreads()
    {
        var data = Simulator.Generate(Small with { RowsPerSegment = 60 }, 1).ToDataset();
        var model = (IvaeModel)new IvaeEstimator(Flow with { Training = new() { Steps = 100 } }).Fit(data).Model;
        string Json(int threads) => CheckReport.ToJson(IdentifiabilityCheck.Of(
            model, data, new CheckOptions { Seeds = 2, Nulls = 2, NullSteps = 50, Threads = threads }));
        Assert.Equal(Json(1), Json(2));
    }

    [Fact]
    public void ShuffledBlocksKeepNeighbours()
    {
        var data = Simulator.Generate(Small with { RowsPerSegment = 100 }, 2).ToDataset();
        var blocks = Surrogate.Make(NullKind.Blocks, data, new RandomStream(1)).Auxiliary.Categorical[0].Codes;
        var breaks = Enumerable.Range(1, blocks.Length - 1).Count(row => blocks[row] != blocks[row - 1]);
        Assert.InRange(breaks, 20, 4 * 12 + 12);
        Assert.Equal(data.Auxiliary.Categorical[0].Codes.Order(), blocks.Order());
    }

    /// <summary>The decoder of a linear mixing has its matrix as derivatives.</summary>
    [Fact]
    public void DerivativesNameTheColumnThatDrives()
    {
        var stream = new RandomStream(4);
        var x = new Matrix(2000, 2);
        var codes = new int[x.Rows];
        for (var row = 0; row < x.Rows; row++)
        {
            codes[row] = row % 8;
            x[row, 0] = (float)(stream.NextNormal() * (1 + codes[row] % 4));
            x[row, 1] = (float)(stream.NextNormal() * (1 + codes[row] / 2));
        }

        var data = new Dataset
        {
            Observed = x,
            ObservedNames = ["a", "b"],
            Auxiliary = Auxiliary.Of(new CategoricalVariable("u", ["1", "2", "3", "4", "5", "6", "7", "8"], codes)),
            RowNumbers = [.. Enumerable.Range(1, x.Rows)],
        };
        var model = (IvaeModel)new IvaeEstimator(new IvaeOptions { Training = new() { Steps = 1000 } }).Fit(data).Model;
        var found = Attribution.Of(model, data);
        for (var i = 0; i < 2; i++)
            foreach (var row in new[] { found.Encoder[i], found.Decoder[i] })
                Assert.True(row.Max() > 0.8 && row.Min() < 0.25, string.Join(' ', row));
    }

    [Fact]
    public void CoverageIsThatOfTheIntervals()
    {
        var stream = new RandomStream(6);
        var (mean, deviation, sources) = (new Matrix(20_000, 1), new Matrix(20_000, 1), new Matrix(20_000, 1));
        for (var row = 0; row < mean.Rows; row++)
        {
            (mean[row, 0], deviation[row, 0]) = ((float)stream.NextNormal(), 0.3f);
            sources[row, 0] = (float)(-2 * (mean[row, 0] + 0.3 * stream.NextNormal()) + 5);
        }

        Assert.Equal(0.9, PosteriorCoverage.Of(mean, deviation, sources), 0.01);
    }

    private static IdentifiabilityCheck Check(Dataset data, IvaeOptions options, CheckOptions how) =>
        IdentifiabilityCheck.Of((IvaeModel)new IvaeEstimator(options).Fit(data).Model, data, how);
}
