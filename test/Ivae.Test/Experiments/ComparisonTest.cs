using Ivae.Evaluation;
using Ivae.Experiments;
using Ivae.Methods;
using Ivae.Training;

namespace Ivae.Test.Experiments;

public class ComparisonTest
{
    /// <summary>t(.975, 2) = 4.302653: 2 ± 4.302653 · 1/√3.</summary>
    [Fact]
    public void TheIntervalIsStudents()
    {
        var interval = MeanInterval.Of([1, 2, 3]);
        Assert.Equal(2, interval.Mean, 12);
        Assert.Equal(2 - 4.302652729911275 / Math.Sqrt(3), interval.Low, 8);
        Assert.Equal(2 + 4.302652729911275 / Math.Sqrt(3), interval.High, 8);
        Assert.Equal("–", MeanInterval.Of([]).ToString());
        Assert.Equal("0.500", MeanInterval.Of([0.5]).ToString());
    }

    /// <summary>
    /// Scores that move together over seeds have a difference that is clear although their intervals overlap.
    /// </summary>
    [Fact]
    public void DifferencesArePairedBySeed()
    {
        double?[] better = [0.9, 0.5, 0.7], worse = [0.88, 0.47, 0.68], noisy = [0.5, 0.9, 0.69];
        var (a, b, c) = (Compared("ivae", better), Compared("vae", worse), Compared("tcl", noisy));
        Assert.True(PairedDifference.Of(a, b).IsClear);
        Assert.Equal(0.07 / 3, PairedDifference.Of(a, b).Difference.Mean, 12);
        Assert.False(PairedDifference.Of(a, c).IsClear);
        Assert.True(a.Score.Low < b.Score.High);
        Assert.Equal(2, PairedDifference.Of(a, Compared("pca", [0.1, null, 0.1])).Difference.Count);
    }

    [Fact]
    public void MethodsAreNamedOnce()
    {
        var data = new RunData("x", [], () => throw new InvalidOperationException());
        IReadOnlyList<ExperimentRun> Runs(int seeds, params Method[] methods) => Comparison.Runs(
            data, [.. methods.Select(method => new IvaeOptions { Method = method, Seed = 3 })], seeds);

        Assert.Contains("\"auto\" is no", Assert.Throws<ArgumentException>(() => Runs(1, new AutoMethod())).Message);
        var twice = Assert.Throws<ArgumentException>(() => Runs(1, new VaeMethod(), new VaeMethod()));
        Assert.Contains("named 2 times", twice.Message);

        var runs = Runs(2, new VaeMethod(), new BetaVaeMethod { Beta = 9 });
        Assert.Equal([null, 9, null, 9], runs.Select(run => (run.Options.Method as BetaVaeMethod)?.Beta));
        Assert.Equal([3ul, 3ul, 4ul, 4ul], runs.Select(run => run.Options.Seed));
    }

    private static ComparedMethod Compared(string method, double?[] scores) => new(
        Method.Named(method),
        [.. scores.Select(score => new RunRow
        {
            Fingerprint = "",
            Outcome = TrainingOutcome.Completed,
            Message = "",
            Method = method,
            Seconds = 1,
            Steps = 1,
            TestRows = 10,
            Mcc = score,
        })],
        scores, []);

    /// <summary>
    /// 8 of 10: .4902 to .9433, the textbook example of Wilson's interval; and none of 20 is not surely none.
    /// </summary>
    [Fact]
    public void AShareHasWilsonsInterval()
    {
        var share = MeanInterval.OfShare([.. Enumerable.Range(0, 10).Select(i => i < 8 ? 1.0 : 0)]);
        Assert.Equal((0.8, 0.4902, 0.9433), (share.Mean, Math.Round(share.Low, 4), Math.Round(share.High, 4)));
        var none = MeanInterval.OfShare(new double[20]);
        Assert.Equal((0, 0.1611), (Math.Abs(Math.Round(none.Low, 9)), Math.Round(none.High, 4)));
    }
}
