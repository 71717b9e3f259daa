using System.Numerics;
using Ivae.Autodiff;
using Ivae.Networks;
using Ivae.Numerics;

namespace Ivae.Methods.Contrastive;

/// <summary>
/// Time-contrastive learning: which of M segments does a row come from? p(m | x) = softmax(h(x)·W + b)_m. At the
/// optimum the sources' sufficient statistics are linear in h, whose last step is an absolute value as in the source's
/// simulations: a network then need only unmix, and |s| follows.
/// </summary>
/// <remarks>Source: Hyvärinen and Morioka, "Unsupervised feature extraction by time-contrastive learning and nonlinear
/// ICA", NeurIPS 2016, Theorem 1.</remarks>
internal sealed class TimeContrast<T> : Contrast<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Variable<T> observed;
    private readonly Codes segments = new();
    private readonly LogSoftmaxAt<T> answer;

    /// <summary>Creates the classifier and records the contrast.</summary>
    public TimeContrast(FeatureNetwork<T> features, ParameterSet<T> parameters, int levels, RandomStream stream)
    {
        var weight = parameters.Add("classifier.weight", features.Features, levels,
            Initial.Weights(Initialiser.Xavier, features.Features, features.Features, levels, stream));
        var bias = parameters.Add("classifier.bias", 1, levels);
        observed = Tape.Input(features.Observed);
        var logits = features.Apply(observed).Affine(Tape.View(parameters, weight), Tape.View(parameters, bias));
        answer = new LogSoftmaxAt<T>(logits, segments);
        Bound = Tape.Record(answer);
    }

    /// <summary>log p(m | x) of the segment m the row comes from.</summary>
    public override Variable<T> Bound { get; }

    public override double? Accuracy => (double)answer.Right / segments.Count;

    public override void Load(ModelData data, ReadOnlySpan<int> rows, ReadOnlySpan<int> others, RandomStream stream)
    {
        ModelData.Copy(data.Observed, rows, observed, 0);
        data.Copy(0, rows, segments);
    }
}
