using Ivae.Data;
using Ivae.Identifiability;
using Ivae.Methods;
using Ivae.Numerics;
using Ivae.Reporting;
using Ivae.Simulation;

namespace Ivae.Test.Identifiability;

/// <summary>Latents come together within the class that is identified, and not beyond it.</summary>
public class AlignmentTest
{
    private static readonly Matrix Latents = Normal(2000, 3, 1);

    [Fact]
    public void OrderSignAndScaleAreUndone()
    {
        var other = new Matrix(Latents.Rows, 3);
        for (var row = 0; row < other.Rows; row++)
            (other[row, 0], other[row, 1], other[row, 2]) =
                (-2 * Latents[row, 2] + 1, 0.5f * Latents[row, 0], Latents[row, 1] - 3);
        var alignment = Alignment.OfRows(Latents, other);
        Assert.Equal([1, 2, 0], alignment.Assignment);
        Assert.Equal(-0.5, alignment.Slopes[2], 1e-4);
        Assert.Equal(0.5, alignment.Shifts[2], 1e-3);
        var back = alignment.Apply(other);
        Assert.All(Latents.Values.Zip(back.Values), pair => Assert.Equal(pair.First, pair.Second, 1e-3f));
        Assert.Contains("the same latents", alignment.Sentence);
    }

    /// <summary>A rotation must not be undone: the axes are what is in question.</summary>
    [Fact]
    public void ARotationIsToldAndNotUndone()
    {
        var (c, s) = (MathF.Cos(0.7f), MathF.Sin(0.7f));
        var rotated = new Matrix(Latents.Rows, 2);
        for (var row = 0; row < rotated.Rows; row++)
            (rotated[row, 0], rotated[row, 1]) =
                (c * Latents[row, 0] - s * Latents[row, 1], s * Latents[row, 0] + c * Latents[row, 1]);
        var alignment = Alignment.OfRows(Latents.TakeColumns([0, 1]), rotated);
        Assert.InRange(alignment.Mcc, 0.7, 0.85);
        Assert.True(alignment.LinearMcc > 0.999);
        Assert.Contains("same space with different axes", alignment.Sentence);
    }

    [Fact]
    public void ABentMapIsWithinTheClass()
    {
        var bent = new Matrix(Latents.Rows, 3, Array.ConvertAll(Latents.Values, z => z * z * z + 0.1f * z));
        var alignment = Alignment.OfRows(Latents, bent);
        Assert.Equal([0, 1, 2], alignment.Assignment);
        Assert.All(Enumerable.Range(0, 3), i => Assert.True(alignment.CurveRSquared![i] > 0.97
            && alignment.CurveRSquared[i] > Math.Pow(alignment.Correlations[i], 2) + 0.05));
    }

    /// <summary>
    /// Two sessions of the same sources, seen through different mixings: only the levels of u are common.
    /// </summary>
    [Fact]
    public void SessionsAreMatchedByHowTheirLatentsMove()
    {
        var options = SimulationPresets.Paper with
        {
            Latent = 2,
            Observed = 2,
            Segments = 16,
            RowsPerSegment = 300,
            MixingLayers = 1,
            ConditionDraws = 50,
            ModulateMean = true,
        };
        var session = Simulator.Generate(options, 3);
        var stream = new RandomStream(9);
        var (mixed, sources) = (new Matrix(session.Sources.Rows, 2), new Matrix(session.Sources.Rows, 2));
        for (var row = 0; row < mixed.Rows; row++)
        {
            for (var i = 0; i < 2; i++)
                sources[row, i] = (float)(session.Means[session.Segment[row], i]
                    + session.StandardDeviations[session.Segment[row], i] * stream.NextNormal());
            (mixed[row, 0], mixed[row, 1]) =
                (sources[row, 0] + 0.5f * sources[row, 1], 0.3f * sources[row, 0] - sources[row, 1]);
        }

        var first = session.ToDataset();
        var second = new Dataset
        {
            Observed = mixed,
            ObservedNames = ["a", "b"],
            Auxiliary = first.Auxiliary,
            RowNumbers = first.RowNumbers,
            Sources = sources,
        };
        IvaeModel Fit(Dataset data) =>
            (IvaeModel)new IvaeEstimator(new IvaeOptions { Training = new() { Steps = 1000 } }).Fit(data).Model;
        var (a, b) = (Fit(first), Fit(second));
        var alignment = Alignment.OfLevels(a, b);
        Assert.True(alignment.Mcc > 0.8, alignment.Sentence);

        // The truth: which source each latent is, and with which sign.
        var (truthA, truthB) = (Alignment.OfRows(first.Sources!, a.Transform(first)), Alignment.OfRows(
            second.Sources!, b.Transform(second)));
        for (var i = 0; i < 2; i++)
        {
            var inA = truthA.Assignment[i];
            Assert.Equal(truthB.Assignment[i], alignment.Assignment[inA]);
            Assert.Equal(truthA.Correlations[i] * truthB.Correlations[i] > 0, alignment.Correlations[inA] > 0);
        }
    }

    private static Matrix Normal(int rows, int columns, ulong seed)
    {
        var matrix = new Matrix(rows, columns);
        new RandomStream(seed).FillNormal<float>(matrix.Values);
        return matrix;
    }
}
