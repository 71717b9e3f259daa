using System.Text.Json.Serialization;
using Ivae.Numerics;

namespace Ivae.Methods;

/// <summary>A method of the VAE's family that maximises a bound on log p(x | u).</summary>
public abstract record BoundMethod : VaeFamilyMethod
{
    private protected BoundMethod(string name, string title, string guarantee)
        : base(name, title, guarantee)
    {
    }

    /// <summary>
    /// K draws of z per row in training: with more than one, the importance-weighted bound is maximised (Burda, Grosse
    /// and Salakhutdinov 2016), which asks less of the shape of the posterior. <see langword="null"/> takes 1, or 8
    /// where method "auto" goes on from a flow because of noise.
    /// </summary>
    public int? ImportanceSamples { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public sealed override string ObjectiveName =>
        ImportanceSamples > 1 ? "importance-weighted bound" : base.ObjectiveName;

    internal override ModelGraph<T> Record<T>(IvaeNetwork<T> network) =>
        ImportanceSamples is > 1 and var samples
            ? new ImportanceWeightedGraph<T>(network, samples)
            : new IvaeGraph<T>(network);

    /// <inheritdoc/>
    protected sealed override IEnumerable<string> Problems() =>
        Limits.Whole("importance_samples", ImportanceSamples, 1, Limits.Repeats);
}
