using System.Numerics;
using Ivae.Autodiff;
using Ivae.Numerics;

namespace Ivae.Methods;

/// <summary>
/// Where an iVAE starts from the latents ẑ that another model found: log p(x | ẑ) + log p(ẑ | u) − ½‖m(x, u) − ẑ‖²
/// teaches decoder, noise and prior what explains these latents, and the mean m of the posterior to give them.
/// </summary>
internal sealed class WarmStartGraph<T> : IvaeGraph<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Matrix latents;
    private readonly Variable<T> taught;

    /// <summary>Records the objective.</summary>
    /// <param name="network">The model to teach.</param>
    /// <param name="latents">ẑ of all rows of the data <c>[N, L]</c>.</param>
    public WarmStartGraph(IvaeNetwork<T> network, Matrix latents)
        : base(network)
    {
        this.latents = latents;
        taught = Tape.Input(network.Latents);
        var distance = Mean - taught;
        UseObjective(network.Likelihood.LogDensity(Observed, AtExposure(network.Likelihood.Decode(taught)))
            + Prior.LogDensity(taught) - 0.5 * (distance * distance).SumOfRow(),
            comparesRows: false);
    }

    /// <inheritdoc/>
    public override void Load(ModelData data, ReadOnlySpan<int> rows, RandomStream noise)
    {
        base.Load(data, rows, noise);
        ModelData.Copy(latents, rows, taught, 0);
    }
}
