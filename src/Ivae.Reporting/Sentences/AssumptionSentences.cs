using Ivae.Distributions;
using Ivae.Identifiability;

namespace Ivae.Reporting;

/// <content>The assumptions of the theorems.</content>
public static partial class Sentences
{
    private static string AssumptionSentence(Assumption assumption, ModelFacts facts)
    {
        var fails = assumption.Status == AssumptionStatus.Failed;
        return assumption.Kind switch
        {
            AssumptionKind.AuxiliaryInPrior => fails
                ? "The prior does not depend on u; models like that fit the data equally well with entirely different "
                    + "latents (Supplement D). Fit method ivae or flow with an auxiliary variable."
                : "The prior of the latents depends on the auxiliary variable u.",
            AssumptionKind.ContinuousObservations => fails
                ? $"The observations are discrete ({facts.Likelihood}), and a map from latents to them cannot be one "
                    + "to one; the paper's claim for discrete data was withdrawn in its version 4, and only "
                    + "experiments support it."
                : "The observations are continuous.",
            AssumptionKind.ExponentialFamily => fails ? NoExponentialFamily(facts)
                : $"Given u, each latent is {facts.Family}, an exponential family in what moves, with statistics T = "
                    + $"({facts.Theorem!.Statistics}), which are differentiable and linearly independent.",
            AssumptionKind.DensityDerivatives =>
                "Given u, each latent has a density of free shape up to location and scale, which in general is no "
                    + "exponential family. First and second derivatives of the log-densities must differ between "
                    + Text($"2n + 1 = {2 * facts.Latents + 1} values of u in linearly independent ways; ivae check ")
                    + "tests means and variances, but not this. A shape that comes out Gaussian meets it only where "
                    + "means and variances both move.",
            AssumptionKind.TransitionDerivatives => fails
                ? "The past moves the location of normal innovations alone, which the theorem leaves out (Yao, Chen "
                    + "and Zhang 2022: log p(z_t | past) has no third derivatives). What still distinguishes the "
                    + "latents from rotations of them is that the past acts by a sum of functions of one latent each, "
                    + "if these are not straight. Set prior.free_shape = true or prior.transition = network for a "
                    + "prior that the theorem covers."
                : "The latents must follow from those before in enough different ways: second and third derivatives of "
                    + "log p(z_t | past, u) in z_t must be linearly independent functions of the past (Yao, Chen and "
                    + "Zhang 2022; Hyvärinen and Morioka 2017 where each follows from itself; Song et al. 2023 for "
                    + "regimes). These are other conditions than those on u of Khemakhem et al. 2020, and nothing here "
                    + "tests them.",
            AssumptionKind.HiddenRegimes => fails
                ? "One regime is none: nothing moves the latents. Take more (prior.regimes), a u, or the past."
                : Text($"The {facts.Regimes} regimes, which take the place of u, must be a Markov chain that can go ")
                    + "from each to each other and whose transitions have full rank, and rows must be distributed "
                    + "differently in each: the data then determine the regimes up to their order (Hälvä and "
                    + "Hyvärinen 2020; Song et al. 2023 where latents follow from those before).",
            AssumptionKind.SparseMechanisms =>
                "Of the rotations that data leave free where means alone move, the axes are those along which parts "
                    + "of u move fewest latents, and the graph that was learned there singles out each latent. If "
                    + "that of the true latents does so too, and moves them in enough ways, the sparsest axes are "
                    + "theirs (Lachapelle et al. 2022, and 2024 for what other graphs leave); the data cannot show "
                    + "that it does.",
            AssumptionKind.LinearMixing =>
                "The mixing must be linear: u is not used, and without it a mixing that bends cannot be undone.",
            AssumptionKind.NonGaussianLatents =>
                "At most one latent may be normal; two normal ones can be rotated into each other.",
            AssumptionKind.InjectiveMixing => fails
                ? Text($"{facts.Latents} latents cannot be seen one to one in {facts.Observed} observed columns; ")
                    + Text($"use at most {facts.Observed} latents.")
                : Text($"Different latents must give different observations; {facts.Observed} columns leave room for ")
                    + Text($"{facts.Latents} latents, but no data can show it."),
            AssumptionKind.Noise => NoiseSentence(facts),
            AssumptionKind.EnoughAuxiliary => EnoughAuxiliary(facts, fails),
            AssumptionKind.SmoothMixing => Smoothness(facts, assumption.Status),
            _ => Estimation(facts),
        };
    }

    private static string NoExponentialFamily(ModelFacts facts) => facts.Family.Statistics(Modulation.Scale) is not null
        ? $"A {facts.Family} prior whose location moves is not an exponential family, which the theorems are about; "
            + "use prior.modulates = scale or prior.family = gaussian."
        : $"A {facts.Family} prior is not an exponential family, which the theorems are about; use prior.family = "
            + "gaussian, or laplace with prior.modulates = scale.";

    private static string NoiseSentence(ModelFacts facts)
    {
        if (facts.Noise != NoiseVariance.None)
            return $"{facts.Likelihood} noise has the property that is needed; that the noise of the data is added to "
                + "f(z) and independent of it cannot be seen in data.";
        return facts.Latents == facts.Observed
            ? "The model has no noise: x must be a function of the latents alone."
            : Text($"What else the flow finds in x, {facts.Observed - facts.Latents} numbers, may depend on the ")
                + "latents but not on u: a source that is left out of the latents must not move with u.";
    }

    private static string EnoughAuxiliary(ModelFacts facts, bool fails)
    {
        var count = facts.Theorem!.Count;
        var needed = Text($"{(count == 1 ? "n + 1" : "2n + 1")} = {facts.Latents * count + 1}");
        var distinct = facts.DistinctAuxiliary;
        return fails
            ? (distinct == 1 ? "There is 1 value" : Text($"There are {distinct} distinct values"))
                + Text($" of u, and {needed} are needed for {facts.Latents} latents. ")
                + (facts.AuxiliaryIsCategorical ? "Give a finer u, or fewer latents." : "Give fewer latents.")
            : Text($"There are {distinct} distinct values of u, at least the {needed} that are needed; that the ")
                + "latents' distributions differ between them in enough ways is tested by ivae check.";
    }

    private static string Smoothness(ModelFacts facts, AssumptionStatus status)
    {
        var (count, theorem) = (facts.Theorem!.Count, facts.Theorem.Theorem);
        var degree = count == 1 ? "continuous derivatives" : "second derivatives";
        return status == AssumptionStatus.Assumed
            ? $"{theorem} asks for {degree} of f everywhere; the decoder ({facts.DecoderActivation}) has none at its "
                + "kinks, so that the true mixing must be smooth."
            : $"The decoder has the {degree} that {theorem} asks for; that the true mixing has them is assumed.";
    }

    private static string Estimation(ModelFacts facts) => facts.Covariance switch
    {
        _ when !facts.MaximisesBound => "What is maximised is no bound on the likelihood, which Theorem 4 asks to be "
            + "maximised: what is guaranteed may not be found. Use method ivae.",
        { HasDensity: false } => "The likelihood itself is maximised, so that no posterior is approximated.",
        { IsDiagonal: false } => "The bound leads to the true model if the posterior is Gaussian given x, which "
            + "with little noise it nearly is.",
        _ => "A diagonal posterior cannot be the true one unless the columns of the decoder's Jacobian are orthogonal: "
            + "what is guaranteed may not be found. Use posterior.covariance = full.",
    };
}
