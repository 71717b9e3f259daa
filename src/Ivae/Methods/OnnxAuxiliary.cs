using Ivae.Onnx;

namespace Ivae.Methods;

/// <summary>The auxiliary variable as inputs of an ONNX graph.</summary>
/// <param name="Numeric">Its numeric part, standardised <c>[N, P]</c>; none without.</param>
/// <param name="Codes">Its categorical parts, each <c>[N]</c>.</param>
internal sealed record OnnxAuxiliary(OnnxValue? Numeric, IReadOnlyList<OnnxValue> Codes)
{
    /// <summary>No u.</summary>
    public static OnnxAuxiliary None { get; } = new(null, []);

    /// <summary>Name of the input of a categorical part.</summary>
    public static string InputName(string part) => $"u.{part}";

    /// <summary>Declares the inputs.</summary>
    public static OnnxAuxiliary Declare(OnnxGraph graph, ModelDescription model)
    {
        OnnxValue? numeric = null;
        if (model.Auxiliary.Columns is > 0 and var columns)
        {
            var u = graph.Input("u", columns, $"Numeric columns of u: {string.Join(", ", model.Recipe.AllNumeric)}.");
            numeric = (u - graph.Constant(model.AuxiliaryScaling.Centre, [1, columns]))
                / graph.Constant(model.AuxiliaryScaling.Scale, [1, columns]);
        }

        return new OnnxAuxiliary(numeric, [.. model.Auxiliary.Levels.Zip(model.Recipe.AllCategorical, (levels, part) =>
            graph.CodeInput(
                InputName(part.Name), $"Level of {part.Name}, 0 to {levels - 1}, in the order of the metadata."))]);
    }
}
