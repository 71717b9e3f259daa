using Ivae.Autodiff;
using Ivae.Data;
using Ivae.Distributions;
using Ivae.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Ivae.Methods;

/// <content>The rotation that a Gaussian leaves whose mean alone moves.</content>
public sealed partial class IvaeModel
{
    private const int MaxExchanged = 4000;
    private const int MaxRegressed = 10_000;

    /// <summary>
    /// Which level or column of u moves which latent, where the fit learned it (prior.sparsest_axes); none otherwise.
    /// </summary>
    public IReadOnlyList<Target>? LearnedTargets => Description.LearnedTargets?.Edges;

    /// <summary>
    /// Whether any rotation of the latents explains all data as well: a flow of invertible layers, with normal latents
    /// of scale 1 that all of u may move.
    /// </summary>
    internal bool IsRotatable => network.Prior.MeansAlone.Count > 0 && LastLinear is not null;

    private (Parameter Weight, Parameter Bias)? LastLinear => WeightAndBias("flow.last.linear");

    /// <summary>
    /// How far each part of u moves the means of latents of scale 1, a block of rows for each part: a level by its mean
    /// less that of the level nearest to all others, a row each; a numeric column by the means less those of the same
    /// rows with this column of another row, <c>[L, L]</c> numbers with their second moments, of at most 4000 rows.
    /// None where u is of both kinds or of several categorical variables, or no rotation is free.
    /// </summary>
    /// <param name="data">Rows in the units of the model, for their u.</param>
    internal PartMovements? Movements(ModelData data)
    {
        if (!IsRotatable || Past > 0)
            return null;
        if (Description.Auxiliary is { Columns: 0, Levels: [var levels] })
        {
            var means = Means(new(
                new(levels, ModelColumns), new(levels, 0), [[.. Enumerable.Range(0, levels)]]));
            var origin = means.Row(Origin(means));
            return new(Matrix<double>.Build.DenseOfRowVectors(means.EnumerateRows().Select(row => row - origin)), 1)
            {
                Origin = origin,
            };
        }

        if (Description.Auxiliary is not { Columns: > 0, Levels.Count: 0 } || data.Rows == 0)
            return null;
        var some = data.TakeRows(EvenRows.Of(data.Rows, MaxExchanged));
        var (here, stream) = (Means(some), new RandomStream(Options.Seed).Split("movements"));
        var blocks = Enumerable.Range(0, some.Auxiliary.Columns).Select(Block);
        return new(blocks.Aggregate((all, next) => all.Stack(next)), Latents);

        Matrix<double> Block(int column)
        {
            var others = stream.Split((ulong)column).Permutation(some.Rows);
            var exchanged = new Matrix(some.Rows, some.Auxiliary.Columns, some.Auxiliary.Values.ToArray());
            for (var row = 0; row < some.Rows; row++)
                exchanged[row, column] = some.Auxiliary[others[row], column];
            var moved = Means(some with { Auxiliary = exchanged }) - here;
            var moments = (moved.TransposeThisAndMultiply(moved) / some.Rows).Evd(Symmetricity.Symmetric);
            return moments.EigenVectors.Transpose().MapIndexed((i, _, value) =>
                value * Math.Sqrt(Math.Max(0, moments.EigenValues[i].Real)));
        }
    }

    /// <summary>The row with the least sum of distances to all others.</summary>
    internal static int Origin(Matrix<double> means) => Enumerable.Range(0, means.RowCount)
        .MinBy(row => means.EnumerateRows().Sum(other => (other - means.Row(row)).L2Norm()));

