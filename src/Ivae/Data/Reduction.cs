using System.Numerics.Tensors;
using Ivae.Numerics;

namespace Ivae.Data;

/// <summary>
/// K coordinates t = V y of centred rows y of D columns, along their principal components, and a density of what these
/// leave: noise of one variance σ² in each of the other D − K directions, log p(y) = log p(t) + log N(y − Vᵀt; 0, σ²).
/// </summary>
/// <remarks>
/// Source: Tipping and Bishop, "Probabilistic principal component analysis", J. Royal Statistical Society B 61, 1999,
/// section 3; t has any density here.
/// </remarks>
internal sealed class Reduction
{
    /// <summary>A reduction from its parts.</summary>
    /// <param name="directions">V, orthonormal rows <c>[K, D]</c> row-major.</param>
    /// <param name="columns">D.</param>
    /// <param name="variance">σ², positive.</param>
    /// <exception cref="ArgumentException">The sizes do not agree, or σ² is not positive.</exception>
    public Reduction(double[] directions, int columns, double variance)
    {
        ArgumentNullException.ThrowIfNull(directions);
        if (columns < 1 || directions.Length % columns != 0 || directions.Length is 0 || !(variance > 0))
            throw new ArgumentException($"{directions.Length} numbers of components of {columns} columns and variance "
                + $"{variance} are no reduction; fit the preprocessing again.", nameof(directions));
        (Directions, Columns, Variance) = (directions, columns, variance);
    }

    /// <summary>V, a component per row <c>[K, D]</c> row-major.</summary>
    public double[] Directions { get; }

    /// <summary>D.</summary>
    public int Columns { get; }

    /// <summary>σ².</summary>
    public double Variance { get; }

    /// <summary>K.</summary>
    internal int Coordinates => Directions.Length / Columns;

    /// <summary>
    /// The reduction of N rows, of as many components as <see cref="ComponentCount"/> finds.
    /// </summary>
    /// <param name="rows">N.</param>
    /// <param name="columns">D.</param>
    /// <param name="least">Least number of components.</param>
    /// <param name="read">Reads a row, centred.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ArgumentException">There are fewer rows or columns than components.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Reduction Fit(
        int rows, int columns, int least, LeadingComponents.Reader read, CancellationToken cancellation)
    {
        var count = ComponentCount.Choose(rows, columns, least, read, cancellation);
        var all = LeadingComponents.Fit(rows, columns, count, read, cancellation);
        return new Reduction(all.Directions, columns, all.Rest(count));
    }

    /// <summary>t <c>[K]</c> of a row y <c>[D]</c>.</summary>
    public void Apply(ReadOnlySpan<double> y, Span<double> coordinates)
    {
        for (var k = 0; k < coordinates.Length; k++)
            coordinates[k] = TensorPrimitives.Dot(y, Direction(k));
    }

    /// <summary>Vᵀt <c>[D]</c>.</summary>
    public void Invert(ReadOnlySpan<double> coordinates, Span<double> y)
    {
        y.Clear();
        for (var k = 0; k < coordinates.Length; k++)
            TensorPrimitives.MultiplyAdd(Direction(k), coordinates[k], y, y);
    }

    /// <summary>log N(y − Vᵀt; 0, σ²) of a row y <c>[D]</c>, in nats.</summary>
    public double LogRest(ReadOnlySpan<double> y)
    {
        var rest = y.ToArray();
        Project(rest);
        return -0.5 * ((Columns - Coordinates) * Math.Log(2 * Math.PI * Variance)
            + TensorPrimitives.SumOfSquares<double>(rest) / Variance);
    }

    /// <summary>Adds a draw of what the coordinates leave to Vᵀt <c>[D]</c>.</summary>
    public void AddNoise(Span<double> y, RandomStream stream)
    {
        var noise = new double[Columns];
        stream.FillNormal(noise.AsSpan());
        Project(noise);
        TensorPrimitives.MultiplyAdd<double>(noise, Math.Sqrt(Variance), y, y);
    }

    private ReadOnlySpan<double> Direction(int k) => Directions.AsSpan(k * Columns, Columns);

    /// <summary>Leaves what is orthogonal to all components.</summary>
    private void Project(Span<double> y)
    {
        for (var k = 0; k < Coordinates; k++)
            TensorPrimitives.MultiplyAdd(Direction(k), -TensorPrimitives.Dot<double>(y, Direction(k)), y, y);
    }
}
