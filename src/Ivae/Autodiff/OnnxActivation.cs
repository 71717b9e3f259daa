using Ivae.Numerics;
using Ivae.Onnx;

namespace Ivae.Autodiff;

/// <summary>The activations and their slopes by standard operators; compare <see cref="ActivationFormulas"/>.</summary>
internal static class OnnxActivation
{
    /// <summary>σ(x).</summary>
    public static OnnxValue Value(Activation activation, OnnxValue x) => activation switch
    {
        Activation.None => x,
        Activation.LeakyRelu => x.Max(x * 0.2),
        Activation.Xtanh => x.Tanh() + x * 0.1,
        Activation.Tanh => x.Tanh(),
        Activation.Softplus => x.Softplus(),
        Activation.Relu => x.Max(x.Graph.Number(0)),
        Activation.Elu => IsPositive(x).Choose(x, x.Exp() - 1),
        Activation.Silu => x * x.Sigmoid(),
        Activation.Sigmoid => x.Sigmoid(),
        _ => throw new ArgumentOutOfRangeException(nameof(activation)),
    };

    /// <summary>σ′(x).</summary>
    public static OnnxValue Slope(Activation activation, OnnxValue x)
    {
        var one = x.Graph.Number(1);
        switch (activation)
        {
            case Activation.None:
                return x * 0 + 1;
            case Activation.LeakyRelu:
                return IsPositive(x).Choose(one, x.Graph.Number(0.2));
            case Activation.Relu:
                return IsPositive(x).Choose(one, x.Graph.Number(0));
            case Activation.Elu:
                return IsPositive(x).Choose(one, x.Exp());
            case Activation.Xtanh or Activation.Tanh:
                var tanh = x.Tanh();
                return (activation == Activation.Tanh ? 1 : 1.1) - tanh * tanh;
            case Activation.Softplus:
                return x.Sigmoid();
            case Activation.Sigmoid or Activation.Silu:
                var sigmoid = x.Sigmoid();
                var rest = 1 - sigmoid;
                return activation == Activation.Sigmoid ? sigmoid * rest : sigmoid * (x * rest + 1);
            default:
                throw new ArgumentOutOfRangeException(nameof(activation));
        }
    }

    private static OnnxValue IsPositive(OnnxValue x) => x > x.Graph.Number(0);
}
