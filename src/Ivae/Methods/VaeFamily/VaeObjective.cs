using System.Numerics;

namespace Ivae.Methods;

/// <summary>What a method of the VAE family maximises in place of the evidence lower bound: its weights, and how it is recorded.</summary>
public abstract record VaeObjective
{
    private protected VaeObjective()
    {
    }

    /// <summary>Whether the objective is made of densities that only a diagonal posterior gives.</summary>
    internal virtual bool NeedsDiagonal => false;

    /// <summary>Whether the objective is the evidence lower bound after all, or a multiple of it.</summary>
    internal virtual bool IsBound => false;

    /// <summary>Records the objective of a model for training.</summary>
    internal abstract IvaeGraph<T> Record<T>(IvaeNetwork<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>What is wrong with these options, each with value, range and remedy.</summary>
    internal abstract IEnumerable<string> Problems();

    /// <summary>The same for weights that must not be negative.</summary>
    private protected static IEnumerable<string> Negative(string method, params IEnumerable<(string Name, double Value)> weights)
        => weights.Where(weight => !(weight.Value >= 0 && double.IsFinite(weight.Value)))
            .Select(weight => FormattableString.Invariant($"{method}.{weight.Name} is {weight.Value}; it must be 0 or a positive number."));
}
