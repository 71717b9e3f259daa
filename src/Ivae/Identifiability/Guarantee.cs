using System.Text.Json.Serialization;
using Ivae.Data;
using Ivae.Methods;
using Ivae.Numerics;

namespace Ivae.Identifiability;

/// <summary>
/// What theory promises about the latents of a model, and on which assumptions. It says nothing yet about whether
/// training found the model.
/// </summary>
/// <remarks>
/// Source: Khemakhem, Kingma, Monti and Hyvärinen, "Variational autoencoders and nonlinear ICA: a unifying framework",
/// AISTATS 2020, arXiv v4; of priors of free shape Hyvärinen, Sasaki and Turner 2019.
/// </remarks>
public sealed record Guarantee
{
    /// <summary>What the latents are determined up to, if everything that is assumed holds.</summary>
    public required EquivalenceClass Class { get; init; }

    /// <summary>The theorem that says so; <see langword="null"/> where none applies.</summary>
    public required string? Theorem { get; init; }

    /// <summary>Statistics of one latent that move with u, "z, z²"; <see langword="null"/> where the prior is not of
    /// the kind
    /// the theorems are about.</summary>
    public string? Statistics { get; init; }

    /// <summary>
    /// Number of different values of u that are needed, nk + 1; <see langword="null"/> where no number would do.
    /// </summary>
    public int? NeededAuxiliary { get; init; }

    /// <summary>Number of different values of u that there are.</summary>
    public required int DistinctAuxiliary { get; init; }

    /// <summary>Every assumption, in the order of the theorem.</summary>
    public required IReadOnlyList<Assumption> Assumptions { get; init; }

    /// <summary>
    /// What decides which theorem applies; <see langword="null"/> for a method with a theorem of its own.
    /// </summary>
    [JsonInclude]
    internal ModelFacts? Facts { get; init; }

    /// <summary>
    /// The method whose own theorem this is; <see langword="null"/> where <see cref="Facts"/> decide.
    /// </summary>
    public string? Method { get; init; }

    /// <summary>
    /// The first assumption without which nothing is guaranteed; <see langword="null"/> where all hold or are assumed.
    /// </summary>
    public Assumption? Violated
        => Assumptions.FirstOrDefault(a => a.Status == AssumptionStatus.Failed && !a.IsAboutEstimation);

    /// <summary>What is promised for a fitted model and the data it was fitted to.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The data.</param>
    public static Guarantee Of(LatentModel model, Dataset data)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        var method = model.Method;
        return method.Class is { } known
            ? OfMethod(method.Name, known, ModelFacts.Distinct(data.Auxiliary))
            : Of(ModelFacts.Of(model.Description, data));
    }

    /// <summary>What is promised for a model of this kind.</summary>
    /// <param name="facts">What decides which theorem applies.</param>
    internal static Guarantee Of(ModelFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var theorem = facts.Theorem;
        var guarantee = new Guarantee
        {
            Class = EquivalenceClass.None,
            Theorem = null,
            Statistics = theorem?.Statistics,
            NeededAuxiliary = theorem is null or { Count: 0 } ? null : facts.Latents * theorem.Count + 1,
            DistinctAuxiliary = facts.DistinctAuxiliary,
            Assumptions = [.. Assumed(facts, theorem)],
            Facts = facts,
        };
        return guarantee.Violated is null && theorem is not null
            ? guarantee with { Class = theorem.Class, Theorem = theorem.Theorem }
            : guarantee;
    }

    /// <summary>
    /// What a method without a density promises by its own theorem, whose assumptions nobody has checked.
    /// </summary>
    private static Guarantee OfMethod(string method, EquivalenceClass known, int distinctAuxiliary) => new()
    {
        Class = known,
        Theorem = null,
        DistinctAuxiliary = distinctAuxiliary,
        Assumptions = [new(AssumptionKind.MethodTheorem, AssumptionStatus.Assumed)],
        Method = method,
    };

    private static IEnumerable<Assumption> Assumed(ModelFacts facts, PriorTheorem? theorem)
    {
        if (theorem == PriorTheorem.OfLinearIca)
        {
            yield return Believed(AssumptionKind.LinearMixing, facts.Observed >= facts.Latents);
            yield return Believed(AssumptionKind.NonGaussianLatents, true);
            yield return Believed(AssumptionKind.Noise, true);
            yield return new(AssumptionKind.Estimation, Estimation(facts));
            yield break;
        }

        if (facts.ReadsPast)
        {
            yield return Checked(AssumptionKind.ContinuousObservations, !facts.IsDiscrete);
            if (facts.Regimes > 1)
                yield return Believed(AssumptionKind.HiddenRegimes, true);
            yield return Believed(AssumptionKind.TransitionDerivatives, !facts.HasShiftedNormals);
            yield return Believed(AssumptionKind.InjectiveMixing, facts.Observed >= facts.Latents);
            yield return Believed(AssumptionKind.Noise, true);
            yield return new(AssumptionKind.Estimation, Estimation(facts));
            yield break;
        }

        yield return facts.Regimes is { } regimes
            ? Believed(AssumptionKind.HiddenRegimes, regimes > 1)
            : Checked(AssumptionKind.AuxiliaryInPrior, facts.PriorReadsAuxiliary);
        yield return Checked(AssumptionKind.ContinuousObservations, !facts.IsDiscrete);
        if (facts is { PriorReadsAuxiliary: true, FreeShape: true })
            yield return Believed(AssumptionKind.DensityDerivatives, true);
        else if (facts.PriorReadsAuxiliary)
            yield return Checked(AssumptionKind.ExponentialFamily, theorem is not null);
        if (facts.TargetsAreLearned)
            yield return Believed(AssumptionKind.SparseMechanisms, true);
        yield return Believed(AssumptionKind.InjectiveMixing, facts.Observed >= facts.Latents);
        if (!facts.IsDiscrete)
            yield return Believed(AssumptionKind.Noise, true);
        if (theorem is not null)
        {
            var needed = facts.Latents * theorem.Count + 1;
            yield return Believed(AssumptionKind.EnoughAuxiliary, facts.DistinctAuxiliary >= needed);
            if (theorem.Class == EquivalenceClass.Permutation)
                yield return new(AssumptionKind.SmoothMixing, Smoothness(facts, theorem));
        }

        yield return new(AssumptionKind.Estimation, Estimation(facts));
    }

    private static Assumption Checked(AssumptionKind kind, bool holds)
        => new(kind, holds ? AssumptionStatus.Checked : AssumptionStatus.Failed);

    private static Assumption Believed(AssumptionKind kind, bool isPossible)
        => new(kind, isPossible ? AssumptionStatus.Assumed : AssumptionStatus.Failed);

    /// <summary>A decoder with kinks is not as smooth as the theorem asks, so that the true mixing must be.</summary>
    private static AssumptionStatus Smoothness(ModelFacts facts, PriorTheorem theorem)
        => facts.DecoderActivation is Activation.LeakyRelu or Activation.Relu
            || (facts.DecoderActivation == Activation.Elu && theorem.Count > 1)
            ? AssumptionStatus.Assumed
            : AssumptionStatus.Checked;

    private static AssumptionStatus Estimation(ModelFacts facts) => facts.Covariance switch
    {
        _ when !facts.MaximisesBound => AssumptionStatus.Failed,
        { HasDensity: false } => AssumptionStatus.Checked,
        { IsDiagonal: false } => AssumptionStatus.Assumed,
        _ => AssumptionStatus.Failed,
    };
}
