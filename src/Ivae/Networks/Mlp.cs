using System.Numerics;
using Ivae.Autodiff;
using Ivae.Numerics;

namespace Ivae.Networks;

/// <summary>
/// A fully connected network h ← σ(h·W + b) with a linear last layer, whose first layer reads a
/// <see cref="Context{T}"/>: dense columns by a product and each categorical variable by a row of a table.
/// </summary>
internal sealed class Mlp<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterSet<T> parameters;
    private readonly Activation activation;
    private readonly Parameter? first;
    private readonly Parameter[] tables;
    private readonly Parameter firstBias;
    private readonly List<(Parameter Weight, Parameter Bias)> layers = [];

    /// <summary>Creates the parameters of a network.</summary>
    /// <param name="parameters">Where they are kept.</param>
    /// <param name="name">Prefix of their names, such as "decoder".</param>
    /// <param name="inputs">Dense columns and levels of the categorical variables that it reads.</param>
    /// <param name="outputs">Columns of its output.</param>
    /// <param name="options">Hidden widths and activation.</param>
    /// <param name="stream">Where the initial weights come from.</param>
    public Mlp(ParameterSet<T> parameters, string name, ContextShape inputs, int outputs, NetworkOptions options,
        RandomStream stream)
    {
        this.parameters = parameters;
        activation = options.Activation;
        int[] widths = [.. options.HiddenWidths, outputs];
        // One-hot blocks count as one input each: exactly one of their rows is read.
        var fanIn = inputs.Columns + inputs.Levels.Count;
        double[] First(int rows) => Initial.FirstWeights(options.Initialiser, rows, fanIn, widths[0], stream);
        first = inputs.Columns == 0
            ? null
            : parameters.Add($"{name}.0.weight", inputs.Columns, widths[0], First(inputs.Columns));
        tables = [.. inputs.Levels.Select((levels, i) =>
            parameters.Add($"{name}.0.table{i}", levels, widths[0], First(levels)))];
        firstBias =
            parameters.Add($"{name}.0.bias", 1, widths[0], Initial.FirstBiases(options.Initialiser, widths[0], stream));
        for (var layer = 1; layer < widths.Length; layer++)
        {
            var (from, to) = (widths[layer - 1], widths[layer]);
            var weight = parameters.Add(
                $"{name}.{layer}.weight", from, to, Initial.Weights(options.Initialiser, from, from, to, stream));
            layers.Add((weight, parameters.Add($"{name}.{layer}.bias", 1, to)));
        }
    }

    /// <summary>Weights and biases of the last layer; none where it is the first and reads categories.</summary>
    public IReadOnlyList<Parameter> Last =>
        layers.Count > 0 ? [layers[^1].Weight, layers[^1].Bias]
        : first is null || tables.Length > 0 ? []
        : [first, firstBias];

    /// <summary>The output <c>[B, outputs]</c> for a context of B rows.</summary>
    public Variable<T> Apply(Context<T> context) => Rest(First(context, FirstActivation));

    /// <summary>The output for every level <c>[M, outputs]</c> of the only, categorical, input.</summary>
    public Variable<T> ApplyToLevels(Tape<T> tape)
        => tape.RecordShared(() => Rest(tape.Record(new Layer<T>(
            null, tape.View(parameters, firstBias), [(tape.View(parameters, tables[0]), null)], FirstActivation))));

    /// <summary>
    /// The output and its tangents <c>[B·d, outputs]</c> along given tangents <c>[B·d, C]</c> of the dense input.
    /// </summary>
    public (Variable<T> Value, Variable<T> Tangent) ApplyWithTangents(Context<T> context, Variable<T> tangent)
    {
        var value = First(context, Activation.None);
        tangent = tangent.Affine(context.Tape.View(parameters, first!));
        foreach (var (weight, bias) in layers)
        {
            if (activation != Activation.None)
            {
                var activated = new ActivationOperation<T>(value, activation);
                value = context.Tape.Record(activated);
                tangent = context.Tape.Record(new ActivatedTangent<T>(activated, tangent));
            }

            value = value.Affine(context.Tape.View(parameters, weight), context.Tape.View(parameters, bias));
            tangent = tangent.Affine(context.Tape.View(parameters, weight));
        }

        return (value, tangent);
    }

    /// <summary>The first layer is the only one, and linear, where there are no hidden ones.</summary>
    private Activation FirstActivation => layers.Count == 0 ? Activation.None : activation;

    private Variable<T> First(Context<T> context, Activation activation)
    {
        var tape = context.Tape;
        if (first is null && tables.Length == 0)
            throw new InvalidOperationException("A network needs at least one input.");
        return tape.Record(new Layer<T>(
            first is null ? null : (context.Dense!, tape.View(parameters, first)),
            tape.View(parameters, firstBias),
            [.. tables.Select((table, i) => (tape.View(parameters, table), (Codes?)context.Codes[i]))],
            activation));
    }

    private Variable<T> Rest(Variable<T> hidden)
    {
        for (var i = 0; i < layers.Count; i++)
        {
            var (weight, bias) =
                (hidden.Tape.View(parameters, layers[i].Weight), hidden.Tape.View(parameters, layers[i].Bias));
            hidden = i == layers.Count - 1
                ? hidden.Affine(weight, bias)
                : hidden.Tape.Record(new Layer<T>((hidden, weight), bias, [], activation));
        }

        return hidden;
    }
}
