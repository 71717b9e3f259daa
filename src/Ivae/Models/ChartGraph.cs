using System.Numerics;
using Ivae.Autodiff;

namespace Ivae.Models;

/// <summary>The autoencoder that learns a chart: least squares, with residuals weighted by a power of the covariance of x.</summary>
internal sealed class ChartGraph<T> : ModelGraph<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly PrincipalAxes axes;
    private readonly double first;
    private readonly Variable<T> weights;
    private readonly Variable<T> error;

    /// <summary>Records the objective.</summary>
    /// <param name="network">A model with a chart.</param>
    /// <param name="axes">Of x.</param>
    public ChartGraph(IvaeNetwork<T> network, PrincipalAxes axes, double first)
        : base(network)
    {
        (this.axes, this.first) = (axes, first);
        Mean = network.Chart!.Encode(Observed);
        weights = Tape.Input(network.Observed);
        weights.Resize(network.Observed);
        var residual = network.Chart.Decode(Mean) - Observed;
        Bound = -(residual * residual).SumOfRow();
        var weighted = residual.Affine(weights);
        error = (weighted * weighted).SumOfRow();
        Loss = error.Average();
        Progress = 0;
    }

    public static double Until = 0.7;

    public override double Progress
    {
        set
        {
            var power = first * Math.Max(0, 1 - value / Until);
            var d = weights.Columns;
            for (var k = 0; k < d; k++)
            {
                var scale = Math.Pow(axes.Variances[k], -power / 2);
                for (var j = 0; j < d; j++)
                    weights.Value[j * d + k] = T.CreateTruncating(axes.Directions[j * d + k] * scale);
            }
        }
    }

    /// <summary>The coordinates y <c>[B, L]</c>.</summary>
    public override Variable<T> Mean { get; }

    public override Variable<T>? Variance => null;

    public override Variable<T> Bound { get; }

    public override Variable<T> LogWeight => Bound;

    public override Variable<T> Loss { get; }

    public override IReadOnlyList<(string Name, Variable<T> Value)> Terms => [("error of the chart", error)];
}
