using Ivae.Identifiability;
using Ivae.Methods;

namespace Ivae.Reporting;

/// <content>What theory promises.</content>
public static partial class Sentences
{
    extension(Guarantee guarantee)
    {
        /// <summary>The promise in one plain sentence.</summary>
        public string Statement => guarantee switch
        {
            { Method: { } method } => Method.Named(method).Guarantee,
            { Violated: { } violated } => $"Nothing is guaranteed. {guarantee.Sentence(violated)}",
            { Facts: { IsLinear: true, PriorReadsAuxiliary: false }, Theorem: { } theorem }
                => "Up to their order, signs and scales, the data determine the latents if the mixing is linear and at "
                    + $"most one of them is normal ({theorem}); nothing is promised for a mixing that bends.",
            { Class: EquivalenceClass.Permutation }
                => "Up to their order and a map of each one by itself (a sign, a scale), the data determine the "
                    + $"latents: {guarantee.Theorem}, if what is assumed below holds.",
            _ => "The data determine the latents only up to a linear map of all of them, which may mix them: only the "
                + "means move with u and the prior is Gaussian, so that by Proposition 1 a rotation cannot be excluded "
                + "(Theorem 1, if what is assumed below holds). Let the variances move too (prior.modulates = "
                + "mean_and_scale), if they do in the data.",
        };

        /// <summary>An assumption of it for a reader who does not know the theorem.</summary>
        /// <param name="assumption">One of its assumptions.</param>
        public string Sentence(Assumption assumption) => guarantee.Facts is { } facts
            ? AssumptionSentence(assumption, facts)
            : "Whether the data meet what the method's theorem asks for has not been checked.";

        /// <summary>What an assumption of it is about, in a few words.</summary>
        /// <param name="assumption">One of its assumptions.</param>
        public string Name(Assumption assumption) => assumption.Kind switch
        {
            AssumptionKind.AuxiliaryInPrior => "u in the prior",
            AssumptionKind.ContinuousObservations => "continuous observations",
            AssumptionKind.ExponentialFamily => "exponential family (iii)",
            AssumptionKind.DensityDerivatives => "derivatives of the log-densities",
            AssumptionKind.TransitionDerivatives => "derivatives of the transitions",
            AssumptionKind.HiddenRegimes => "regimes of a Markov chain",
            AssumptionKind.SparseMechanisms => "sparse mechanisms",
            AssumptionKind.LinearMixing => "f linear",
            AssumptionKind.NonGaussianLatents => "latents that are not normal",
            AssumptionKind.InjectiveMixing => "f injective (ii)",
            AssumptionKind.Noise => "noise (i)",
            AssumptionKind.EnoughAuxiliary => "enough values of u (iv)",
            AssumptionKind.SmoothMixing => "f smooth",
            AssumptionKind.Estimation => "estimation (Theorem 4)",
            _ => Method.Named(guarantee.Method!).Title,
        };
    }
}
