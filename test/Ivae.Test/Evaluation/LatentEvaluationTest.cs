using System.Text.Json;
using Ivae.Evaluation;
using Ivae.Numerics;
using Ivae.Simulation;

namespace Ivae.Test.Evaluation;

public class LatentEvaluationTest
{
    [Fact]
    public void PerfectLatentsScoreOneEverywhere()
    {
        var sources = Normal(4000, 3, 1);
        var report = LatentEvaluation.Compare(sources, sources);
        Assert.All(
            [report.Mcc, report.MccHeldOut, report.MccSpearman, report.MccSpearmanHeldOut, report.WeakMccHeldOut],
            score => Assert.Equal(1, score, 1e-6));
        Assert.All([.. report.RSquared, .. report.LinearRSquared, report.StatisticsRSquared],
            score => Assert.InRange(score, 0.995, 1));
        Assert.Equal([0, 1, 2], report.Assignment);
        Assert.Equal(3, report.ActiveUnits);
    }

    [Fact]
    public void EachScoreSeesItsOwnClass()
    {
        var sources = Normal(20_000, 2, 1);
        var (cubed, rotated) = (new Matrix(sources.Rows, 2), new Matrix(sources.Rows, 2));
        for (var row = 0; row < sources.Rows; row++)
        {
            var (a, b) = (sources[row, 0], sources[row, 1]);
            (cubed[row, 0], cubed[row, 1]) = (b * b * b, -a * a * a);
            (rotated[row, 0], rotated[row, 1]) = ((a + b) / MathF.Sqrt(2), (a - b) / MathF.Sqrt(2));
        }

        // Component-wise maps: ranks and curves see through them; corr(s, s³) = 3/√15 for a normal s.
        var report = LatentEvaluation.Compare(cubed, sources);
        Assert.Equal(3 / Math.Sqrt(15), report.Mcc, 0.02);
        Assert.Equal(1, report.MccSpearmanHeldOut, 1e-9);
        Assert.All(report.RSquared, value => Assert.InRange(value, 0.98, 1));

        // A rotation: only the linear class sees through it; corr = 1/√2.
        report = LatentEvaluation.Compare(rotated, sources);
        Assert.Equal(1 / Math.Sqrt(2), report.Mcc, 0.01);
        Assert.Equal(1, report.WeakMccHeldOut, 1e-5);
        Assert.All(report.LinearRSquared, value => Assert.Equal(1, value, 1e-5));
        Assert.All(report.RSquared, value => Assert.Equal(0.5, value, 0.02));

        // Of (s, s²), s is linear in z and half of the variance of s² in z²: ab is missing. Mean of 1, 1, ½, ½.
        Assert.Equal(0.75, report.StatisticsRSquared, 0.02);
    }

    [Fact]
    public void RandomLatentsScoreAtTheNullLevel()
    {
        var below = 0;
        for (var trial = 0ul; trial < 40; trial++)
        {
            var report =
                LatentEvaluation.Compare(Normal(400, 3, 100 + trial), Normal(400, 3, 500 + trial), seed: trial);
            below += report.MccHeldOut <= report.MccNull95 ? 1 : 0;
            Assert.InRange(report.MccNull95, 0.05, 0.13);
            Assert.All(report.RSquared, value => Assert.InRange(value, -0.5, 0.1));
        }

        // 95 % of 40 is 38; fewer than 33 has probability below .2 %.
        Assert.InRange(below, 33, 40);
    }

    [Fact]
    public void TheNullLevelOfManyRowsFollowsFromFewer()
    {
        var (latents, sources) = (Normal(20_000, 2, 1), Normal(20_000, 2, 2));
        var level = LatentEvaluation.Compare(latents, sources).MccNull95;

        // The held-out mean of two |r|, each about |N(0, 1/10 000)|: 95 % level 1.39/100 · (.5 … 2 tolerates 200
        // permutations).
        Assert.InRange(level, 0.010, 0.018);
    }

    [Fact]
    public void TheIntervalCoversTheTrueCorrelation()
    {
        var covered = 0;
        for (var trial = 0ul; trial < 60; trial++)
        {
            var (sources, noise) = (Normal(1000, 1, 100 + trial), Normal(1000, 1, 500 + trial));
            var latents = new Matrix(1000, 1, [.. sources.Values.Zip(noise.Values, (s, e) => s + e)]);
            var interval = LatentEvaluation.Compare(latents, sources, seed: trial).MccHeldOutInterval;
            covered += interval[0] <= Math.Sqrt(0.5) && Math.Sqrt(0.5) <= interval[1] ? 1 : 0;
            Assert.InRange(interval[1] - interval[0], 0.03, 0.2);
        }

        Assert.InRange(covered, 50, 60);
    }

