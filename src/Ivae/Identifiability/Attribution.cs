using Ivae.Data;
using Ivae.Evaluation;
using Ivae.Methods;
using Ivae.Numerics;

namespace Ivae.Identifiability;

/// <summary>
/// Which observed column drives which latent, and back: mean absolute derivatives over the rows, in standard
/// deviations.
/// </summary>
internal sealed record Attribution
{
    private const int MaxRows = 500;
    // of a standard deviation: small against the curvature, large against the rounding
    private const float Step = 0.05f;

    /// <summary>E|∂z_i/∂x_j| · sd(x_j) / sd(z_i), a row per latent <c>[L][D]</c>.</summary>
    public required double[][] Encoder { get; init; }

    /// <summary>E|∂x_j/∂z_i| · sd(z_i) / sd(x_j), a row per latent <c>[L][D]</c>.</summary>
    public required double[][] Decoder { get; init; }

    /// <summary>
    /// Least and largest value of <see cref="Decoder"/> over the fits that agree <c>[L][D][2]</c>; none without others.
    /// </summary>
    public double[][][]? DecoderRange { get; init; }

    /// <summary>
    /// Least and largest value of <see cref="Encoder"/> over the fits that agree <c>[L][D][2]</c>; none without others.
    /// </summary>
    public double[][][]? EncoderRange { get; init; }

    /// <summary>The derivatives of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">Rows to average over; of more than 500, as many evenly spaced.</param>
    /// <param name="others">Fits that agree with it, for the ranges; their latents are matched to the model's.</param>
    public static Attribution Of(IvaeModel model, Dataset data, IReadOnlyList<IvaeModel>? others = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        var rows = data.TakeRows(EvenRows.Of(data.Rows, MaxRows));
        var latents = model.Transform(rows);
        var (encoder, decoder) = Derivatives(model, rows, [.. Enumerable.Range(0, model.Latents)]);
        if (others is not { Count: > 0 })
            return new Attribution { Encoder = encoder, Decoder = decoder };
        var all = others.Select(other =>
            Derivatives(other, rows, MeanCorrelationCoefficient.Compute(other.Transform(rows), latents).Assignment))
            .Append((Encoder: encoder, Decoder: decoder)).ToArray();
        return new Attribution
        {
            Encoder = encoder,
            Decoder = decoder,
            EncoderRange = Range([.. all.Select(fit => fit.Encoder)]),
            DecoderRange = Range([.. all.Select(fit => fit.Decoder)]),
        };
    }

    private static (double[][] Encoder, double[][] Decoder) Derivatives(IvaeModel model, Dataset rows, int[] order)
    {
        var latents = model.Transform(rows);
        var (xScale, zScale) = (Deviations(rows.Observed), Deviations(latents));
        double[][] encoder = [.. order.Select(_ => new double[xScale.Length])],
            decoder = [.. order.Select(_ => new double[xScale.Length])];
        for (var j = 0; j < xScale.Length; j++)
        {
            Dataset By(float step) => rows with { Observed = Moved(rows.Observed, j, step) };
            var (up, down) = (model.Transform(By(Step * xScale[j])), model.Transform(By(-Step * xScale[j])));
            for (var i = 0; i < order.Length; i++)
                encoder[i][j] = order[i] < 0 ? 0 : MeanDifference(up, down, order[i]) / (2 * Step * zScale[order[i]]);
        }

        for (var i = 0; i < order.Length; i++)
        {
            if (order[i] < 0)
                continue;
            var (up, down) = (model.Decode(Moved(latents, order[i], Step * zScale[order[i]])), model.Decode(
                Moved(latents, order[i], -Step * zScale[order[i]])));
            for (var j = 0; j < xScale.Length; j++)
                decoder[i][j] = MeanDifference(up, down, j) / (2 * Step * xScale[j]);
        }

        return (encoder, decoder);
    }

    private static float[] Deviations(Matrix matrix) =>
        [.. Enumerable.Range(0, matrix.Columns)
            .Select(j => Moments.Of(Array.FindAll(matrix.Column(j), value => !float.IsNaN(value))).StandardDeviation)
            .Select(deviation => deviation > 0 ? (float)deviation : 1)];

    private static double MeanDifference(Matrix a, Matrix b, int column) =>
        Enumerable.Range(0, a.Rows).Average(row => Math.Abs((double)a[row, column] - b[row, column]));

    private static Matrix Moved(Matrix matrix, int column, float step)
    {
        var moved = new Matrix(matrix.Rows, matrix.Columns, (float[])matrix.Values.Clone());
        for (var row = 0; row < moved.Rows; row++)
            moved[row, column] += step;
        return moved;
    }

    private static double[][][] Range(double[][][] fits)
        => [.. fits[0].Select((row, i) =>
            row.Select((_, j) => new[] { fits.Min(fit => fit[i][j]), fits.Max(fit => fit[i][j]) }).ToArray())];
}
