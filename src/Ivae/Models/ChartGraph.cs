using System.Numerics;
using Ivae.Autodiff;

namespace Ivae.Models;

/// <summary>
/// The first part of fitting a flow with fewer latents than observed columns, L &lt; D: a chart learns coordinates y of the surface that x lies on, and a free-form flow the exact
/// likelihood of y, as if y were data: no gradient of the flow reaches the chart, so that neither has to wait for the other to hold still.
/// </summary>
/// <remarks>On a fixed chart log p(x | u) and log p(y | u) differ by a constant, the log volume of the chart, so that both have the same maximum.</remarks>
internal sealed class ChartGraph<T> : ModelGraph<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Variable<T> logPrior;
    private readonly Variable<T> logDeterminant;
    private readonly Variable<T> reconstructionError;
    private readonly Variable<T> chartError;

    /// <summary>Records the objective.</summary>
    /// <param name="network">A model with a chart.</param>
    /// <param name="weight">W <c>[D, D]</c>, which the chart's residuals are multiplied by.</param>
    public ChartGraph(IvaeNetwork<T> network, ReadOnlySpan<double> weight)
        : base(network)
    {
        var chart = network.Chart!;
        var coordinates = chart.Encoder.Apply(Observed);
        var recovered = chart.Decoder.Apply(coordinates);
        var weights = Tape.Input(network.Observed);
        weights.Resize(network.Observed);
        for (var i = 0; i < weight.Length; i++)
            weights.Value[i] = T.CreateTruncating(weight[i]);
        var difference = (recovered - Observed).Affine(weights);
        chartError = (difference * difference).SumOfRow();

        var fixedCoordinates = Tape.Record(new Detached<T>(coordinates));
        (Mean, var jacobian) = network.Posterior.WithJacobian(fixedCoordinates);
        logPrior = Prior.LogDensity(Mean);
        logDeterminant = Tape.Record(new LogAbsDeterminant<T>(jacobian));
        var residual = network.Likelihood.Decode(Mean) - fixedCoordinates;
        reconstructionError = (residual * residual).SumOfRow();
        // The noise alone learns from this term.
        var logNoiseDensity = network.Likelihood.LogDensity(Observed, Tape.Record(new Detached<T>(recovered)));
        Bound = logPrior + logDeterminant;
        Loss = (chartError + reconstructionError * network.Options.Constraint - Bound - logNoiseDensity).Average();
    }

    public override Variable<T> Mean { get; }

    public override Variable<T>? Variance => null;

    /// <summary>log p(y | u) of the chart's coordinates.</summary>
    public override Variable<T> Bound { get; }

    public override Variable<T> LogWeight => Bound;

    public override Variable<T> Loss { get; }

    public override IReadOnlyList<(string Name, Variable<T> Value)> Terms =>
        [("error of the chart", chartError), ("log p(z|u)", logPrior), ("log |det dz/dy|", logDeterminant), ("reconstruction error", reconstructionError)];
}
