using MathNet.Numerics.LinearAlgebra;

namespace Ivae.Methods;

/// <summary>How far each part of u, a level or a numeric column, moves the means of latents.</summary>
/// <param name="Rows">A block of rows for each part, the length of whose columns is how far <c>[P·k, L]</c>.</param>
/// <param name="RowsOfPart">k, rows of a block.</param>
internal sealed record PartMovements(Matrix<double> Rows, int RowsOfPart)
{
    /// <summary>The means that levels move latents from <c>[L]</c>; none where u is numeric.</summary>
    public Vector<double>? Origin { get; init; }

    /// <summary>Number of parts of u, P.</summary>
    public int Parts => Rows.RowCount / RowsOfPart;

    /// <summary>
    /// How far each part moves each latent <c>[P, L]</c>: of a level the movement from the origin, of a column the root
    /// mean square over rows that are given the value of another, in standard deviations of the latent given u.
    /// </summary>
    public Matrix<double> Lengths => Matrix<double>.Build.Dense(Parts, Rows.ColumnCount, (part, latent) =>
        Rows.Column(latent, part * RowsOfPart, RowsOfPart).L2Norm());

    /// <summary>The same of latents that are turned by an orthogonal matrix <c>[L, L]</c>.</summary>
    public PartMovements Turned(Matrix<double> rotation) => this with { Rows = Rows * rotation };
}
