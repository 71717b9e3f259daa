using System.Numerics;
using Ivae.Autodiff;

namespace Ivae.Models;

/// <summary>
/// The autoencoder that learns a chart by least squares. At first residuals count by C^(−α/2), C the covariance of x, so that directions of little variance are told apart before
/// the surface is folded along them; α falls to 0, where noise counts no more than signal.
/// </summary>
internal sealed class ChartGraph<T> : ModelGraph<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Part of training after which α is 0.
    private const double Even = 0.7;
    private readonly PrincipalAxes axes;
    private readonly double power;
    private readonly Variable<T> weights;

    /// <summary>Records the objective.</summary>
    /// <param name="network">A model with a chart.</param>
    /// <param name="axes">Principal axes of x.</param>
    /// <param name="power">α at the start, 0 to 1.</param>
    public ChartGraph(IvaeNetwork<T> network, PrincipalAxes axes, double power)
        : base(network)
    {
        (this.axes, this.power) = (axes, power);
        Mean = network.Chart!.Encode(Observed);
        weights = Tape.Input(network.Observed);
        weights.Resize(network.Observed);
        var residual = network.Chart.Decode(Mean) - Observed;
        Bound = -(residual * residual).SumOfRow();
        var weighted = residual.Affine(weights);
        Loss = (weighted * weighted).SumOfRow().Average();
        Progress = 0;
    }

    /// <inheritdoc/>
    public override double Progress
    {
        get => base.Progress;
        set
        {
            base.Progress = value;
            var now = power * Math.Max(0, 1 - value / Even);
            for (var i = 0; i < weights.Length; i++)
                weights.Value[i] = T.CreateTruncating(axes.Directions[i] * Math.Pow(axes.Variances[i % weights.Columns], -now / 2));
        }
    }

    /// <summary>The coordinates y <c>[B, L]</c>.</summary>
    public override Variable<T> Mean { get; }

    public override Variable<T>? Variance => null;

    /// <summary>Minus the squared residual, unweighted.</summary>
    public override Variable<T> Bound { get; }

    public override Variable<T> LogWeight => Bound;

    public override Variable<T> Loss { get; }

    public override IReadOnlyList<(string Name, Variable<T> Value)> Terms => [("minus the error of the chart", Bound)];
}
