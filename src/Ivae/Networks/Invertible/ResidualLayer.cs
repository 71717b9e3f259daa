using System.Numerics;
using Ivae.Autodiff;
using Ivae.Numerics;

namespace Ivae.Networks.Invertible;

/// <summary>
/// y = x + σ(x·W + b)·Vᵀ with ‖W‖·‖V‖·max|σ′| at most <see cref="MaxLipschitz"/>, so that it is invertible, and the
/// identity at first; see <see cref="ResidualMap{T}"/>. The determinant is exact.
/// </summary>
/// <remarks>
/// Source: Behrmann, Grathwohl, Chen, Duvenaud and Jacobsen, "Invertible residual networks", ICML 2019, who divide each
/// weight by its spectral norm; here V is by the product of both.
/// </remarks>
internal sealed class ResidualLayer<T> : IFlowLayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Largest Lipschitz constant of y − x.</summary>
    private const double MaxLipschitz = 0.97;

    private readonly ParameterSet<T> parameters;
    private readonly Activation activation;
    private readonly Parameter weight;
    private readonly Parameter bias;
    private readonly Parameter back;

    /// <summary>Creates the weights.</summary>
    /// <param name="parameters">Where they are kept.</param>
    /// <param name="name">Prefix of their names.</param>
    /// <param name="n">Columns of x.</param>
    /// <param name="width">H.</param>
    /// <param name="activation">σ.</param>
    /// <param name="stream">Where initial weights come from.</param>
    public ResidualLayer(
        ParameterSet<T> parameters, string name, int n, int width, Activation activation, RandomStream stream)
    {
        (this.parameters, this.activation) = (parameters, activation);
        weight = parameters.Add(
            $"{name}.weight", n, width, Initial.FirstWeights(Initialiser.Spread, n, n, width, stream));
        bias = parameters.Add($"{name}.bias", 1, width, Initial.FirstBiases(Initialiser.Spread, width, stream));
        back = parameters.Add($"{name}.back", n, width);
    }

    public (Variable<T> Value, Variable<T> LogDeterminant) Forward(Variable<T> x)
    {
        var units = new ResidualUnits<T>(x, Map(x.Tape));
        return (x.Tape.Record(units), units.SecondOutput);
    }

    public Variable<T> Inverse(Variable<T> y) =>
        y.Tape.Record(new ResidualInverse<T>(y, Map(y.Tape), MaxLipschitz));

    private ResidualMap<T> Map(Tape<T> tape)
    {
        var (w, v) = (tape.View(parameters, weight), tape.View(parameters, back));
        var bounded = tape.RecordShared(
            () => tape.Record(new LipschitzBound<T>(w, v, MaxLipschitz / MaxSlope(activation))));
        return new(w, tape.View(parameters, bias), bounded, activation);
    }

    /// <summary>max |σ′|, or a little more.</summary>
    private static double MaxSlope(Activation activation) => activation switch
    {
        Activation.Silu or Activation.Xtanh => 1.1,
        Activation.Sigmoid => 0.25,
        _ => 1,
    };
}
