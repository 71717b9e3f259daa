using Ivae.Autodiff;
using Ivae.Numerics;

namespace Ivae.Test.Autodiff;

/// <summary>A tape with random leaves to try operations on.</summary>
internal sealed class Sketch(ulong seed = 1)
{
    private readonly RandomStream stream = new RandomStream(seed).Split("sketch");

    public Tape<double> Tape { get; } = new();

    public ParameterSet<double> Parameters { get; } = new();

    /// <summary>A leaf with gradient <c>[rows, columns]</c>, uniform on (−1.5, 1.5).</summary>
    public Variable<double> Leaf(int rows, int columns)
        => Tape.View(Parameters, Parameters.Add($"leaf{Parameters.All.Count}", rows, columns, Numbers(rows * columns)));

    /// <summary>Data without gradient <c>[rows, columns]</c>, uniform on (−1.5, 1.5).</summary>
    public Variable<double> Data(int rows, int columns) => Data(rows, columns, Numbers(rows * columns));

    /// <summary>Given data <c>[rows, columns]</c>, row-major.</summary>
    public Variable<double> Data(int rows, int columns, ReadOnlySpan<double> values)
    {
        var input = Tape.Input(columns);
        input.Resize(rows);
        values.CopyTo(input.Value);
        return input;
    }

    /// <summary>Random levels of a categorical variable.</summary>
    public Codes Codes(int rows, int levels)
    {
        var codes = new Codes();
        foreach (ref var code in codes.Resize(rows))
            code = stream.NextInt32(levels);
        return codes;
    }

    /// <summary>A scalar that depends on every element of <paramref name="output"/> with a weight of its own.</summary>
    public Variable<double> Probe(Variable<double> output)
    {
        Tape.Forward();
        return (output * Data(output.Rows, output.Columns)).Average();
    }

    private double[] Numbers(int count)
    {
        var numbers = new double[count];
        foreach (ref var number in numbers.AsSpan())
            number = stream.NextUniform(-1.5, 1.5);
        return numbers;
    }
}
