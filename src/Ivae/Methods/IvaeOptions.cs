using System.Text.Json.Serialization;
using Ivae.Data;
using Ivae.Distributions;
using Ivae.Numerics;
using Ivae.Training;

namespace Ivae.Methods;

/// <summary>Everything that decides a fit.</summary>
public record IvaeOptions
{
    /// <summary>The method with its own options; by default it is chosen.</summary>
    public Method Method { get; init; } = new AutoMethod();

    /// <summary>Number of latents L; <see langword="null"/> takes as many as observed columns.</summary>
    public int? LatentDimension { get; init; }

    /// <summary>
    /// How observed columns are prepared. Scaling left open whitens when L = D, standardises when L &lt; D, and leaves
    /// discrete data alone.
    /// </summary>
    public PreprocessingOptions Preprocessing { get; init; } = new();

    /// <summary>p(z | u).</summary>
    public PriorOptions Prior { get; init; } = new();

    /// <summary>p(x | z).</summary>
    public LikelihoodOptions Likelihood { get; init; } = new();

    /// <summary>Training.</summary>
    public TrainingOptions Training { get; init; } = new();

    /// <summary>Seed of all randomness.</summary>
    public ulong Seed { get; init; }

    /// <summary>
    /// Threads that share the restarts, and large batches where there are more threads than restarts; results do not
    /// depend on it. 0 takes one per core.
    /// </summary>
    [JsonIgnore]
    public int Threads { get; init; }

    /// <summary>How the model itself is trained, whose layers may want another learning rate.</summary>
    internal TrainingOptions ModelTraining => Method.ModelTraining(Training);

    /// <summary>These options with every choice made for data with D observed columns.</summary>
    /// <param name="observed">D.</param>
    public IvaeOptions Resolve(int observed) => Method.Resolve(this, observed);

