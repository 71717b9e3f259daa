using Ivae.Identifiability;
using Ivae.Numerics;

namespace Ivae.Test.Identifiability;

/// <summary>Independence given u: its size, and what it finds that pooled correlations do not.</summary>
public class ConditionalDependenceTest
{
    private const int Levels = 20;

    /// <summary>Independent latents: a pair is called dependent no more often than the level says.</summary>
    [Theory]
    [InlineData(400, 0)]
    [InlineData(4000, 0)]
    [InlineData(4000, 0.9)]
    public void IndependentLatentsAreNotCalledDependent(int rows, double memory)
    {
        const int DataSets = 100;
        var pValues = Enumerable.Range(0, DataSets).AsParallel().Select(seed =>
        {
            var stream = new RandomStream((ulong)seed).Split("independent");
            var z = new Matrix(rows, 3);
            for (var row = 0; row < rows; row++)
                for (var i = 0; i < 3; i++)
                    z[row, i] = (float)((row > 0 ? memory * z[row - 1, i] : 0) + stream.NextNormal());
            return Of(z).Min(pair => pair.PValue);
        }).ToArray();
        var rejected = pValues.Count(p => p < 0.05);
        Assert.True(rejected <= 12, $"{rejected} of {DataSets}: {string.Join(' ', pValues.Order().Take(15))}");
    }

    /// <summary>Each way in which two latents can depend is found, with its strength, and as what it is.</summary>
    [Theory]
    [InlineData("correlation", nameof(DependenceKind.Values), 0.35)]
    [InlineData("correlation of changing sign", nameof(DependenceKind.Values), 0.4)]
    [InlineData("common size", nameof(DependenceKind.Sizes), 0.15)]
    [InlineData("same sign", nameof(DependenceKind.Values), 0.5)]
    [InlineData("parabola", nameof(DependenceKind.Shape), 0.2)]
    public void DependenceIsFound(string what, string kind, double least)
    {
        var stream = new RandomStream(1).Split(what);
        var z = new Matrix(4000, 3);
        for (var row = 0; row < z.Rows; row++)
        {
            double a = stream.NextNormal(), b = stream.NextNormal(), size = Math.Exp(0.5 * stream.NextNormal());
            var sign = row % Levels % 2 == 0 ? 1 : -1;
            (a, b) = what switch
            {
                "correlation" => (a, 0.45 * a + b),
                "correlation of changing sign" => (a, sign * 0.5 * a + b),
                "common size" => (size * a, size * b),
                "same sign" => (a, Math.Sign(a) * Math.Abs(b)),
                _ => (a, 0.6 * a * a + 0.5 * b),
            };
            (z[row, 0], z[row, 1], z[row, 2]) = ((float)a, (float)b, (float)stream.NextNormal());
        }

        var strongest = Of(z).MaxBy(pair => pair.Low)!;
        Assert.True(strongest.IsClear, $"{strongest}");
        Assert.Equal((0, 1), (strongest.First, strongest.Second));
        var found = Of(z).Single(pair => pair is { First: 0, Second: 1 } && $"{pair.Kind}" == kind);
        Assert.True(found.IsClear && found.Effect > least, $"{found}");
        Assert.DoesNotContain(Of(z), pair => pair.IsClear && pair.Second == 2);
    }

    /// <summary>White noise, and series of known memory: rows that are worth one.</summary>
    [Theory]
    [InlineData(0.0, 1.0, 0.1, 400)]
    [InlineData(0.0, 1.0, 0.1, 40)]
    [InlineData(0.0, 1.0, 0.1, 20)]
    [InlineData(0.5, 3.0, 0.5, 400)]
    [InlineData(0.5, 3.0, 0.5, 40)]
    [InlineData(0.9, 19.0, 5.0, 400)]
    public void CorrelationTimeHasNoBias(double memory, double expected, double allowed, int length)
    {
        var times = Enumerable.Range(0, 100).Select(seed =>
        {
            var stream = new RandomStream((ulong)seed).Split("time");
            var series = new double[4000];
            for (var row = 1; row < series.Length; row++)
                series[row] = memory * series[row - 1] + stream.NextNormal();
            var codes = Enumerable.Range(0, series.Length).Select(row => row / length).ToArray();
            var means = series.Chunk(length).Select(level => level.Average()).ToArray();
            return CorrelationTime.Of([.. series.Select((value, row) => value - means[codes[row]])], codes);
        }).ToArray();
        var mean = times.Average(time => time.Rows);
        Assert.InRange(mean, expected - allowed, expected + allowed);
        var covered = times.Count(time => Math.Abs(time.Rows - expected) <= 1.96 * time.Error);
        Assert.True(covered >= 80, $"{covered} of 100 intervals hold {expected}; mean {mean}.");
    }

    /// <summary>The test of the fit: equal rows cannot be told apart, others can.</summary>
    [Fact]
    public void RowsOfAnotherDensityAreToldApart()
    {
        Matrix Draw(string name, double shared)
        {
            var stream = new RandomStream(3).Split(name);
            var rows = new Matrix(1500, 2);
            for (var row = 0; row < rows.Rows; row++)
            {
                var size = Math.Exp(shared * stream.NextNormal());
                for (var j = 0; j < 2; j++)
                    rows[row, j] = (float)(size * stream.NextNormal());
            }

            return rows;
        }

        PredictiveTest Test(Matrix a, Matrix b, bool ordered) =>
            PredictiveTest.Of(a, b, ordered ? [0] : null, new RandomStream(5))!;
        var alike = Test(Draw("a", 0), Draw("b", 0), ordered: false);
        Assert.InRange(alike.Accuracy, 0.46, 0.54);
        Assert.True(alike.Low < 0.5 && alike.High > 0.5 && !alike.IsClear, $"{alike}");
        Assert.True(Test(Draw("a", 1), Draw("b", 0), ordered: false).IsClear);
        Assert.True(Test(Draw("a", 1), Draw("b", 0), ordered: true).IsClear);
        Assert.Null(PredictiveTest.Of(new Matrix(20, 2), new Matrix(20, 2), null, new RandomStream(1)));
    }

    private static IReadOnlyList<PairDependence> Of(Matrix z) => ConditionalDependence.Of(
        z, [.. Enumerable.Range(0, z.Rows).Select(row => row % Levels)], new RandomStream(2));
}
