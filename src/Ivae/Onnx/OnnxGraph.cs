using System.Globalization;
using System.Runtime.InteropServices;
using Google.Protobuf;
using Ivae.Onnx.Schema;

namespace Ivae.Onnx;

/// <summary>
/// A function as an ONNX graph of standard operators, in single precision and for any number of rows.
/// </summary>
/// <remarks>Source: onnx.ai/onnx/operators; operator set 17, which runtimes of 2022 and later know.</remarks>
internal sealed class OnnxGraph
{
    /// <summary>Version of the operators.</summary>
    public const int Operators = 17;

    /// <summary>Single precision, where an operator asks for a type.</summary>
    public const int FloatType = (int)TensorProto.Types.DataType.Float;

    /// <summary>Double precision.</summary>
    public const int DoubleType = (int)TensorProto.Types.DataType.Double;

    private const int FormatVersion = 8; // that of operator set 17
    private const string Rows = "N";

    private readonly GraphProto root;
    private readonly Dictionary<double, OnnxValue> numbers = [];
    private readonly Dictionary<string, OnnxValue> integers = [];
    private GraphProto scope;
    private int count;

    /// <param name="name">What it computes.</param>
    public OnnxGraph(string name) => scope = root = new GraphProto { Name = name };

    /// <summary>Whether it has an input.</summary>
    public bool HasInputs => root.Input.Count > 0;

    /// <summary>An input <c>[N, columns]</c> of numbers.</summary>
    public OnnxValue Input(string name, int columns, string description)
    {
        root.Input.Add(Declaration(name, TensorProto.Types.DataType.Float, [Rows, columns], description));
        return new OnnxValue(this, name);
    }

    /// <summary>An input <c>[N]</c> of whole numbers from 0.</summary>
    public OnnxValue CodeInput(string name, string description)
    {
        root.Input.Add(Declaration(name, TensorProto.Types.DataType.Int64, [Rows], description));
        return new OnnxValue(this, name);
    }

    /// <summary>Gives a result <c>[N, columns]</c> to the outside.</summary>
    public void Output(string name, OnnxValue value, int columns, string description)
    {
        root.Node.Add(new NodeProto { OpType = "Identity", Input = { value.Name }, Output = { name } });
        root.Output.Add(Declaration(name, TensorProto.Types.DataType.Float, [Rows, columns], description));
    }

    /// <summary>A constant array.</summary>
    /// <param name="values">Its elements, row-major.</param>
    /// <param name="lengths">Lengths of its axes.</param>
    /// <param name="name">A name that readers of the file understand, if it has one.</param>
    public OnnxValue Constant(ReadOnlySpan<float> values, ReadOnlySpan<long> lengths, string? name = null)
    {
        var constant = Array(TensorProto.Types.DataType.Float, MemoryMarshal.AsBytes(values), lengths, name);
        return new OnnxValue(this, constant);
    }

    /// <summary>A constant array in double precision.</summary>
    public OnnxValue DoubleConstant(double[] values, params ReadOnlySpan<long> lengths) => new(
        this, Array(TensorProto.Types.DataType.Double, MemoryMarshal.AsBytes<double>(values), lengths, null));

    /// <summary>A constant row <c>[1, C]</c>.</summary>
    public OnnxValue Row(IEnumerable<double> values)
    {
        float[] row = [.. values.Select(value => (float)value)];
        return Constant(row, [1, row.Length]);
    }

    /// <summary>The identity matrix <c>[n, n]</c>.</summary>
    public OnnxValue Identity(int n)
    {
        var identity = new float[n * n];
        for (var i = 0; i < n; i++)
            identity[i * (n + 1)] = 1;
        return Constant(identity, [n, n]);
    }

    /// <summary>A number.</summary>
    public OnnxValue Number(double value)
    {
        if (!numbers.TryGetValue(value, out var number))
            numbers.Add(value, number = Constant([(float)value], []));
        return number;
    }

    /// <summary>Whole numbers, such as indices and lengths.</summary>
    public OnnxValue Integers(params long[] values)
    {
        var key = string.Join(',', values.Select(value => value.ToString(CultureInfo.InvariantCulture)));
        if (!integers.TryGetValue(key, out var list))
        {
            var bytes = MemoryMarshal.AsBytes<long>(values);
            list = new OnnxValue(this, Array(TensorProto.Types.DataType.Int64, bytes, [values.Length], null));
            integers.Add(key, list);
        }

        return list;
    }

