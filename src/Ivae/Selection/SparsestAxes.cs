using Ivae.Methods;
using Ivae.Networks;
using Ivae.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Ivae.Selection;

/// <summary>
/// Axes for latents of which means alone move. A Gaussian whose mean alone moves leaves a rotation (Khemakhem et al.
/// 2020, Proposition 1): among all that explain the data alike, that one in which the levels of u move fewest latents,
/// by the sum of the absolute movements, and the origin is the level nearest to all others.
/// </summary>
/// <remarks>
/// Source of the principle: Lachapelle et al., "Disentanglement via mechanism sparsity regularization", CLeaR 2022.
/// </remarks>
internal static class SparsestAxes
{
    private const int Starts = 10;
    private const int MostSweeps = 50;
    private const int Angles = 90;

    private const string Turning = "Only means move, which leaves a rotation of the latents: the axes are those along "
        + "which the levels of u move fewest latents, which no theorem promises to be the true ones.";
    private const string NotTurned = "The latents were not turned to the sparsest axes: this model is no flow of as "
        + "many latents as columns with a table of means.";

    /// <summary>The fit with its latents turned, or with a warning why not.</summary>
    public static FitResult Turned(FitResult fit, RandomStream stream)
    {
        var isTurned = fit.Model is IvaeModel model && Turn(model, stream);
        return fit with { Warnings = [.. fit.Warnings, isTurned ? Turning : NotTurned] };
    }

    /// <summary>Turns the latents of a fitted flow, where its prior leaves a rotation; whether it did.</summary>
    /// <param name="model">A model, which is changed in place.</param>
    /// <param name="stream">Where the first rotations come from.</param>
    public static bool Turn(IvaeModel model, RandomStream stream)
    {
        if (model.RotatableMeans is not { } means || means.RowCount < 2)
            return false;
        var origin = Origin(means);
        model.Rotate(means.Row(origin), Rotation(means - Repeated(means.Row(origin), means.RowCount), stream));
        return true;
    }

    /// <summary>The row with the least sum of distances to all others.</summary>
    public static int Origin(Matrix<double> means) => Enumerable.Range(0, means.RowCount)
        .MinBy(row => means.EnumerateRows().Sum(other => (other - means.Row(row)).L2Norm()));

    /// <summary>
    /// The rotation R <c>[L, L]</c> with the least sum of absolute entries of T·R, by turns of two axes at a time.
    /// </summary>
    /// <param name="movements">T <c>[M, L]</c>.</param>
    /// <param name="stream">Where the first rotations come from.</param>
    public static Matrix<double> Rotation(Matrix<double> movements, RandomStream stream)
    {
        var n = movements.ColumnCount;
        return Enumerable.Range(0, Starts).Select(start => Descend(
                movements,
                Matrix<double>.Build.DenseOfRowMajor(n, n, Initial.Orthonormal(n, n, stream.Split((ulong)start)))))
            .MinBy(rotation => Size(movements * rotation))!;
    }

    private static Matrix<double> Descend(Matrix<double> movements, Matrix<double> rotation)
    {
        var n = rotation.ColumnCount;
        var turned = movements * rotation;
        for (var (sweep, before) = (0, double.PositiveInfinity); sweep < MostSweeps; sweep++)
        {
            for (var i = 0; i < n; i++)
                for (var j = i + 1; j < n; j++)
                {
                    var angle = BestAngle(turned.Column(i), turned.Column(j));
                    Apply(turned, i, j, angle);
                    Apply(rotation, i, j, angle);
                }

            var size = Size(turned);
            if (size > before - 1e-9)
                break;
            before = size;
        }

        return rotation;
    }

    /// <summary>The best of a grid of angles and of those that make an entry 0, where the sum has its kinks.</summary>
    private static double BestAngle(Vector<double> a, Vector<double> b)
    {
        var kinks = a.Zip(b, (x, y) => Math.Atan2(y, x));
        var grid = Enumerable.Range(0, Angles).Select(k => k * Math.PI / 2 / Angles);
        return kinks.Concat(grid).MinBy(angle =>
        {
            var (sin, cos) = Math.SinCos(angle);
            return a.Zip(b, (x, y) => Math.Abs(cos * x + sin * y) + Math.Abs(cos * y - sin * x)).Sum();
        });
    }

    private static void Apply(Matrix<double> matrix, int i, int j, double angle)
    {
        var (sin, cos) = Math.SinCos(angle);
        var (a, b) = (matrix.Column(i), matrix.Column(j));
        matrix.SetColumn(i, cos * a + sin * b);
        matrix.SetColumn(j, cos * b - sin * a);
    }

    private static double Size(Matrix<double> matrix) => matrix.Enumerate().Sum(Math.Abs);

    private static Matrix<double> Repeated(Vector<double> row, int count) =>
        Matrix<double>.Build.DenseOfRowVectors(Enumerable.Repeat(row, count));
}
