using System.Text.Json.Serialization;
using Ivae.Numerics;

namespace Ivae.Identifiability;

/// <summary>What an assumption is about.</summary>
[JsonConverter(typeof(SnakeCaseConverter<AssumptionKind>))]
public enum AssumptionKind
{
    /// <summary>The prior of the latents depends on the auxiliary variable u.</summary>
    AuxiliaryInPrior,

    /// <summary>The observations are continuous.</summary>
    ContinuousObservations,

    /// <summary>Given u, each latent follows an exponential family in what moves (iii).</summary>
    ExponentialFamily,

    /// <summary>The mixing f is injective (ii).</summary>
    InjectiveMixing,

    /// <summary>
    /// The noise is additive and independent of the latents, with a characteristic function without zeros (i).
    /// </summary>
    Noise,

    /// <summary>There are enough values of u, in general position (iv).</summary>
    EnoughAuxiliary,

    /// <summary>The mixing f is as smooth as the theorem asks.</summary>
    SmoothMixing,

    /// <summary>What is maximised leads to the model that the data determine (Theorem 4).</summary>
    Estimation,

    /// <summary>Whatever the theorem of a method without a density of x asks for.</summary>
    MethodTheorem,

    /// <summary>
    /// Given u, the log-densities q of the latents have first and second derivatives that differ between 2n + 1 values
    /// of u in linearly independent ways (Hyvärinen, Sasaki and Turner 2019, assumption of variability).
    /// </summary>
    DensityDerivatives,

    /// <summary>The mixing is linear (Comon 1994), which takes the place of an auxiliary variable.</summary>
    LinearMixing,

    /// <summary>At most one latent is normal (Comon 1994).</summary>
    NonGaussianLatents,

    /// <summary>
    /// The latents follow from those before in ways that differ enough: the second and third derivatives of log p(z_t |
    /// z_{t−1}) in them are linearly independent functions (Yao, Chen and Zhang 2022, Theorem 1).
    /// </summary>
    TransitionDerivatives,

    /// <summary>
    /// The regimes are a Markov chain whose matrix of transitions has full rank and which can go from each regime to
    /// each other, and rows are distributed differently in each (Hälvä and Hyvärinen 2020; Song et al. 2023).
    /// </summary>
    HiddenRegimes,

    /// <summary>
    /// The true mechanisms are sparse: of each latent the parts of u that move it move no other one all together
    /// (Lachapelle et al. 2022, graphical criterion), which a graph that was learned cannot show of the true one.
    /// </summary>
    SparseMechanisms,
}
