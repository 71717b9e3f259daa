using System.Numerics;
using Ivae.Onnx;

namespace Ivae.Autodiff;

/// <summary>
/// Writes what a tape computes as an ONNX graph: each operation describes itself by its
/// <see cref="Operation{T}.Describe"/>, beginning at what is asked for, so that only what that needs is written.
/// Parameters, and what depends on them alone, are constants.
/// </summary>
internal sealed class OnnxTape<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Dictionary<Variable<T>, OnnxValue> values = [];
    private readonly Dictionary<Codes, OnnxValue> codes = [];
    private readonly Dictionary<Variable<T>, Operation<T>> producers = [];

    /// <param name="graph">Where to.</param>
    /// <param name="tape">What was recorded.</param>
    public OnnxTape(OnnxGraph graph, Tape<T> tape)
    {
        Graph = graph;
        foreach (var operation in tape.Operations)
        {
            if (operation.IsShared)
            {
                operation.Forward();
                continue;
            }

            producers.Add(operation.Output, operation);
            if (operation.SecondOutput is { } second)
                producers.Add(second, operation);
        }
    }

    /// <summary>The graph.</summary>
    public OnnxGraph Graph { get; }

    /// <summary>What a variable is in the graph.</summary>
    public OnnxValue this[Variable<T> variable]
    {
        get
        {
            if (values.TryGetValue(variable, out var value))
                return value;
            if (producers.TryGetValue(variable, out var operation))
                operation.Describe(this);
            else
                values.Add(variable, Constant(variable.Value, [variable.Rows, variable.Columns], variable.Name));
            return values[variable];
        }
        set => values.Add(variable, value);
    }

    /// <summary>The input of levels.</summary>
    public OnnxValue this[Codes levels]
    {
        get => codes[levels];
        set => codes.Add(levels, value);
    }

    /// <summary>A constant array.</summary>
    /// <param name="numbers">Its elements, row-major.</param>
    /// <param name="lengths">Lengths of its axes.</param>
    /// <param name="name">Its name in the file, if it has one.</param>
    public OnnxValue Constant(ReadOnlySpan<T> numbers, ReadOnlySpan<long> lengths, string? name = null)
    {
        var single = new float[numbers.Length];
        for (var i = 0; i < single.Length; i++)
            single[i] = float.CreateTruncating(numbers[i]);
        if (single.Length == 0)
            throw new InvalidOperationException("A matrix that the caller fills was not declared as an input.");
        return Graph.Constant(single, lengths, name);
    }
}
