using Ivae.Data;
using Ivae.Distributions;
using Ivae.Methods;
using Ivae.Numerics;

namespace Ivae.Identifiability;

/// <summary>
/// Assumption (iv) on what was learned: whether λ(u) takes values in general position, so that the matrix L = (λ(u_1) −
/// λ(u_0), …, λ(u_nk) − λ(u_0)) is invertible, and whether that is more than estimation error.
/// </summary>
/// <remarks>Source of the assumption: Khemakhem, Kingma, Monti and Hyvärinen 2020, Theorem 1.</remarks>
internal sealed record VariabilityCheck
{
    /// <summary>
    /// Whether there are enough effective rows for an answer; otherwise <see cref="Supports"/> says nothing either way.
    /// </summary>
    public bool IsTestable => EffectiveRows >= IdentifiabilityDecisions.MinEffectiveRows;

    /// <summary>Number of levels of u, M; rows of a continuous u are put together by their priors.</summary>
    public required int Levels { get; init; }

    /// <summary>Number of levels that are needed, nk + 1.</summary>
    public required int NeededLevels { get; init; }

    /// <summary>
    /// Whether only held-out rows were looked at; otherwise training rows too, which overstates how much λ moves.
    /// </summary>
    public required bool OnHeldOutRows { get; init; }

    /// <summary>Share of all rows that was looked at.</summary>
    public double LookedAt { get; init; } = 1;

    /// <summary>Rows of a level, training rows included, of which those that are looked at are enough.</summary>
    public double RowsNeeded => Math.Ceiling(IdentifiabilityDecisions.RowsNeeded(CorrelationTime) / LookedAt);

    /// <summary>
    /// Number of independent rows that the rows of a level are worth, the median over levels and latents.
    /// </summary>
    public required double EffectiveRows { get; init; }

    /// <summary>Its 95 % interval, from the error of how alike neighbouring rows are <c>[2]</c>.</summary>
    public required double[] EffectiveRowsInterval { get; init; }

    /// <summary>
    /// Number of neighbouring rows that are worth one, the most of any latent: 1 where rows are independent.
    /// </summary>
    public required double CorrelationTime { get; init; }

    /// <summary>Names of the levels u_0, u_1, … u_nk that span most; fewer where there are not as many.</summary>
    public required IReadOnlyList<string> ChosenLevels { get; init; }

    /// <summary>
    /// Singular values of L as the prior was learned, falling <c>[p]</c>, p = nk; each latent in units of its spread.
    /// </summary>
    public required double[] LearnedSingularValues { get; init; }

    /// <summary>Largest over smallest singular value of L as learned; infinite when L cannot be inverted.</summary>
    public required double ConditionNumber { get; init; }

    /// <summary>Singular values of L as the rows of the levels give them, falling <c>[p]</c>.</summary>
    public required double[] SingularValues { get; init; }

    /// <summary>90 % intervals of <see cref="SingularValues"/> under resampling of the rows, <c>[p][2]</c>.</summary>
    public required double[][] Intervals { get; init; }

    /// <summary>Singular values that 95 % of data sets stay below when λ does not move at all, <c>[p]</c>.</summary>
    public required double[] NullLevels { get; init; }

    /// <summary>
    /// Chance of data like these if λ moved in at most r directions, r = 0 … p − 1; empty where there are too few
    /// levels.
    /// </summary>
    public required double[] PValues { get; init; }

    /// <summary>In how many directions λ moves beyond error: the least r that is not rejected.</summary>
    public required int Rank { get; init; }

    /// <summary>
    /// Number of directions that identification needs: nk less the parameters that do not change with u and need not.
    /// </summary>
    public required int NeededRank { get; init; }

    /// <summary>What the latents are determined up to, as far as this assumption goes.</summary>
    public required EquivalenceClass Supports { get; init; }

    /// <summary>Each latent by itself, <c>[L]</c>.</summary>
    public required IReadOnlyList<LatentVariability> Latents { get; init; }

    /// <summary>What it comes to.</summary>
    public required VariabilityFinding Finding { get; init; }

    /// <summary>What of the prior may move with u.</summary>
    public required Modulation Modulates { get; init; }

    /// <summary>Number of latents whose means move, where mean and scale may.</summary>
    public required int MovingMeans { get; init; }

    /// <summary>Whether a theorem is about this prior; otherwise nothing is supported, whatever moves.</summary>
    public required bool HasTheorem { get; init; }

    /// <summary>Latents, from 0, that the missing direction is mostly made of; empty where none is missing.</summary>
    public required IReadOnlyList<int> Confined { get; init; }

    /// <summary>The check of a fitted model.</summary>
    /// <param name="model">The model; its prior reads u.</param>
    /// <param name="data">The data it was fitted to.</param>
    /// <param name="heldOut">Rows it was not fitted to, from 0; used alone when every level has enough of them.</param>
    /// <exception cref="ArgumentException">The prior does not read u.</exception>
    public static VariabilityCheck Of(IvaeModel model, Dataset data, IReadOnlyList<int>? heldOut = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        var options = model.Description.Options;
        if (!(options.Method.NeedsAuxiliary && options.Prior.ReadsAuxiliary))
            throw new ArgumentException($"The prior of method \"{options.Method.Name}\" does not read u; nothing can "
                + "move with it.", nameof(model));
        var isMasked = model.Description.Mask?.DeterminesLatents == true
            || model.Description.LearnedTargets?.DetermineLatents == true;
        if (isMasked && options.Prior.Modulates == Modulation.MeanAndScale)
            options = options with { Prior = options.Prior with { Modulates = Modulation.Mean } }; // which is enough
        var (priorMean, priorDeviation) = model.Prior(data.Auxiliary);
        var (mean, deviation) = model.Posterior(data);
        var learned = LearnedParameters.Of(priorMean, priorDeviation, mean, options.Prior);
        var groups = ConditionGroups.Of(data.Auxiliary, learned);
        var (family, modulates) = (options.Prior.FamilyOrDefault, options.Prior.Modulates);
        return VariabilityAnalysis.Run(mean, deviation, learned, groups, heldOut, family, modulates,
            isMasked ? EquivalenceClass.Permutation : Known(family, modulates, options.Prior.HasFreeShape),
            new RandomStream(options.Seed).Split("variability"), RowOrder.PieceOf(data.Starts, data.Rows));
    }

    /// <summary>The check of latents, without a model: of the rows' moments by level.</summary>
    /// <param name="latents">z <c>[N, L]</c>.</param>
    /// <param name="auxiliary">u of the rows.</param>
    /// <param name="family">Family of the latents given u.</param>
    /// <param name="modulates">What of it moves.</param>
    public static VariabilityCheck Of(Matrix latents, Auxiliary auxiliary, PriorFamily family, Modulation modulates)
    {
        ArgumentNullException.ThrowIfNull(latents);
        ArgumentNullException.ThrowIfNull(auxiliary);
        if (auxiliary.Numeric.Columns > 0)
            throw new ArgumentException("Without a model, u must be categorical: rows of a continuous u are put "
                + "together by their learned priors.", nameof(auxiliary));
        var groups = ConditionGroups.Of(auxiliary, new Matrix(latents.Rows, 0));
        return VariabilityAnalysis.Run(latents, new Matrix(latents.Rows, latents.Columns), null, groups, null, family,
            modulates, Known(family, modulates, isFreeShape: false), new RandomStream(0).Split("variability"));
    }

    private static EquivalenceClass Known(PriorFamily family, Modulation modulates, bool isFreeShape) =>
        PriorTheorem.Of(family, modulates, isFreeShape)?.Class ?? EquivalenceClass.None;
}
