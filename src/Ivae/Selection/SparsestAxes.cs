using Ivae.Methods;
using Ivae.Networks;
using Ivae.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Ivae.Selection;

/// <summary>
/// Axes for latents of which means alone move. A Gaussian whose mean alone moves leaves a rotation (Khemakhem et al.
/// 2020, Proposition 1): among all that explain the data alike, that one in which the parts of u, levels or numeric
/// columns, move fewest latents, by the sum of how far each part moves each latent.
/// </summary>
/// <remarks>
/// Source of the principle: Lachapelle et al., "Disentanglement via mechanism sparsity regularization", CLeaR 2022, who
/// learn a mask of the prior by gates; that the number of edges may be replaced by a sum of lengths is the group lasso
/// of Yuan and Lin 2006.
/// </remarks>
internal static class SparsestAxes
{
    private const int Starts = 5;
    private const int MostSweeps = 50;
    private const int Angles = 30;
    private const int Refinements = 25;

    private const string NotTurned = "The latents were not turned to the sparsest axes: that needs a flow of "
        + "invertible layers with a normal prior, and a u of one categorical variable or of numeric columns alone.";

    /// <summary>The fit with its latents turned, or with a warning why not.</summary>
    public static FitResult Turned(FitResult fit, RandomStream stream)
    {
        var isTurned = fit.Model is IvaeModel model && Turn(model, fit.Data, stream);
        return isTurned ? fit : fit with { Warnings = [.. fit.Warnings, NotTurned] };
    }

    /// <summary>Turns the latents of a fitted flow, where its prior leaves a rotation; whether it did.</summary>
    /// <param name="model">A model, which is changed in place.</param>
    /// <param name="data">Rows in its units, for their u.</param>
    /// <param name="stream">Where the first rotations come from.</param>
    public static bool Turn(IvaeModel model, ModelData data, RandomStream stream)
    {
        if (model.Movements(data) is not { Parts: > 1 } movements)
            return false;
        var rotation = Rotation(movements, stream);
        model.Rotate(movements.Origin ?? Vector<double>.Build.Dense(model.Latents), rotation);
        model.Learn(Learned(model, movements.Turned(rotation), stream.Split("controls")));
        return true;
    }

    /// <summary>
    /// How many controls are as sparse as movements along their sparsest axes: the movements of each part of u turned
    /// by a rotation of its own, so that parts have nothing to do with each other, along the sparsest axes of all.
    /// </summary>
    /// <param name="turned">Movements along their sparsest axes.</param>
    /// <param name="stream">Where the rotations come from.</param>
    public static int ControlsAsSparse(PartMovements turned, RandomStream stream)
    {
        var (size, isAsSparse) = (Size(turned) * (1 + 1e-9), new bool[SelectionDecisions.Controls]);
        Parallel.For(0, isAsSparse.Length, i =>
        {
            var (own, n) = (stream.Split((ulong)i), turned.Rows.ColumnCount);
            var blocks = Enumerable.Range(0, turned.Parts).Select(part =>
                turned.Rows.SubMatrix(part * turned.RowsOfPart, turned.RowsOfPart, 0, n)
                    * Orthonormal(n, own.Split("turn").Split((ulong)part)));
            var control = turned with { Rows = blocks.Aggregate((all, next) => all.Stack(next)) };
            isAsSparse[i] = Size(control.Turned(Rotation(control, own.Split("axes")))) <= size;
        });
        return isAsSparse.Count(yes => yes);
    }

    private static LearnedTargets Learned(IvaeModel model, PartMovements turned, RandomStream stream) => new()
    {
        Parts = Targeting.Sites(model.Description.Recipe.AllCategorical, model.Description.Recipe.AllNumeric),
        Movements = [.. turned.Lengths.EnumerateRows().Select(row => row.ToArray())],
        ControlsAsSparse = ControlsAsSparse(turned, stream),
        Controls = SelectionDecisions.Controls,
    };