    /// <summary>Throws when something is out of range, naming everything that is.</summary>
    /// <exception cref="ArgumentException">At least one option is out of range.</exception>
    public void Validate()
    {
        List<string> problems = [.. Training.Problems(), .. Method.Problems(this, "method")];
        problems.AddRange(Limits.Whole("latent_dimension", LatentDimension, 1, Limits.Latents));
        problems.AddRange(Limits.Whole("threads", Threads, 0, Limits.Threads, ", 0 for one per core"));
        problems.AddRange(Limits.Positive("likelihood.variance", Likelihood.Variance, Limits.Weight));
        problems.AddRange(Limits.Positive(
            "preprocessing.clip_at", Preprocessing.ClipAt, Limits.Weight, ", 0 to clip nothing", isZeroAllowed: true));
        if (Preprocessing.Scaling == Scaling.Reduce && Likelihood.Family.IsDiscrete)
            problems.Add($"preprocessing.scaling is reduce, and {Likelihood.Family} data are not continuous; "
                + "leave it open.");
        if (Preprocessing.Scaling is Scaling.Whiten or Scaling.Standardise && Likelihood.Family.IsDiscrete)
            problems.Add($"preprocessing.scaling is {Preprocessing.Scaling.ToString()!.ToLowerInvariant()}, and a "
                + $"{Likelihood.Family} likelihood needs values as they are; leave it open, or set it to none.");
        problems.AddRange(Prior.Shape.Problems(LatentDimension));
        if (Prior.Shape.Kind != PriorShape.Isotropic && !(Method.HasDensity && !Method.NeedsAuxiliary))
            problems.Add($"prior.shape.kind is {Prior.Shape.Kind} and method \"{Method.Name}\" has a prior that "
                + "depends on u, or none; leave it isotropic, or choose a method without u such as vae.");
        if (Prior.HasFreeShape && Prior.FamilyOrDefault != PriorFamily.Gaussian)
            problems.Add($"prior.free_shape is true and prior.family is {Prior.Family!.Name}; a prior has one of the "
                + "two: leave prior.family out, or set prior.free_shape to false.");
        if (Prior.HasFreeShape && Method is not (AutoMethod or DensityMethod
            {
                NeedsAuxiliary: true, HasProductPosterior: false
            }))
            problems.Add($"prior.free_shape is true and method \"{Method.Name}\" needs it to be false: only a prior "
                + "that depends on u and is not multiplied into the posterior can have a free shape; choose method "
                + "flow or ivae.");
        if (!Prior.ReadsAuxiliary && !(Prior.HasFreeShape && Method is FlowMethod { Layers: FlowLayers.Linear }))
            problems.Add("prior.modulates is nothing, which leaves linear ICA; set method=flow, "
                + "method.layers=linear and prior.free_shape=true with it, or let it be mean_and_scale.");
        if (Prior.Targets is not null && (Method is not (AutoMethod or DensityMethod { NeedsAuxiliary: true })
            || Prior.Conditioner == Conditioner.Network))
            problems.Add($"prior.targets are given and method \"{Method.Name}\" with prior.conditioner "
                + $"{Prior.Conditioner.ToString().ToLowerInvariant()} has no use for them; take flow, ivae or auto, "
                + "and leave prior.conditioner open.");
        if (Prior.SparsestAxes && (Prior.Modulates != Modulation.Mean || Prior.HasFreeShape || Prior.Targets is not null
            || Prior.ReadsPast || Prior.FamilyOrDefault != PriorFamily.Gaussian
            || Method is not (AutoMethod or FlowMethod { Layers: not FlowLayers.FreeForm })))
            problems.Add("prior.sparsest_axes is true, and only a flow of invertible layers with a normal prior of "
                + "which means alone move leaves a rotation; set prior.modulates=mean and neither targets nor a past, "
                + "with method flow or auto.");
        if (Prior.Transition == Transition.AdditiveAxes && (!Prior.ReadsPast || Prior.HasRegimes || Prior.HasFreeShape
            || LatentDimension == 1 || Method is not (AutoMethod or FlowMethod { Layers: not FlowLayers.FreeForm })))
            problems.Add("prior.transition is additive_axes, which are axes of two latents or more of a flow of "
                + "invertible layers that reads its past, without hidden regimes; give a past (prior.past=1), with "
                + "method flow or auto.");
        if (Prior.Targets is { Count: 0 })
            problems.Add("prior.targets is empty, so that u would move nothing; name targets such as 2 -> 1, or "
                + "leave it out.");
        problems.AddRange(Limits.Whole("prior.past", Prior.Past, 0, Limits.Past, ", usually 1 or 2"));
        if (Prior.ReadsPast && Method is not (AutoMethod or FlowMethod))
            problems.Add($"prior.past is {Prior.Past} and method \"{Method.Name}\" has a prior that reads no past; "
                + "choose method flow, or take lags of x as u (dataset.lags).");
        if (Prior.ReadsPast && !Prior.ReadsAuxiliary)
            problems.Add($"prior.past is {Prior.Past} and prior.modulates is nothing; let it be mean_and_scale.");
        problems.AddRange(Limits.Whole("prior.regimes", Prior.Regimes?.Least, 1, Limits.Regimes, ", usually 2 to 10"));
        problems.AddRange(Limits.Whole(
            "the most of prior.regimes", Prior.Regimes?.Most, Prior.Regimes?.Least ?? 1, Limits.Regimes));
        if (Prior.HasRegimes && Method is not (AutoMethod or FlowMethod))
            problems.Add($"prior.regimes is {Prior.Regimes} and method \"{Method.Name}\" has a prior that knows none; "
                + "choose method flow, or give what is known of regimes as u.");
        if (Prior.HasRegimes && (!Prior.ReadsAuxiliary || Prior.Targets is not null || Prior.SparsestAxes))
            problems.Add($"prior.regimes is {Prior.Regimes}, and they move every latent; leave prior.modulates, "
                + "prior.targets and prior.sparsest_axes as they are.");
        problems.AddRange(Prior.Network.Problems("prior.network"));
        problems.AddRange(Likelihood.Network.Problems("likelihood.network"));
        if (problems.Count > 0)
            throw new ArgumentException(string.Join(Environment.NewLine, problems));
    }
}
