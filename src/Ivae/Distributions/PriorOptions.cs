using System.Text.Json.Serialization;
using Ivae.Networks;
using Ivae.Numerics;

namespace Ivae.Distributions;

/// <summary>What of the prior moves with u.</summary>
[JsonConverter(typeof(SnakeCaseConverter<Modulation>))]
public enum Modulation
{
    /// <summary>Mean (location) and variance (scale).</summary>
    MeanAndScale,

    /// <summary>The variance (scale) only; the location is 0.</summary>
    Scale,

    /// <summary>
    /// The mean (location) only; the scale is 1. Identifies a Gaussian only up to a linear map (Khemakhem et al. 2020,
    /// Proposition 1).
    /// </summary>
    Mean,

    /// <summary>
    /// Nothing: u is not used. What is left is linear ICA of latents of free shape (Comon 1994).
    /// </summary>
    Nothing,
}

/// <summary>How λ(u) is represented.</summary>
[JsonConverter(typeof(SnakeCaseConverter<Conditioner>))]
public enum Conditioner
{
    /// <summary>A table for one categorical u, a network otherwise.</summary>
    Auto,

    /// <summary>One row of parameters for each level of the only, categorical, auxiliary variable.</summary>
    Table,

    /// <summary>A network on u.</summary>
    Network,
}

/// <summary>The conditional prior p(z | u) = Π_i p(z_i | u).</summary>
public sealed record PriorOptions
{
    /// <summary>
    /// Family of each latent given u; <see langword="null"/> takes the Gaussian, and lets a flow change to the Laplace
    /// where that suits its latents better (automatic selection).
    /// </summary>
    public PriorFamily? Family { get; init; }

    /// <summary>
    /// Whether each latent has in place of the family a density of its own shape, a mixture of six normals that is
    /// learned and the same for all u up to location and scale; for sources that are sparse, skewed, heavy-tailed or of
    /// two peaks for every u. <see langword="null"/> is open: "auto" tries both, every other method has none.
    /// </summary>
    public bool? FreeShape { get; init; }

    /// <summary>What moves with u.</summary>
    public Modulation Modulates { get; init; } = Modulation.MeanAndScale;

    /// <summary>
    /// Which level or column of u may move which latent; what is not in the list moves nothing. A latent that no level
    /// moves has location 0 and scale 1 in it; of numeric columns each latent reads those alone that may move it.
    /// <see langword="null"/> lets all of u move every latent.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Target>? Targets { get; init; }

    /// <summary>
    /// Whether latents of which means alone move are turned to the axes along which the levels or numeric columns of u
    /// move fewest of them, and which moves which is learned; such a prior leaves a rotation, so that the data neither
    /// ask for these axes nor speak against them. For a flow of invertible layers.
    /// </summary>
    public bool SparsestAxes { get; init; }

    /// <summary>How λ(u) is represented.</summary>
    public Conditioner Conditioner { get; init; } = Conditioner.Auto;

    /// <summary>
    /// P, rows of the past whose latents the prior reads too: p(z_t | z_{t−1}, …, z_{t−P}, u), within sequences and
    /// between gaps. 0 for none; method flow alone.
    /// </summary>
    public int Past { get; init; }

    /// <summary>
    /// K, regimes that are not observed and take the place of u: each row is in one of them, and they follow each other
    /// as a Markov chain within sequences. Of several numbers, as 2:6, held-out rows choose. Without a past it is a
    /// hidden Markov model; method flow alone. <see langword="null"/> for none.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RegimeCount? Regimes { get; init; }

    /// <summary>How the past moves the latents.</summary>
    public Transition Transition { get; init; } = Transition.Additive;

    /// <summary>What p(z) looks like where it does not depend on u.</summary>
    public PriorShapeOptions Shape { get; init; } = new();

    /// <summary>Whether it has, where it was left open not.</summary>
    internal bool HasFreeShape => FreeShape == true;

    /// <summary>Whether anything of the prior moves with u.</summary>
    internal bool ReadsAuxiliary => Modulates != Modulation.Nothing;

    /// <summary>The family, where it was left open the Gaussian.</summary>
    internal PriorFamily FamilyOrDefault => Family ?? PriorFamily.Gaussian;

    /// <summary>Whether the family was left open, so that another than the Gaussian may be chosen.</summary>
    internal bool MayChangeFamily => Family is null && FreeShape != true && !ReadsOrder && !SparsestAxes;

    /// <summary>Whether the prior reads latents of the past.</summary>
    internal bool ReadsPast => Past > 0;

    /// <summary>Whether there are regimes that are not observed.</summary>
    internal bool HasRegimes => Regimes is not null;

    /// <summary>Whether a row is likely or not by the rows before it.</summary>
    internal bool ReadsOrder => ReadsPast || HasRegimes;

    /// <summary>Whether the past goes into the network of the prior, next to u.</summary>
    internal bool HasPastInNetwork => ReadsPast && Transition == Transition.Network;

    /// <summary>Whether the past adds functions of one past latent each.</summary>
    internal bool HasSumsOfPast => ReadsPast && Transition != Transition.Network;

    /// <summary>The shape of a latent given u in words, as within a sentence.</summary>
    internal string ShapeText => HasFreeShape ? "free-shape" : $"{FamilyOrDefault}";

    /// <summary>The network, where there is one.</summary>
    public NetworkOptions Network { get; init; } = new() { HiddenWidths = [64, 64], Initialiser = Initialiser.Spread };
}
