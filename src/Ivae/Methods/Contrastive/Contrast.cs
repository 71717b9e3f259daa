using System.Numerics;
using Ivae.Autodiff;
using Ivae.Numerics;

namespace Ivae.Methods.Contrastive;

/// <summary>
/// A question about a batch that is answered best by features which separate the sources; recorded once and run for any
/// batch.
/// </summary>
internal abstract class Contrast<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public Tape<T> Tape { get; } = new();

    /// <summary>What training raises, for each row <c>[B, 1]</c>, in nats.</summary>
    public abstract Variable<T> Bound { get; }

    /// <summary>Share of the last batch's questions answered right; none where nothing is asked.</summary>
    public abstract double? Accuracy { get; }

    /// <summary>Copies a batch in and draws what it is told apart from.</summary>
    /// <param name="data">All rows.</param>
    /// <param name="rows">The batch.</param>
    /// <param name="others">Rows that may serve as wrong answers.</param>
    /// <param name="stream">Where chance comes from.</param>
    public abstract void Load(ModelData data, ReadOnlySpan<int> rows, ReadOnlySpan<int> others, RandomStream stream);

    /// <summary>log σ(r) = −log(1 + e^(−r)), the log-probability of "yes" at logit r.</summary>
    protected static Variable<T> LogSigmoid(Variable<T> logit) => -(-logit).Activate(Numerics.Activation.Softplus);

    /// <summary>Share of right answers among logits <c>[B, 1]</c> of true and of false pairs.</summary>
    protected static double Right(Variable<T> ofTrue, Variable<T> ofFalse)
    {
        var right = 0;
        foreach (var logit in ofTrue.Value)
            right += logit > T.Zero ? 1 : 0;
        foreach (var logit in ofFalse.Value)
            right += logit < T.Zero ? 1 : 0;
        return right / (2.0 * ofTrue.Rows);
    }

    /// <summary>As many of the rows as asked for, at random and with repetition.</summary>
    protected static void Draw(ReadOnlySpan<int> rows, Span<int> chosen, RandomStream stream)
    {
        foreach (ref var row in chosen)
            row = rows[stream.NextInt32(rows.Length)];
    }
}
