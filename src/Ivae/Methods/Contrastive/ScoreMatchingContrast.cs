using System.Numerics;
using Ivae.Autodiff;
using Ivae.Networks;
using Ivae.Numerics;

namespace Ivae.Methods.Contrastive;

/// <summary>
/// ICE-BeeM: a conditional density log p(x | u) = f(x)·g(u) + f(x)²·g′(u) + b(x) + const(u), learned by denoising score
/// matching. With x̃ = x + σε the loss is ½‖σ ∇log p(x̃ | u) + ε‖², σ² times that of the source.
/// </summary>
/// <remarks>
/// Source: Khemakhem, Monti, Kingma and Hyvärinen, "ICE-BeeM: identifiable conditional energy-based deep models based
/// on nonlinear ICA", NeurIPS 2020, equations 1 and 8, with the augmented features (f, f²) of its Theorem 3.
/// </remarks>
internal sealed class ScoreMatchingContrast<T> : Contrast<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// σ, the standard deviation of the noise that is added to preprocessed columns to learn their density.
    /// </summary>
    private const double NoiseLevel = 0.3;

    private readonly Variable<T> noisy;
    private readonly Variable<T> noise;
    private readonly AuxiliaryInput<T> auxiliary;
    private readonly Variable<T> one;

    /// <summary>Creates g and records the contrast.</summary>
    public ScoreMatchingContrast(FeatureNetwork<T> features, ParameterSet<T> parameters, NetworkOptions network,
        NetworkOptions comparison, ContextShape shape, RandomStream stream)
    {
        var n = features.Features;
        var g = new Mlp<T>(parameters, "comparison", shape, 2 * n, comparison, stream);
        var b =
            new Mlp<T>(parameters, "base", new ContextShape(features.Observed, []), 1, network, stream.Split("base"));
        one = Tape.Input(1);
        noisy = Tape.Input(features.Observed);
        noise = Tape.Input(features.Observed);
        auxiliary = new AuxiliaryInput<T>(Tape, shape);
        var (f, jacobian) = features.WithJacobian(noisy);
        var factors = g.Apply(auxiliary.Alone);
        var slopes = factors.Slice(0, n) + f * factors.Slice(n, n) * 2;
        var (_, ofBase) = b.ApplyWithTangents(Context<T>.Of(noisy), Tape.Record(new IdentityTangent<T>(noisy)));
        var score = Tape.Record(new TangentProduct<T>(jacobian, slopes, features.Observed))
            + Tape.Record(new TangentProduct<T>(ofBase, one, features.Observed));
        var error = score * NoiseLevel + noise;
        Bound = (error * error).SumOfRow() * -0.5;
    }

    /// <summary>Minus the loss; not a density.</summary>
    public override Variable<T> Bound { get; }

    public override double? Accuracy => null;

    public override void Load(ModelData data, ReadOnlySpan<int> rows, ReadOnlySpan<int> others, RandomStream stream)
    {
        auxiliary.Load(data, rows);
        noise.Resize(rows.Length);
        stream.FillNormal(noise.Value);
        one.Resize(rows.Length);
        one.Value.Fill(T.One);
        ModelData.Copy(data.Observed, rows, noisy, 0);
        for (var i = 0; i < noisy.Length; i++)
            noisy.Value[i] += T.CreateTruncating(NoiseLevel) * noise.Value[i];
    }
}