    /// <summary>
    /// The rotation R <c>[L, L]</c> with the least <see cref="Size"/>, by turns of two axes at a time.
    /// </summary>
    /// <param name="movements">How far each part of u moves latents.</param>
    /// <param name="stream">Where the first rotations come from.</param>
    public static Matrix<double> Rotation(PartMovements movements, RandomStream stream) =>
        Enumerable.Range(0, Starts)
            .Select(start => Descend(movements, Orthonormal(movements.Rows.ColumnCount, stream.Split((ulong)start))))
            .MinBy(rotation => Size(movements.Turned(rotation)))!;

    /// <summary>The sum, over parts of u and latents, of how far the part moves the latent.</summary>
    public static double Size(PartMovements movements) => movements.Lengths.Enumerate().Sum();

    private static Matrix<double> Descend(PartMovements movements, Matrix<double> rotation)
    {
        var n = rotation.ColumnCount;
        var turned = movements.Rows * rotation;
        for (var (sweep, before) = (0, double.PositiveInfinity); sweep < MostSweeps; sweep++)
        {
            for (var i = 0; i < n; i++)
                for (var j = i + 1; j < n; j++)
                {
                    var angle = BestAngle(Products(turned, i, j, movements.RowsOfPart));
                    Apply(turned, i, j, angle);
                    Apply(rotation, i, j, angle);
                }

            var size = Size(movements with { Rows = turned });
            if (size > before * (1 - 1e-9))
                break;
            before = size;
        }

        return rotation;
    }

    /// <summary>Of each part of u the products of two latents' movements with themselves and each other.</summary>
    private static (double First, double Second, double Both)[] Products(
        Matrix<double> turned, int i, int j, int rowsOfPart)
    {
        var products = new (double First, double Second, double Both)[turned.RowCount / rowsOfPart];
        for (var row = 0; row < turned.RowCount; row++)
        {
            var (a, b, part) = (turned[row, i], turned[row, j], row / rowsOfPart);
            var (first, second, both) = products[part];
            products[part] = (first + a * a, second + b * b, both + a * b);
        }

        return products;
    }

    /// <summary>
    /// The best of a grid of angles and of those at which a part moves one of the two least, where the sum may have its
    /// kinks; then by golden sections.
    /// </summary>
    private static double BestAngle((double First, double Second, double Both)[] parts)
    {
        const double Step = Math.PI / 2 / Angles, Golden = 0.6180339887498949;
        var kinks = parts.Select(part => Math.Atan2(2 * part.Both, part.First - part.Second) / 2);
        var best = kinks.Concat(Enumerable.Range(0, Angles).Select(k => k * Step)).MinBy(Size);
        var (low, high) = (best - Step, best + Step);
        for (var i = 0; i < Refinements; i++)
        {
            var (a, b) = (high - Golden * (high - low), low + Golden * (high - low));
            (low, high) = Size(a) < Size(b) ? (low, b) : (a, high);
        }

        var refined = (low + high) / 2;
        return Size(refined) < Size(best) ? refined : best;

        double Size(double angle)
        {
            var ((sin, cos), sum) = (Math.SinCos(angle), 0.0);
            foreach (var (first, second, both) in parts)
            {
                var cross = 2 * sin * cos * both;
                sum += Math.Sqrt(Math.Max(0, cos * cos * first + sin * sin * second + cross))
                    + Math.Sqrt(Math.Max(0, sin * sin * first + cos * cos * second - cross));
            }

            return sum;
        }
    }

    private static Matrix<double> Orthonormal(int n, RandomStream stream) =>
        Matrix<double>.Build.DenseOfRowMajor(n, n, Initial.Orthonormal(n, n, stream));

    private static void Apply(Matrix<double> matrix, int i, int j, double angle)
    {
        var (sin, cos) = Math.SinCos(angle);
        var (a, b) = (matrix.Column(i), matrix.Column(j));
        matrix.SetColumn(i, cos * a + sin * b);
        matrix.SetColumn(j, cos * b - sin * a);
    }
}