    [Fact]
    public void SegmentsWidenTheIntervalWhereTheyDiffer()
    {
        // Half of the segments recovered, half noise: rows within a segment are no independent witnesses.
        var (sources, latents) = (Normal(4000, 1, 1), Normal(4000, 1, 2));
        var segments = new int[4000];
        for (var row = 0; row < 4000; row++)
        {
            segments[row] = row % 20 / 2;
            if (segments[row] % 2 == 0)
                latents[row, 0] = sources[row, 0];
        }

        var (byBlock, bySegment) =
            (LatentEvaluation.Compare(latents, sources), LatentEvaluation.Compare(latents, sources, segments));
        Assert.Equal(byBlock.MccHeldOut, bySegment.MccHeldOut);
        Assert.True(Width(bySegment) > 3 * Width(byBlock), $"{Width(bySegment)} against {Width(byBlock)}");
        static double Width(EvaluationReport report) => report.MccHeldOutInterval[1] - report.MccHeldOutInterval[0];
    }

    [Fact]
    public void DegenerateTablesHaveFiniteScores()
    {
        foreach (var (latents, sources) in new[]
        {
            (new Matrix(50, 2), Normal(50, 2, 1)),
            (Normal(50, 1, 1), Normal(50, 1, 2)),
            (Normal(50, 3, 1), new Matrix(50, 2)),
            (Normal(2, 2, 1), Normal(2, 3, 2)),
            (Normal(3, 4, 1), Normal(3, 2, 2)),
            (Normal(50, 2, 1).TakeColumns([0, 0, 1]), Normal(50, 2, 2)),
        })
        {
            var report = LatentEvaluation.Compare(latents, sources, new int[latents.Rows]);

            // The serialiser refuses NaN and infinity.
            var json = JsonSerializer.SerializeToElement(report);
            Assert.InRange(json.GetProperty("mcc_held_out").GetDouble(), 0, 1);
            Assert.InRange(json.GetProperty("weak_mcc_held_out").GetDouble(), 0, 1);
            Assert.Equal(sources.Columns, json.GetProperty("r_squared").GetArrayLength());
        }
    }

    [Fact]
    public void RepeatsBitForBit()
        => Assert.Equal(
            JsonSerializer.Serialize(LatentEvaluation.Compare(Normal(6000, 2, 1), Normal(6000, 2, 2))),
            JsonSerializer.Serialize(LatentEvaluation.Compare(Normal(6000, 2, 1), Normal(6000, 2, 2))));

    [Fact]
    public void SaysWhatIsWrong()
    {
        Assert.Throws<ArgumentException>(() => LatentEvaluation.Compare(new Matrix(5, 1), new Matrix(4, 1)));
        Assert.Throws<ArgumentException>(() => LatentEvaluation.Compare(new Matrix(5, 0), new Matrix(5, 1)));
        Assert.Throws<ArgumentException>(() => LatentEvaluation.Compare(new Matrix(1, 1), new Matrix(1, 1)));
        Assert.Contains("4 segment codes for 5 rows", Assert.Throws<ArgumentException>(() =>
            LatentEvaluation.Compare(new Matrix(5, 1), new Matrix(5, 1), new int[4])).Message);
    }

    [Fact]
    public void RawMixturesScoreBelowTheSourcesThemselves()
    {
        var data = Simulator.Generate(SimulationPresets.Paper with { RowsPerSegment = 50, ConditionDraws = 100 }, 1);
        Assert.InRange(LatentEvaluation.Compare(data.Observed, data.Sources, data.Segment).MccHeldOut, 0.3, 0.9);
    }

    [Fact]
    public void ReconstructionErrorByHand()
    {
        var error = ReconstructionError.Compute(new Matrix(2, 2, [0, 5, 4, 5]), new Matrix(2, 2, [1, 5, 3, 7]));
        Assert.Equal((1 + 0 + 1 + 4) / 4.0, error.MeanSquaredError, 1e-12);
        Assert.Equal([1 - 2 / 8.0, 0], error.RSquaredPerColumn);
        Assert.Equal(1 - 6 / 8.0, error.RSquared, 1e-12);
        Assert.Throws<ArgumentException>(() => ReconstructionError.Compute(new Matrix(2, 2), new Matrix(2, 1)));
    }

    [Fact]
    public void ActiveUnitsByHand()
    {
        // Variances .0100 (not above), .0225 and 0.
        Assert.Equal(1, ActiveUnits.Count(new Matrix(2, 3, [-0.0999f, -0.15f, 7, 0.0999f, 0.15f, 7])));
        Assert.Equal(0, ActiveUnits.Count(new Matrix(0, 3)));
    }

    private static Matrix Normal(int rows, int columns, ulong seed) =>
        MeanCorrelationCoefficientTest.Normal(rows, columns, seed);
}
