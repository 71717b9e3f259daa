using Ivae.Onnx;

namespace Ivae.Data;

/// <summary>A <see cref="Preprocessing"/> in an ONNX graph: the way to model units in double precision, as it is there.
/// </summary>
internal static class OnnxPreprocessing
{
    /// <summary>
    /// From data units <c>[N, D]</c> to model units <c>[N, K]</c>, and the log-density of what these leave
    /// <c>[N, 1]</c>; none without a reduction or values that may be missing, as in <see cref="Preprocessing"/>.
    /// </summary>
    public static (OnnxValue Y, OnnxValue? LogRest) Apply(
        this Preprocessing preprocessing, OnnxValue x, bool isMasked = false)
    {
        var (graph, d) = (x.Graph, preprocessing.Columns);
        if (preprocessing.Lowest.Any(float.IsFinite))
            x = x.Max(graph.Constant(preprocessing.Lowest, [1, d]));
        if (preprocessing.Highest.Any(float.IsFinite))
            x = x.Min(graph.Constant(preprocessing.Highest, [1, d]));
        var centred = x.ToDouble() - graph.DoubleConstant(preprocessing.Centre, 1, d);
        var y = preprocessing.Forward.Length == d
            ? centred * graph.DoubleConstant(preprocessing.Forward, 1, d)
            : centred.Times(graph.DoubleConstant(preprocessing.Forward, d, d));
        if (preprocessing.Reduction is not { } reduction)
            return (y.ToNumber(), isMasked ? OfMissing(preprocessing, x) : null);
        var (k, columns) = (reduction.Coordinates, reduction.Columns);
        var directions = graph.DoubleConstant(reduction.Directions, k, columns);
        var coordinates = y.Times(graph.Node("Transpose", [directions]));
        var rest = y - coordinates.Times(directions);
        var square = (rest * rest).Sum(1) * graph.DoubleConstant([-0.5 / reduction.Variance]);
        var constant = -0.5 * (columns - k) * Math.Log(2 * Math.PI * reduction.Variance);
        return (coordinates.ToNumber(), square.ToNumber() + constant);
    }

    /// <summary>From model units <c>[N, K]</c> back to data units <c>[N, D]</c>.</summary>
    public static OnnxValue Invert(this Preprocessing preprocessing, OnnxValue y)
    {
        var (graph, d) = (y.Graph, preprocessing.Columns);
        if (preprocessing.Reduction is { } reduction)
            y = y.Times(graph.Constant(ToSingle(reduction.Directions), [reduction.Coordinates, d]));
        var inverse = ToSingle(preprocessing.Inverse);
        var x = inverse.Length == d ? y * graph.Constant(inverse, [1, d]) : y.Times(graph.Constant(inverse, [d, d]));
        return x + graph.Row(preprocessing.Centre);
    }

    /// <summary>What the logs of the scales of missing values have too much in each row <c>[N, 1]</c>.</summary>
    private static OnnxValue OfMissing(Preprocessing preprocessing, OnnxValue x) =>
        x.IsMissing().ToNumber().Times(x.Graph.Constant(
            Array.ConvertAll(preprocessing.Forward, scale => (float)-Math.Log(Math.Abs(scale))),
            [preprocessing.Columns, 1]));

    private static float[] ToSingle(double[] numbers) => Array.ConvertAll(numbers, number => (float)number);
}
