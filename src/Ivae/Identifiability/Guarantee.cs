using System.Globalization;
using Ivae.Data;
using Ivae.Distributions;
using Ivae.Methods;
using Ivae.Numerics;

namespace Ivae.Identifiability;

/// <summary>What theory promises about the latents of a model, and on which assumptions. It says nothing yet about whether training found the model.</summary>
/// <remarks>Source: Khemakhem, Kingma, Monti and Hyvärinen, "Variational autoencoders and nonlinear ICA: a unifying framework", AISTATS 2020, arXiv v4.</remarks>
public sealed record Guarantee
{
    /// <summary>What the latents are determined up to, if everything that is assumed holds.</summary>
    public required EquivalenceClass Class { get; init; }

    /// <summary>The theorem that says so; <see langword="null"/> where none applies.</summary>
    public required string? Theorem { get; init; }

    /// <summary>The promise in one plain sentence.</summary>
    public required string Statement { get; init; }

    /// <summary>Statistics of one latent that move with u, "z, z²"; <see langword="null"/> where the prior is not of the kind the theorems are about.</summary>
    public string? Statistics { get; init; }

    /// <summary>Number of different values of u that are needed, nk + 1; <see langword="null"/> where no number would do.</summary>
    public int? NeededAuxiliary { get; init; }

    /// <summary>Number of different values of u that there are.</summary>
    public required int DistinctAuxiliary { get; init; }

    /// <summary>Every assumption, in the order of the theorem.</summary>
    public required IReadOnlyList<Assumption> Assumptions { get; init; }

