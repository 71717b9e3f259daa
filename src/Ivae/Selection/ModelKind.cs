using Ivae.Distributions;
using Ivae.Methods;

namespace Ivae.Selection;

/// <summary>A kind of model that a search tries: what a flow is made of, and what its prior looks like.</summary>
/// <param name="Name">Layers and prior in words.</param>
/// <param name="Layers">Layers.</param>
/// <param name="FreeShape">Whether each latent has a density of free shape.</param>
/// <param name="Starts">Number of starts.</param>
internal sealed record ModelKind(string Name, FlowLayers Layers, bool FreeShape, int Starts)
{
    /// <summary>Whether its prior depends on u.</summary>
    public bool ReadsAuxiliary { get; init; } = true;

    /// <summary>
    /// Whether it starts layer by layer. Such a kind is tried where targets are given or learned, and not otherwise: on
    /// worlds without it was not compared with the others.
    /// </summary>
    public bool IsLayerwise { get; init; }

    /// <summary>All kinds, the simplest first.</summary>
    public static IReadOnlyList<ModelKind> All { get; } =
    [
        new("linear, u not used", FlowLayers.Linear, FreeShape: true, Starts: 1) { ReadsAuxiliary = false },
        new("linear, free shapes", FlowLayers.Linear, FreeShape: true, Starts: 1),
        new("rising maps, normal", FlowLayers.Gaussianization, FreeShape: false, Starts: 2),
        new("rising maps, free shapes", FlowLayers.Gaussianization, FreeShape: true, Starts: 1),
        new("affine couplings, free shapes", FlowLayers.Coupling, FreeShape: true, Starts: 1),
        new("residual, normal", FlowLayers.Residual, FreeShape: false, Starts: 1),
        new("residual, free shapes", FlowLayers.Residual, FreeShape: true, Starts: 1),
        new("rising maps from columns, normal", FlowLayers.Gaussianization, FreeShape: false, Starts: 1)
        {
            IsLayerwise = true,
        },
    ];

    /// <summary>The one that is fast to fit and uses u.</summary>
    public static ModelKind Fast => All[2];

    /// <summary>Whether it is linear ICA.</summary>
    public bool IsLinear => Layers == FlowLayers.Linear;

    /// <summary>Whether its steps take an eighth of the time of the others', or less.</summary>
    public bool IsFast => Layers is FlowLayers.Linear or FlowLayers.Gaussianization;

    /// <summary>Its options without open choices, where what was asked for leaves it possible.</summary>
    /// <param name="asked">Options whose method is "auto".</param>
    /// <param name="observed">D.</param>
    public IvaeOptions? Options(IvaeOptions asked, int observed)
    {
        var (auto, prior) = ((AutoMethod)asked.Method, asked.Prior);
        var flow = auto.Flow with
        {
            Layers = Layers,
            LayerwiseStart = IsLayerwise,
            SimplerPrior = auto.Flow.SimplerPrior && !FreeShape,
        };
        var latents = asked.LatentDimension ?? observed;
        var isSparse = prior.Targets is not null || prior.SparsestAxes;
        var width = Math.Min(flow.Coordinates ?? observed, observed);
        if (auto.Flow.Layers is { } layers && layers != Layers
            || auto.Flow.LayerwiseStart && !IsLayerwise
            || IsLayerwise && (latents != observed || !isSparse && !auto.Flow.LayerwiseStart)
            || IsLinear && (auto.Flow.Depth is not null || auto.Flow.Coordinates is not null)
            || FreeShape && (prior.Family is not null || prior.FreeShape == false || prior.SparsestAxes)
            || !FreeShape && prior.HasFreeShape
            || !ReadsAuxiliary
                && (prior.Modulates != Modulation.MeanAndScale || prior.Targets is not null || prior.ReadsOrder)
            || width == 1 && !IsLinear && Layers != FlowLayers.Gaussianization
            || Layers == FlowLayers.Residual && width > SelectionDecisions.MaxResidualColumns)
            return null;
        var asks = asked with
        {
            Method = Layers == FlowLayers.Residual && flow.HasDefaultNetwork
                ? flow with { Network = flow.Network with { HiddenWidths = SelectionDecisions.ResidualNetwork } }
                : flow,
            Prior = prior with
            {
                FreeShape = FreeShape,
                Modulates = ReadsAuxiliary ? prior.Modulates : Modulation.Nothing,
            },
            Training = asked.Training with
            {
                Restarts = IsLinear ? 1 : asked.Training.Restarts ?? Starts,
            },
        };
        return latents > observed || asks.Method.Problems(asks, "method").Any() ? null : asks.Resolve(observed);
    }
}
