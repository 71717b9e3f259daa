using System.Numerics;
using Ivae.Numerics;

namespace Ivae.Autodiff;

/// <summary>
/// y <c>[B, 1]</c> = log softmax(logits)_c = logit_c − log Σ_m exp(logit_m): the log-probability of class c of each
/// row, logits <c>[B, M]</c>.
/// </summary>
internal sealed class LogSoftmaxAt<T>(Variable<T> logits, Codes classes)
    : Operation<T>(logits.Tape, 1, logits.RequiresGradient)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Scratch<T> probabilities = new();

    /// <summary>Rows whose largest logit is that of their class, in the last run.</summary>
    public int Right { get; private set; }

    public override void Forward()
    {
        Output.Resize(logits.Rows);
        var value = logits.Value;
        var p = probabilities.Resize(logits.Length);
        var width = logits.Columns;
        Right = 0;
        for (var row = 0; row < logits.Rows; row++)
        {
            var own = value.Slice(row * width, width);
            var share = p.Slice(row * width, width);
            var largest = 0;
            for (var m = 1; m < width; m++)
                if (own[m] > own[largest])
                    largest = m;
            var sum = T.Zero;
            for (var m = 0; m < width; m++)
                sum += share[m] = T.Exp(own[m] - own[largest]);
            for (var m = 0; m < width; m++)
                share[m] /= sum;
            Output.Value[row] = own[classes[row]] - own[largest] - T.Log(sum);
            Right += largest == classes[row] ? 1 : 0;
        }
    }

    public override void Backward()
    {
        var dLogits = logits.GradientToAdd();
        var dY = Output.Gradient;
        var p = probabilities.Span;
        var width = logits.Columns;
        for (var row = 0; row < dY.Length; row++)
        {
            for (var m = 0; m < width; m++)
                dLogits[row * width + m] -= dY[row] * p[row * width + m];
            dLogits[row * width + classes[row]] += dY[row];
        }
    }
}