    /// <summary>The result of an operator.</summary>
    /// <param name="name">Name of the operator.</param>
    /// <param name="inputs">What it takes.</param>
    /// <param name="attributes">Its attributes: whole numbers, or arrays of them.</param>
    public OnnxValue Node(string name, ReadOnlySpan<OnnxValue> inputs, params (string Name, object Value)[] attributes)
    {
        var output = Fresh();
        var node = new NodeProto { OpType = name, Output = { output.Name } };
        foreach (var input in inputs)
            node.Input.Add(input.Name);
        node.Attribute.AddRange(attributes.Select(attribute => Attribute(attribute.Name, attribute.Value)));
        scope.Node.Add(node);
        return output;
    }

    /// <summary>Repeats steps as long as they ask for it.</summary>
    /// <param name="most">Largest number of steps; none without a limit.</param>
    /// <param name="state">What the first step starts from; shapes stay.</param>
    /// <param name="step">Whether to go on, a scalar, and the next state. What it uses from outside was made before.
    /// </param>
    public OnnxValue[] Loop(
        int? most, OnnxValue[] state, Func<OnnxValue[], (OnnxValue GoesOn, OnnxValue[] Next)> step)
    {
        var outer = scope;
        scope = new GraphProto { Name = $"step{count}" };
        scope.Input.Add(Declaration(Fresh().Name, TensorProto.Types.DataType.Int64, [], "Number of the step."));
        scope.Input.Add(Declaration(Fresh().Name, TensorProto.Types.DataType.Bool, [], "Always true."));
        OnnxValue[] before = [.. state.Select(_ => Fresh())];
        scope.Input.AddRange(before.Select(value => Declared(value, TensorProto.Types.DataType.Float)));
        var (goesOn, next) = step(before);
        scope.Output.Add(Declared(goesOn, TensorProto.Types.DataType.Bool));
        scope.Output.AddRange(next.Select(value => Declared(value, TensorProto.Types.DataType.Float)));
        var node = new NodeProto { OpType = "Loop", Attribute = { Attribute("body", scope) } };
        scope = outer;
        OnnxValue[] after = [.. state.Select(_ => Fresh())];
        node.Input.Add(most is { } limit ? Integers(limit).Name : "");
        node.Input.Add(Array(TensorProto.Types.DataType.Bool, [1], [], null));
        node.Input.AddRange(state.Select(value => value.Name));
        node.Output.AddRange(after.Select(value => value.Name));
        scope.Node.Add(node);
        return after;
    }

    /// <summary>Writes the file.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="version">Version of the library.</param>
    /// <param name="description">What the function is, for people.</param>
    /// <param name="metadata">What a program needs to use it.</param>
    public void Write(
        Stream stream, string version, string description, IEnumerable<(string Key, string Value)> metadata)
    {
        var model = new ModelProto
        {
            IrVersion = FormatVersion,
            ProducerName = "ivae",
            ProducerVersion = version,
            DocString = description,
            Graph = root,
            OpsetImport = { new OperatorSetIdProto { Version = Operators } },
        };
        model.MetadataProps.AddRange(
            metadata.Select(entry => new StringStringEntryProto { Key = entry.Key, Value = entry.Value }));
        model.WriteTo(stream);
    }

    private static AttributeProto Attribute(string name, object value) => value switch
    {
        long[] list => new() { Name = name, Type = AttributeProto.Types.AttributeType.Ints, Ints = { list } },
        GraphProto graph => new() { Name = name, Type = AttributeProto.Types.AttributeType.Graph, G = graph },
        int number => new() { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = number },
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    private static TypeProto Of(TensorProto.Types.DataType type) =>
        new() { TensorType = new TypeProto.Types.Tensor { ElemType = (int)type } };

    private static ValueInfoProto Declared(OnnxValue value, TensorProto.Types.DataType type) =>
        new() { Name = value.Name, Type = Of(type) };

    private static ValueInfoProto Declaration(
        string name, TensorProto.Types.DataType type, object[] lengths, string description)
    {
        var declaration = new ValueInfoProto { Name = name, Type = Of(type), DocString = description };
        declaration.Type.TensorType.Shape = new TensorShapeProto();
        declaration.Type.TensorType.Shape.Dim.AddRange(lengths.Select(length => length is int number
            ? new TensorShapeProto.Types.Dimension { DimValue = number }
            : new TensorShapeProto.Types.Dimension { DimParam = (string)length }));
        return declaration;
    }

    private OnnxValue Fresh() => new(this, $"v{(count++).ToString(CultureInfo.InvariantCulture)}");

    /// <summary>Constants are those of the whole graph, also where a step of a loop asks for them.</summary>
    private string Array(
        TensorProto.Types.DataType type, ReadOnlySpan<byte> bytes, ReadOnlySpan<long> lengths, string? name)
    {
        var array = new TensorProto
        {
            Name = name ?? Fresh().Name,
            DataType = (int)type,
            RawData = ByteString.CopyFrom(bytes),
        };
        foreach (var length in lengths)
            array.Dims.Add(length);
        root.Initializer.Add(array);
        return array.Name;
    }
}