    /// <summary>Gives latents z the new values (z − origin)·rotation, and the prior their means.</summary>
    /// <param name="origin">Of the latents that are at 0 then <c>[L]</c>.</param>
    /// <param name="rotation">An orthogonal matrix <c>[L, L]</c>.</param>
    internal void Rotate(Vector<double> origin, Matrix<double> rotation)
    {
        var (weight, bias) = LastLinear!.Value; // whose columns after the first L are no latents
        var columns = Matrix<double>.Build.DenseIdentity(weight.Columns);
        columns.SetSubMatrix(0, 0, rotation);
        var less = Vector<double>.Build.Dense(weight.Columns, i => i < Latents ? origin[i] : 0);
        Write(weight, Read(weight) * columns);
        Write(bias, Less(Read(bias), less) * columns);

        var means = network.Prior.MeansAlone;
        foreach (var parameter in means)
            Write(parameter,
                (parameter == means[^1] ? Less(Read(parameter), origin) : Read(parameter)) * rotation);
        if (WeightAndBias("remainder.0") is not var (reading, shift)) // p(v | z) reads z
            return;
        Write(shift, Read(shift) + origin.ToRowMatrix() * Read(reading));
        Write(reading, rotation.Transpose() * Read(reading));

        static Matrix<double> Less(Matrix<double> rows, Vector<double> row) => Matrix<double>.Build.DenseOfRowVectors(
            rows.EnumerateRows().Select(other => other - row));
    }

    /// <summary>
    /// Begins where another flow has ended, with latents along other axes, and with the sums of functions of past
    /// latents that explain these best.
    /// </summary>
    /// <param name="other">A flow of the same layers.</param>
    /// <param name="axes">New axes as columns <c>[L, L]</c>.</param>
    /// <param name="units">Rows in its units.</param>
    /// <param name="rows">Rows to fit sums to, each with its past before it.</param>
    internal void BeginFrom(IvaeModel other, Matrix<double> axes, ModelData units, int[] rows)
    {
        foreach (var parameter in Parameters.All.Where(p => !p.Name.StartsWith("prior", StringComparison.Ordinal)))
            other.Parameters.ValuesOf(other.Parameters.All.First(p => p.Name == parameter.Name))
                .CopyTo(Parameters.ValuesOf(parameter));
        var (weight, bias) = LastLinear!.Value;
        var columns = Matrix<double>.Build.DenseIdentity(weight.Columns);
        columns.SetSubMatrix(0, 0, axes);
        Write(weight, Read(weight) * columns);
        Write(bias, Read(bias) * columns);
        if (WeightAndBias("remainder.0") is var (reading, _))
            Write(reading, axes.Inverse() * Read(reading));
        var (latents, n, some) = (Transform(units), Latents, EvenRows.Of(rows, MaxRegressed));
        network.Prior.Sum!.Regress(
            Matrix<double>.Build.Dense(some.Length, Past * n, (i, j) => latents[some[i] - 1 - j / n, j % n]),
            Matrix<double>.Build.Dense(some.Length, n, (i, j) => latents[some[i], j]),
            units.Codes.Length == 1 ? [.. some.Select(row => units.Codes[0][row])] : null);
    }

    /// <summary>Keeps which part of u moves which latent.</summary>
    internal void Learn(LearnedTargets targets) => Description = Description with { LearnedTargets = targets };

    private Matrix<double> Means(ModelData units)
    {
        var location = PriorParameters(units).Location;
        return Matrix<double>.Build.Dense(location.Rows, location.Columns, (row, column) => location[row, column]);
    }

    private (Parameter Weight, Parameter Bias)? WeightAndBias(string name) =>
        Parameters.All.FirstOrDefault(p => p.Name == $"{name}.weight") is { } weight
            ? (weight, Parameters.All.First(p => p.Name == $"{name}.bias"))
            : null;

    private Matrix<double> Read(Parameter parameter) => Matrix<double>.Build.DenseOfRowMajor(
        parameter.Rows, parameter.Columns, Parameters.ValuesOf(parameter).ToArray().Select(value => (double)value));

    private void Write(Parameter parameter, Matrix<double> matrix)
    {
        var values = Parameters.ValuesOf(parameter);
        for (var i = 0; i < values.Length; i++)
            values[i] = (float)matrix[i / parameter.Columns, i % parameter.Columns];
    }
}
