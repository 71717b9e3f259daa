using System.Numerics;
using Ivae.Autodiff;
using Ivae.Networks;
using Ivae.Numerics;

namespace Ivae.Distributions;

/// <summary>
/// p(z | u): location and log-scale of every latent, from a table or a network on u; of a given shape when there is no
/// u.
/// </summary>
internal sealed class Prior<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterSet<T> parameters;
    private readonly PriorOptions options;
    private readonly ContextShape auxiliary;
    private readonly int latents;
    private readonly Parameter? table;
    private readonly Parameter? logScale;
    private readonly Mlp<T>? network;
    private readonly MaskedPrior<T>? masked;
    private readonly FreeShape? shape;
    private readonly AdditiveTransition<T>? transition;

    public Prior(
        ParameterSet<T> parameters, PriorOptions options, ContextShape auxiliary, int latents, RandomStream stream,
        TargetMask? mask = null)
    {
        if (options.HasPastInNetwork)
            auxiliary = auxiliary with { Columns = auxiliary.Columns + options.Past * latents };
        (this.parameters, this.options, this.auxiliary, this.latents) = (parameters, options, auxiliary, latents);
        if (options.HasSumsOfPast)
            transition = new(
                parameters, options.Past * latents, latents, OneCategorical ? auxiliary.Levels[0] : null,
                options.Transition == Transition.AdditiveAxes);
        if (IsEmpty && !options.ReadsPast)
        {
            if (options.Shape.Kind == PriorShape.Learned)
                logScale = parameters.Add("prior.log_scale", 1, latents);
            return;
        }

        if (options.HasFreeShape)
            shape = FreeShape.Add(parameters, latents);
        if (!options.ReadsAuxiliary || IsEmpty)
            return;
        var outputs = options.Modulates == Modulation.MeanAndScale ? 2 * latents : latents;
        if (mask is not null)
            masked = new MaskedPrior<T>(parameters, options, auxiliary, mask, outputs / latents, stream);
        else if (OneCategorical && options.Conditioner != Conditioner.Network)
            table = parameters.Add("prior.table", auxiliary.Levels[0], outputs);
        else if (options.Conditioner == Conditioner.Table)
            throw new ArgumentException("A table for the prior needs exactly one categorical auxiliary variable and no "
                + "numeric one; use Conditioner = Network.", nameof(options));
        else
            network = new Mlp<T>(parameters, "prior", auxiliary, outputs, options.Network, stream);
        // Latents before training may be anywhere: a past that says nothing is where this starts, as the sum does.
        if (options.HasPastInNetwork)
            foreach (var parameter in network?.Last ?? [])
                parameters.ValuesOf(parameter).Clear();
    }

    /// <summary>The parameters of free shapes; none where the prior has a family.</summary>
    public FreeShape? Shape => shape;

    /// <summary>The table of means (the first L columns) and log-scales, where there is one.</summary>
    public Parameter? MeansAndScales =>
        options is { Modulates: Modulation.MeanAndScale, ReadsOrder: false } ? table : null;

    /// <summary>How the past moves the location, where that is a sum.</summary>
    public AdditiveTransition<T>? Sum => transition;

    private bool IsEmpty => auxiliary.Columns == 0 && auxiliary.Levels.Count == 0;

    /// <summary>
    /// What gives the means of normal latents that have no scales of their own: a table, or weights and biases of the
    /// last layer of a network; none of another prior.
    /// </summary>
    public IReadOnlyList<Parameter> MeansAlone =>
        options is not { Modulates: Modulation.Mean, HasFreeShape: false, ReadsOrder: false }
            || options.FamilyOrDefault != PriorFamily.Gaussian ? []
        : table is not null ? [table]
        : network?.Last ?? [];

    /// <summary>Ranges of parameters that a mask holds where they are.</summary>
    public IReadOnlyList<Range> Held => masked?.Held ?? [];

    private bool OneCategorical => auxiliary.Columns == 0 && auxiliary.Levels.Count == 1;

    /// <summary>The density of the latents for a batch of u.</summary>
    /// <param name="u">The batch.</param>
    /// <param name="noise">Any finite numbers <c>[B, L]</c>, for their shape.</param>
    /// <param name="past">z_{t−1}, …, z_{t−P} side by side <c>[B, P·L]</c>, where the prior reads them.</param>
    public PriorDensity<T> Given(Context<T> u, Variable<T> noise, Variable<T>? past = null)
    {
        if (table is null && network is null && masked is null && shape is null && transition is null)
            return Unconditional(noise);
        if (options.HasPastInNetwork)
            u = u with { Dense = u.Dense is { Columns: > 0 } ? u.Dense.Join(past!) : past };
        Variable<T>? natural = (table, network) switch
        {
            ({ } t, _) => u.Tape.View(parameters, t).Gather(u.Codes[0]),
            (_, null) when masked is not null => masked.Given(u),
            (_, { } n) => OneCategorical ? n.ApplyToLevels(u.Tape).Gather(u.Codes[0]) : n.Apply(u),
            _ => null,
        };
        var location = options.Modulates == Modulation.Scale ? null : natural?.Slice(0, latents);
        if (transition?.Apply(past!, OneCategorical ? u.Codes[0] : null) is { } moved)
            location = location is null ? moved : moved + location;
        var logScale = options.Modulates switch
        {
            Modulation.Mean => null,
            Modulation.Scale => natural,
            _ => natural?.Slice(latents, latents),
        };
        return shape is null
            ? new LocationScaleDensity<T>(options.FamilyOrDefault, location, logScale)
            : new FreeShapeDensity<T>(
                location, logScale, View(shape.LogWeight), View(shape.Centre), View(shape.LogDeviation));

        Variable<T> View(Parameter parameter) => u.Tape.View(parameters, parameter);
    }

    private PriorDensity<T> Unconditional(Variable<T> noise)
    {
        var shape = options.Shape;
        switch (shape.Kind)
        {
            case PriorShape.StudentT:
                return new LocationScaleDensity<T>(new StudentTFamily(shape.DegreesOfFreedom), null, null);
            case PriorShape.Mixture:
                return new MixtureDensity<T>(GaussianMixture.OnAxes(latents, shape.ClusterDeviation));
            case PriorShape.SpikeAndSlab:
                return new MixtureDensity<T>(
                    GaussianMixture.SpikeAndSlab(PriorShapeOptions.SpikeWeight, shape.SpikeDeviation));
            case PriorShape.Isotropic:
                return new LocationScaleDensity<T>(options.FamilyOrDefault, null, null);
        }

        var row = logScale is { } learned ? noise.Tape.View(parameters, learned) : noise.Tape.Input(latents);
        if (logScale is null)
        {
            row.Resize(1);
            for (var i = 0; i < latents; i++)
                row.Value[i] = T.CreateTruncating(Math.Log(shape.Scales[i]));
        }

        return new LocationScaleDensity<T>(options.FamilyOrDefault, null, noise * 0 + row); // a row each: [B, L]
    }
}
