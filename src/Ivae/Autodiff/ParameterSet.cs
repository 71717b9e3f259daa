using System.Numerics;

namespace Ivae.Autodiff;

/// <summary>Name, shape and place of one trained matrix inside its <see cref="ParameterSet{T}"/>.</summary>
internal sealed record Parameter(string Name, int Rows, int Columns, int Offset)
{
    public int Length => Rows * Columns;

    /// <summary>Its learning rate by the one that training gives.</summary>
    public double Rate { get; set; } = 1;
}

/// <summary>
/// All trained matrices of a model, in one flat array, with another of gradients, so that an optimiser makes one pass.
/// </summary>
internal sealed class ParameterSet<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly List<Parameter> all = [];

    /// <summary>The parameters in order of creation.</summary>
    public IReadOnlyList<Parameter> All => all;

    /// <summary>The values of all parameters.</summary>
    public T[] Values { get; private set; } = [];

    /// <summary>The gradients of all parameters.</summary>
    public T[] Gradients { get; private set; } = [];

    /// <summary>
    /// Creates a parameter <c>[rows, columns]</c> with the given initial values, row-major, or zeros.
    /// </summary>
    public Parameter Add(string name, int rows, int columns, ReadOnlySpan<double> initial = default)
    {
        ParameterBudget.Check(Values.Length + (long)rows * columns);
        var parameter = new Parameter(name, rows, columns, Values.Length);
        all.Add(parameter);
        var values = new T[Values.Length + parameter.Length];
        Values.CopyTo(values, 0);
        Values = values;
        Gradients = new T[values.Length];
        for (var i = 0; i < initial.Length; i++)
            values[parameter.Offset + i] = T.CreateTruncating(initial[i]);
        return parameter;
    }

    /// <summary>The ranges of <see cref="Values"/> that share a learning rate, in order.</summary>
    public IEnumerable<(int Start, int Length, double Rate)> Groups()
    {
        for (var (i, start) = (0, 0); i < all.Count; i++)
        {
            var end = all[i].Offset + all[i].Length;
            if (i + 1 < all.Count && all[i + 1].Rate.Equals(all[i].Rate))
                continue;
            yield return (start, end - start, all[i].Rate);
            start = end;
        }
    }

    /// <summary>The values of one parameter.</summary>
    public Span<T> ValuesOf(Parameter parameter) => Values.AsSpan(parameter.Offset, parameter.Length);
}
