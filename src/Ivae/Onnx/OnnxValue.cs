namespace Ivae.Onnx;

/// <summary>
/// A result in an <see cref="OnnxGraph"/>, with the standard operators by the names of the formulas; shapes broadcast.
/// </summary>
/// <param name="Graph">The graph.</param>
/// <param name="Name">Its name there.</param>
internal readonly record struct OnnxValue(OnnxGraph Graph, string Name)
{
    public static OnnxValue operator +(OnnxValue a, OnnxValue b) => a.Graph.Node("Add", [a, b]);

    public static OnnxValue operator -(OnnxValue a, OnnxValue b) => a.Graph.Node("Sub", [a, b]);

    public static OnnxValue operator *(OnnxValue a, OnnxValue b) => a.Graph.Node("Mul", [a, b]);

    public static OnnxValue operator /(OnnxValue a, OnnxValue b) => a.Graph.Node("Div", [a, b]);

    public static OnnxValue operator +(OnnxValue a, double b) => a + a.Graph.Number(b);

    public static OnnxValue operator -(OnnxValue a, double b) => a - a.Graph.Number(b);

    public static OnnxValue operator -(double a, OnnxValue b) => b.Graph.Number(a) - b;

    public static OnnxValue operator *(OnnxValue a, double b) => a * a.Graph.Number(b);

    public static OnnxValue operator *(double a, OnnxValue b) => b * a;

    public static OnnxValue operator /(double a, OnnxValue b) => b.Graph.Number(a) / b;

    public static OnnxValue operator -(OnnxValue a) => a.Graph.Node("Neg", [a]);

    /// <summary>A condition.</summary>
    public static OnnxValue operator >(OnnxValue a, OnnxValue b) => a.Graph.Node("Greater", [a, b]);

    /// <summary>A condition.</summary>
    public static OnnxValue operator <(OnnxValue a, OnnxValue b) => a.Graph.Node("Less", [a, b]);

    /// <summary>A condition.</summary>
    public static OnnxValue operator >=(OnnxValue a, OnnxValue b) => a.Graph.Node("GreaterOrEqual", [a, b]);

    /// <summary>A condition.</summary>
    public static OnnxValue operator <=(OnnxValue a, OnnxValue b) => a.Graph.Node("LessOrEqual", [a, b]);

    /// <summary>Of two conditions.</summary>
    public static OnnxValue operator &(OnnxValue a, OnnxValue b) => a.Graph.Node("And", [a, b]);

    /// <summary>Of two conditions.</summary>
    public static OnnxValue operator |(OnnxValue a, OnnxValue b) => a.Graph.Node("Or", [a, b]);

    /// <summary>Of a condition.</summary>
    public static OnnxValue operator !(OnnxValue a) => a.Graph.Node("Not", [a]);

    public OnnxValue Exp() => Graph.Node("Exp", [this]);

    public OnnxValue Log() => Graph.Node("Log", [this]);

    public OnnxValue Abs() => Graph.Node("Abs", [this]);

    public OnnxValue Sqrt() => Graph.Node("Sqrt", [this]);

    public OnnxValue Tanh() => Graph.Node("Tanh", [this]);

    public OnnxValue Sigmoid() => Graph.Node("Sigmoid", [this]);

    public OnnxValue Softplus() => Graph.Node("Softplus", [this]);

    /// <summary>The larger one, element by element.</summary>
    public OnnxValue Max(OnnxValue other) => Graph.Node("Max", [this, other]);

    /// <summary>The smaller one, element by element.</summary>
    public OnnxValue Min(OnnxValue other) => Graph.Node("Min", [this, other]);

    /// <summary>Itself up to a limit, and beyond it farther by log(1 + excess).</summary>
    public OnnxValue LimitedAbove(double limit) =>
        Min(Graph.Number(limit)) + ((this - limit).Max(Graph.Number(0)) + 1).Log();

    /// <summary>The product of matrices.</summary>
    public OnnxValue Times(OnnxValue matrix) => Graph.Node("MatMul", [this, matrix]);

    /// <summary>The mean of all elements of a matrix <c>[1, 1]</c>.</summary>
    public OnnxValue Mean() => Graph.Node("ReduceMean", [this], ("keepdims", 1));

    /// <summary>The sum along an axis, which stays with length 1.</summary>
    public OnnxValue Sum(int axis) => Graph.Node("ReduceSum", [this, Graph.Integers(axis)], ("keepdims", 1));

    /// <summary>The largest along an axis, which stays with length 1.</summary>
    public OnnxValue Largest(int axis) =>
        Graph.Node("ReduceMax", [this], ("axes", new long[] { axis }), ("keepdims", 1));

    /// <summary>log Σ exp along an axis, which stays with length 1.</summary>
    public OnnxValue LogSumExp(int axis)
    {
        var largest = Largest(axis);
        return (this - largest).Exp().Sum(axis).Log() + largest;
    }

    /// <summary>The elements in another shape; −1 is what is left, 0 as it was.</summary>
    public OnnxValue Reshape(params long[] lengths) => Graph.Node("Reshape", [this, Graph.Integers(lengths)]);

    /// <summary>
    /// These rows <c>[B·d, columns]</c> as d for each of the rows of another matrix <c>[B, …]</c>:
    /// <c>[B, d, columns]</c>.
    /// </summary>
    public OnnxValue PerRowOf(OnnxValue other, int columns) =>
        Graph.Node("Reshape", [this, other.RowCount().Join(Graph.Integers(-1, columns), axis: 0)]);

    /// <summary>Another axis of length 1.</summary>
    public OnnxValue Unsqueeze(int axis) => Graph.Node("Unsqueeze", [this, Graph.Integers(axis)]);

    /// <summary>The indices [start, start + count) of an axis.</summary>
    public OnnxValue Range(int start, int count, int axis = 1) =>
        Graph.Node("Slice", [this, Graph.Integers(start), Graph.Integers(start + count), Graph.Integers(axis)]);

    /// <summary>Some indices of an axis, in their order.</summary>
    public OnnxValue Take(OnnxValue indices, int axis) => Graph.Node("Gather", [this, indices], ("axis", axis));

    /// <summary>These and then others along an axis.</summary>
    public OnnxValue Join(OnnxValue other, int axis = 1) => Graph.Node("Concat", [this, other], ("axis", axis));

    /// <summary>Σ_{j &lt; i} along an axis.</summary>
    public OnnxValue ExclusiveCumulativeSum(int axis) =>
        Graph.Node("CumSum", [this, Graph.Integers(axis)], ("exclusive", 1));

    /// <summary>The shares exp(a_i)/Σ exp(a) along an axis.</summary>
    public OnnxValue Softmax(int axis) => Graph.Node("Softmax", [this], ("axis", axis));

    /// <summary>The determinant of each matrix of the last two axes, which go.</summary>
    public OnnxValue Determinant() => Graph.Node("Det", [this]);

    /// <summary>This where a given number is there, 0 elsewhere.</summary>
    public OnnxValue OfPresent(OnnxValue given) => given.IsMissing().Choose(Graph.Number(0), this);

    /// <summary>Whether each number is none.</summary>
    public OnnxValue IsMissing() => Graph.Node("IsNaN", [this]);

    /// <summary>The first of two where this is true.</summary>
    public OnnxValue Choose(OnnxValue where, OnnxValue elsewhere) => Graph.Node("Where", [this, where, elsewhere]);

    /// <summary>The same numbers in double precision.</summary>
    public OnnxValue ToDouble() => Graph.Node("Cast", [this], ("to", OnnxGraph.DoubleType));

    /// <summary>Numbers in single precision; a condition as 0 or 1.</summary>
    public OnnxValue ToNumber() => Graph.Node("Cast", [this], ("to", OnnxGraph.FloatType));

    /// <summary>Whether a condition holds anywhere, a scalar.</summary>
    public OnnxValue Any() => Graph.Node("ReduceMax", [ToNumber()], ("keepdims", 0)) > Graph.Number(0.5);

    /// <summary>A matrix of one number, with as many rows as this.</summary>
    public OnnxValue Filled(double value, int columns) =>
        Graph.Node("Expand", [Graph.Number(value), RowCount().Join(Graph.Integers(columns), axis: 0)]);

    /// <summary>A matrix once for each row of this <c>[B, …]</c>, one under another.</summary>
    public OnnxValue Repeat(OnnxValue matrix) =>
        Graph.Node("Tile", [matrix, RowCount().Join(Graph.Integers(1), axis: 0)]);

    /// <summary>The number of rows <c>[1]</c>.</summary>
    private OnnxValue RowCount() => Graph.Node("Shape", [this], ("start", 0), ("end", 1));
}
