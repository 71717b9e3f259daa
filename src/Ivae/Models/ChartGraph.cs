using System.Numerics;
using Ivae.Autodiff;

namespace Ivae.Models;

/// <summary>The autoencoder that learns a chart: least squares, with residuals weighted by a power of the covariance of x.</summary>
internal sealed class ChartGraph<T> : ModelGraph<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Variable<T> error;

    /// <summary>Records the objective.</summary>
    /// <param name="network">A model with a chart.</param>
    /// <param name="weight">W <c>[D, D]</c>, which residuals are multiplied by.</param>
    public ChartGraph(IvaeNetwork<T> network, ReadOnlySpan<double> weight)
        : base(network)
    {
        Mean = network.Chart!.Encode(Observed);
        var weights = Tape.Input(network.Observed);
        weights.Resize(network.Observed);
        for (var i = 0; i < weight.Length; i++)
            weights.Value[i] = T.CreateTruncating(weight[i]);
        var residual = (network.Chart.Decode(Mean) - Observed).Affine(weights);
        error = (residual * residual).SumOfRow();
        Bound = -error;
        Loss = error.Average();
    }

    /// <summary>The coordinates y <c>[B, L]</c>.</summary>
    public override Variable<T> Mean { get; }

    public override Variable<T>? Variance => null;

    public override Variable<T> Bound { get; }

    public override Variable<T> LogWeight => Bound;

    public override Variable<T> Loss { get; }

    public override IReadOnlyList<(string Name, Variable<T> Value)> Terms => [("error of the chart", error)];
}
