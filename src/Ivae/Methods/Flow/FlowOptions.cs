using Ivae.Networks;

namespace Ivae.Methods;

/// <summary>The encoder of method flow.</summary>
public sealed record FlowOptions
{
    private const int Many = 16;
    private const int CoordinatesOfLatent = 4;
    private const int MaxExactColumns = 32;

    /// <summary>What it is made of; <see langword="null"/> takes Gaussianization.</summary>
    public FlowLayers? Layers { get; init; }

    /// <summary>Number of nonlinear layers, each after a square linear map; another linear map ends it. <see langword="null"/> takes 8, and 10 from 16 coordinates on.</summary>
    public int? Depth { get; init; }

    /// <summary>
    /// Number of coordinates that the layers after the first linear map change, principal components at first; all others go straight to p(v | z). At least L. <see langword="null"/> takes four times as many as latents, or all D if
    /// these are no more: what is left of a surface in many columns is curvature of the main components, which a flow of all of them takes very long to find out.
    /// </summary>
    public int? Coordinates { get; init; }

    /// <summary>The network of a coupling, and of p(v | z) where there are fewer latents than columns. One column alone cannot be coupled, and has rising maps instead.</summary>
    public NetworkOptions Network { get; init; } = new() { HiddenWidths = [64, 64] };

    /// <summary>
    /// Standard deviation, in preprocessed columns, of the noise that training adds to x where there are fewer latents than columns, since data on a surface has no density; it starts four times as large. 0 for data
    /// with noise of its own. The likelihood is that of x so blurred.
    /// </summary>
    public double Blur { get; init; } = 0.005;

    /// <summary>
    /// Whether a free-form flow is trained by the exact log |det ∂z/∂x|, whose cost grows with D, or by an estimate of its gradient from one random direction a row, which
    /// leaves log |det ∂z/∂x| out of the training bound that is shown; held-out rows have the exact one in any case. <see langword="null"/> takes the exact one for at most 32 columns.
    /// </summary>
    public bool? ExactJacobian { get; init; }

    /// <summary>Learning rate of these layers by that of networks.</summary>
    internal double RateFactor => Layers == FlowLayers.Gaussianization ? 4 : 1;

    /// <summary>The blur after a fraction of training: it falls from four times to once <see cref="Blur"/> in the first 70 %.</summary>
    internal double BlurAt(double progress) => Blur * Math.Pow(4, Math.Max(0, 1 - progress / 0.7));

    /// <summary>The depth for n coordinates, where it was left open the usual one.</summary>
    internal int DepthFor(int n) => Depth ?? (n < Many ? 8 : 10);

    /// <summary>The number of coordinates for L latents and D columns, where it was left open the usual one.</summary>
    internal int CoordinatesFor(int latents, int observed) => Math.Min(Coordinates ?? CoordinatesOfLatent * latents, observed);

    /// <summary>Whether a free-form flow of D columns has its exact Jacobian, where that was left open as usual.</summary>
    internal bool IsExactFor(int observed) => ExactJacobian ?? observed <= MaxExactColumns;

    /// <summary>The usual number of steps for n latents.</summary>
    internal static int StepsFor(int n) => n < Many ? 40_000 : 80_000;

    private bool HasDefaultNetwork => new FlowOptions().Network is var network
        && Network.HiddenWidths.SequenceEqual(network.HiddenWidths) && Network with { HiddenWidths = network.HiddenWidths } == network;

    /// <summary>Whether nothing is set, so that a method other than flow ignores nothing.</summary>
    internal bool IsDefault => this == new FlowOptions { Network = Network } && !Problems().Any();

    /// <summary>What is wrong with these options, each with value, range and remedy.</summary>
    /// <param name="latents">L, if it is given: there may then be fewer latents than columns.</param>
    internal IEnumerable<string> Problems(int? latents = null)
    {
        var hasRemainder = latents is not null;
        if (Coordinates < Math.Max(1, latents ?? 1))
            yield return $"flow.coordinates is {Coordinates}; it must be at least the number of latents, {Math.Max(1, latents ?? 1)}.";
        if (Coordinates is not null && (!hasRemainder || Layers == FlowLayers.FreeForm))
            yield return $"flow.coordinates is {Coordinates} and {(hasRemainder ? "a free-form flow" : "a flow of as many latents as columns")} ignores it; leave it out.";
        if (Depth < 1)
            yield return $"flow.depth is {Depth}; it must be at least 1.";
        if (!(Blur >= 0 && double.IsFinite(Blur)))
            yield return $"flow.blur is {Blur}; it must be 0 or a positive number, usually .001 to .1.";
        if (Network.HiddenWidths.Any(width => width < 1))
            yield return $"flow.network.hidden_widths holds {Network.HiddenWidths.First(width => width < 1)}; widths must be at least 1.";
        if (Layers == FlowLayers.FreeForm && Depth is not null)
            yield return $"flow.depth is {Depth} and a free-form flow ignores it; set posterior.network.hidden_widths, or choose other flow.layers.";
        if (Layers != FlowLayers.FreeForm && ExactJacobian is not null)
            yield return $"flow.exact_jacobian is {ExactJacobian} and only a free-form flow can do without; leave it out, or set flow.layers=free_form.";
        if (!hasRemainder && Layers is null or FlowLayers.FreeForm or FlowLayers.Gaussianization && !HasDefaultNetwork)
            yield return "flow.network is given and only couplings have one, and flows with fewer latents than columns; leave it out, or let flow.layers be coupling, gin or spline.";
    }
}
