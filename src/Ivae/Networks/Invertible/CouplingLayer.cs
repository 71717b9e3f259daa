using System.Numerics;
using Ivae.Autodiff;
using Ivae.Numerics;

namespace Ivae.Networks.Invertible;

/// <summary>
/// One half of x moves each of the other's numbers by a rising map that a network of the first half chooses, and the
/// halves change places: y = (τ(x₂; network(x₁)), x₁). The Jacobian is triangular, so that log |det| is a sum of log
/// slopes; the layer is the identity, but for the places, at first.
/// </summary>
/// <remarks>Source: Dinh, Sohl-Dickstein and Bengio, "Density estimation using Real NVP", ICLR 2017.</remarks>
internal abstract class CouplingLayer<T> : IFlowLayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Mlp<T> conditioner;
    private readonly int kept;
    private readonly int moved;

    /// <summary>Creates the network.</summary>
    /// <param name="parameters">Where its parameters are kept.</param>
    /// <param name="name">Prefix of their names.</param>
    /// <param name="n">Columns of x, at least 2.</param>
    /// <param name="numbers">Numbers that choose a map.</param>
    /// <param name="options">The network.</param>
    /// <param name="stream">Where initial weights come from.</param>
    protected CouplingLayer(
        ParameterSet<T> parameters, string name, int n, int numbers, NetworkOptions options, RandomStream stream)
    {
        (kept, moved) = ((n + 1) / 2, n / 2);
        conditioner = new Mlp<T>(parameters, name, new ContextShape(kept, []), moved * numbers, options, stream);
        parameters.ValuesOf(parameters.All[^2]).Clear(); // weights of the last layer, before its biases
    }

    public (Variable<T> Value, Variable<T> LogDeterminant) Forward(Variable<T> x)
    {
        var first = x.Slice(0, kept);
        var (second, logDeterminant) = Move(x.Slice(kept, moved), conditioner.Apply(Context<T>.Of(first)));
        return (x.Tape.Record(new Concatenate<T>(second, first)), logDeterminant);
    }

    public Variable<T> Inverse(Variable<T> y)
    {
        var first = y.Slice(moved, kept);
        return y.Tape.Record(
            new Concatenate<T>(first, MoveBack(y.Slice(0, moved), conditioner.Apply(Context<T>.Of(first)))));
    }

    /// <summary>τ <c>[B, m]</c> and the sum of its log slopes <c>[B, 1]</c>.</summary>
    protected abstract (Variable<T> Value, Variable<T> LogDeterminant) Move(Variable<T> x, Variable<T> numbers);

    /// <summary>The inverse of τ <c>[B, m]</c>.</summary>
    protected abstract Variable<T> MoveBack(Variable<T> y, Variable<T> numbers);
}
