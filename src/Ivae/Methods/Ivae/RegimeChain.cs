using System.Numerics;
using Ivae.Autodiff;
using Ivae.Distributions;

namespace Ivae.Methods;

/// <summary>
/// The Markov chain of regimes of a model, kept with its parameters, though no gradient moves it: it is computed.
/// </summary>
internal sealed class RegimeChain<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterSet<T> parameters;
    private readonly Parameter initial;
    private readonly Parameter transition;

    /// <param name="parameters">Where it is kept.</param>
    /// <param name="regimes">K.</param>
    public RegimeChain(ParameterSet<T> parameters, int regimes)
    {
        this.parameters = parameters;
        initial = parameters.Add("regimes.initial", 1, regimes);
        transition = parameters.Add("regimes.transition", regimes, regimes);
    }

    /// <summary>K.</summary>
    public int Count => initial.Columns;

    /// <summary>The chain; none before there is one.</summary>
    public HiddenMarkovChain? Value
    {
        get => T.IsZero(parameters.ValuesOf(initial)[0]) ? null : new(
            Shares(parameters.ValuesOf(initial)),
            [.. Enumerable.Range(0, Count).SelectMany(k =>
                Shares(parameters.ValuesOf(transition).Slice(k * Count, Count)))]);
        set
        {
            Copy(value!.Initial, parameters.ValuesOf(initial));
            Copy(value.Transition, parameters.ValuesOf(transition));
        }
    }

    /// <summary>Makes the gradients of a tape those of a chain that no loss moves.</summary>
    public void Hold(Tape<T> tape)
    {
        tape.View(parameters, initial);
        tape.View(parameters, transition);
    }

    private static void Copy(double[] from, Span<T> to)
    {
        for (var i = 0; i < to.Length; i++)
            to[i] = T.CreateTruncating(from[i]);
    }

    private static double[] Shares(ReadOnlySpan<T> values)
    {
        double[] shares = [.. values.ToArray().Select(double.CreateTruncating)];
        var sum = shares.Sum();
        return Array.ConvertAll(shares, share => share / sum);
    }
}
