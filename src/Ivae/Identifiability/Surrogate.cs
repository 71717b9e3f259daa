using System.Numerics;
using Ivae.Data;
using Ivae.Numerics;
using MathNet.Numerics.IntegralTransforms;

namespace Ivae.Identifiability;

/// <summary>Data in which something was destroyed.</summary>
internal static class Surrogate
{
    /// <summary>A copy of <paramref name="data"/> of one kind.</summary>
    public static Dataset Make(NullKind kind, Dataset data, RandomStream random) => kind switch
    {
        NullKind.Rows => WithAuxiliaryOf(data, random.Permutation(data.Rows)),
        NullKind.Blocks => WithAuxiliaryOf(data, ShuffledBlocks(data.Auxiliary, data.Starts, random)),
        NullKind.Columns =>
            data with { Observed = ShuffledColumns(data.Observed, random), Sources = null, TrueLogLikelihood = null },
        _ => data with { Observed = RandomPhases(data, random), Sources = null, TrueLogLikelihood = null },
    };

    /// <summary>The same rows, each with the u of another: row i gets that of <paramref name="rows"/>[i].</summary>
    public static Dataset WithAuxiliaryOf(Dataset data, int[] rows) =>
        data with { Auxiliary = data.Auxiliary.TakeRows(rows), TrueLogLikelihood = null };

    /// <summary>Number of runs of neighbouring rows with equal u.</summary>
    public static int Runs(Auxiliary u) => 1 + Enumerable.Range(1, Math.Max(0, u.Rows - 1))
        .Count(row => u.Categorical.Any(variable => variable.Codes[row] != variable.Codes[row - 1]));

    /// <summary>
    /// Row numbers, in blocks of a quarter of the mean run of equal u (a fiftieth of the rows where u is continuous),
    /// the blocks in random order.
    /// </summary>
    internal static int[] ShuffledBlocks(Auxiliary u, IReadOnlyList<int> starts, RandomStream random)
    {
        var blocks = u.Categorical.Count == 0
            ? IdentifiabilityDecisions.BlocksWithoutRuns
            : Runs(u) * IdentifiabilityDecisions.BlocksPerRun;
        var count = Math.Clamp(blocks, 1, u.Rows);
        // No block crosses the border of a sequence, or a gap.
        int[] bounds = [.. Enumerable.Range(0, count).Select(block => (int)((long)block * u.Rows / count))
            .Union(starts).Order(), u.Rows];
        return [.. random.Permutation(bounds.Length - 1)
            .SelectMany(block => Enumerable.Range(bounds[block], bounds[block + 1] - bounds[block]))];
    }

    private static Matrix ShuffledColumns(Matrix x, RandomStream random)
    {
        var shuffled = new Matrix(x.Rows, x.Columns);
        for (var j = 0; j < x.Columns; j++)
        {
            var order = random.Split((ulong)j).Permutation(x.Rows);
            for (var row = 0; row < x.Rows; row++)
                shuffled[row, j] = x[order[row], j];
        }

        return shuffled;
    }

    /// <summary>
    /// Fourier transforms of all columns turned by the same random phases, which keeps every spectrum and
    /// cross-spectrum.
    /// </summary>
    /// <remarks>Source: Prichard and Theiler, Physical Review Letters 73, 1994.</remarks>
    private static Matrix RandomPhases(Dataset data, RandomStream random)
    {
        var result = new Matrix(data.Rows, data.Observed.Columns);
        foreach (var (start, end) in RowOrder.Pieces(data.Starts, data.Rows))
        {
            int[] rows = [.. Enumerable.Range(start, end - start)];
            RandomPhases(data.Observed.TakeRows(rows), random).Values.CopyTo(result.Values, start * result.Columns);
        }

        return result;
    }

    private static Matrix RandomPhases(Matrix x, RandomStream random)
    {
        var n = x.Rows;
        var turns = Enumerable.Range(0, n)
            .Select(_ => Complex.FromPolarCoordinates(1, random.NextUniform(0, 2 * Math.PI))).ToArray();
        var result = new Matrix(n, x.Columns);
        for (var j = 0; j < x.Columns; j++)
        {
            var series = Array.ConvertAll(x.Column(j), value => new Complex(value, 0));
            Fourier.Forward(series, FourierOptions.Matlab);
            for (var k = 1; k <= (n - 1) / 2; k++)
            {
                series[k] *= turns[k];
                series[n - k] = Complex.Conjugate(series[k]);
            }

            Fourier.Inverse(series, FourierOptions.Matlab);
            for (var row = 0; row < n; row++)
                result[row, j] = (float)series[row].Real;
        }

        return result;
    }
}