    /// <summary>What is promised for a fitted model and the data it was fitted to.</summary>
    public static Guarantee Of(LatentModel model, Dataset data)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        var method = Method.Named(model.Description.Options.Method);
        return method.Class is { } known ? OfMethod(method, known, ModelFacts.Distinct(data.Auxiliary)) : Of(ModelFacts.Of(model.Description.Options, data));
    }

    /// <summary>What is promised for a model of this kind.</summary>
    public static Guarantee Of(ModelFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var family = facts.PriorReadsAuxiliary ? ExponentialFamily.Of(facts.Family, facts.Modulates) : null;
        List<Assumption> assumptions = [.. About(facts, family), Estimation(facts)];
        var failed = assumptions.FirstOrDefault(a => a.Status == AssumptionStatus.Failed && !a.IsAboutEstimation);
        var holds = failed is null ? family : null;
        return new Guarantee
        {
            Class = holds?.Class ?? EquivalenceClass.None,
            Theorem = holds?.Theorem,
            Statement = holds is null ? $"Nothing is guaranteed. {failed!.Sentence}" : Promise(holds),
            Statistics = family?.Statistics,
            NeededAuxiliary = family is null ? null : facts.Latents * family.Count + 1,
            DistinctAuxiliary = facts.DistinctAuxiliary,
            Assumptions = assumptions,
        };
    }

    /// <summary>What a method without a density promises by its own theorem, whose assumptions nobody has checked.</summary>
    private static Guarantee OfMethod(Method method, EquivalenceClass known, int distinctAuxiliary) => new()
    {
        Class = known,
        Theorem = null,
        Statement = method.Guarantee,
        DistinctAuxiliary = distinctAuxiliary,
        Assumptions = [new(method.Title, AssumptionStatus.Assumed, "Whether the data meet what the method's theorem asks for has not been checked.")],
    };

    private static string Promise(ExponentialFamily family) => family.Class == EquivalenceClass.Permutation
        ? $"Up to their order and a map of each one by itself (a sign, a scale), the data determine the latents: {family.Theorem}, if what is assumed below holds."
        : "The data determine the latents only up to a linear map of all of them, which may mix them: only the means move with u and the prior is Gaussian, "
            + "so that by Proposition 1 a rotation cannot be excluded (Theorem 1, if what is assumed below holds). Let the variances move too (prior.modulates = mean_and_scale), if they do in the data.";

    private static IEnumerable<Assumption> About(ModelFacts facts, ExponentialFamily? family)
    {
        yield return facts.PriorReadsAuxiliary
            ? new("u in the prior", AssumptionStatus.Checked, "The prior of the latents depends on the auxiliary variable u.")
            : new("u in the prior", AssumptionStatus.Failed, "The prior does not depend on u; models like that fit the data equally well with entirely different latents (Supplement D). Fit method ivae or flow with an auxiliary variable.");
        yield return Observations(facts.Likelihood);
        if (facts.PriorReadsAuxiliary)
            yield return Family(facts, family);
        yield return facts.Observed < facts.Latents
            ? new("f injective (ii)", AssumptionStatus.Failed, $"{facts.Latents} latents cannot be seen one to one in {facts.Observed} observed columns; use at most {facts.Observed} latents.")
            : new("f injective (ii)", AssumptionStatus.Assumed, $"Different latents must give different observations; {facts.Observed} columns leave room for {facts.Latents} latents, but no data can show it.");
        if (!IsDiscrete(facts.Likelihood))
            yield return Noise(facts);
        if (family is null)
            yield break;
        yield return Variability(facts, family);
        if (family.Class == EquivalenceClass.Permutation)
            yield return Smoothness(facts, family);
    }

    private static bool IsDiscrete(LikelihoodFamily likelihood) => likelihood is LikelihoodFamily.Bernoulli or LikelihoodFamily.Poisson;

    private static Assumption Observations(LikelihoodFamily likelihood) => IsDiscrete(likelihood)
        ? new("continuous observations", AssumptionStatus.Failed, $"The observations are discrete ({likelihood}), and a map from latents to them cannot be one to one; "
            + "the paper's claim for discrete data was withdrawn in its version 4, and only experiments support it.")
        : new("continuous observations", AssumptionStatus.Checked, "The observations are continuous.");

    private static Assumption Family(ModelFacts facts, ExponentialFamily? family) => family is not null
        ? new("exponential family (iii)", AssumptionStatus.Checked, $"Given u, each latent is {facts.Family}, an exponential family in what moves, with statistics T = ({family.Statistics}), which are differentiable and linearly independent.")
        : new("exponential family (iii)", AssumptionStatus.Failed, facts.Family == PriorFamily.Laplace
            ? "A Laplace prior whose location moves is not an exponential family, which the theorems are about; use prior.modulates = scale or prior.family = gaussian."
            : "A Student-t prior is not an exponential family, which the theorems are about; use prior.family = gaussian, or laplace with prior.modulates = scale.");

    private static Assumption Noise(ModelFacts facts) => facts.Noise == NoiseVariance.None && facts.Latents < facts.Observed
        ? new("noise (i)", AssumptionStatus.Assumed, $"What the flow finds in x beside the latents, {facts.Observed - facts.Latents} numbers, may depend on the latents but not on u: a source that is left out of the latents must not move with u.")
        : facts.Noise == NoiseVariance.None
        ? new("noise (i)", AssumptionStatus.Assumed, "The model has no noise: x must be a function of the latents alone.")
        : new("noise (i)", AssumptionStatus.Assumed, $"{facts.Likelihood} noise has the property that is needed; that the noise of the data is added to f(z) and independent of it cannot be seen in data.");

    private static Assumption Variability(ModelFacts facts, ExponentialFamily family)
    {
        var (n, needed) = (facts.Latents, facts.Latents * family.Count + 1);
        var formula = family.Count == 1 ? "n + 1" : "2n + 1";
        var number = facts.DistinctAuxiliary.ToString(CultureInfo.InvariantCulture);
        if (facts.DistinctAuxiliary < needed)
            return new("enough values of u (iv)", AssumptionStatus.Failed, $"There {(facts.DistinctAuxiliary == 1 ? "is 1 value" : $"are {number} distinct values")} of u, and {formula} = {needed} are needed for {n} latents. "
                + (facts.AuxiliaryIsCategorical ? "Give a finer u, or fewer latents." : "Give fewer latents."));
        return new("enough values of u (iv)", AssumptionStatus.Assumed, $"There are {number} distinct values of u, at least the {formula} = {needed} that are needed; "
            + "that the latents' distributions differ between them in enough ways is tested by ivae check.");
    }

    private static Assumption Smoothness(ModelFacts facts, ExponentialFamily family)
    {
        var degree = family.Count == 1 ? "continuous derivatives" : "second derivatives";
        var kinked = facts.DecoderActivation is Activation.LeakyRelu or Activation.Relu || (facts.DecoderActivation == Activation.Elu && family.Count > 1);
        return kinked
            ? new("f smooth", AssumptionStatus.Assumed, $"{family.Theorem} asks for {degree} of f everywhere; the decoder ({facts.DecoderActivation}) has none at its kinks, so that the true mixing must be smooth.")
            : new("f smooth", AssumptionStatus.Checked, $"The decoder has the {degree} that {family.Theorem} asks for; that the true mixing has them is assumed.");
    }

    private static Assumption Estimation(ModelFacts facts) => facts.Covariance switch
    {
        _ when !facts.MaximisesBound => new("estimation (Theorem 4)", AssumptionStatus.Failed, "What is maximised is no bound on the likelihood, which Theorem 4 asks to be maximised: what is guaranteed may not be found. Use method ivae.", true),
        PosteriorCovariance.None => new("estimation (Theorem 4)", AssumptionStatus.Checked, "The likelihood itself is maximised, so that no posterior is approximated.", true),
        PosteriorCovariance.Full => new("estimation (Theorem 4)", AssumptionStatus.Assumed, "The bound leads to the true model if the posterior is Gaussian given x, which with little noise it nearly is.", true),
        _ => new("estimation (Theorem 4)", AssumptionStatus.Failed, "A diagonal posterior cannot be the true one unless the columns of the decoder's Jacobian are orthogonal: what is guaranteed may not be found. Use posterior.covariance = full.", true),
    };
}
