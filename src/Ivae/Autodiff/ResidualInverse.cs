using System.Numerics;
using System.Numerics.Tensors;
using Ivae.Numerics;

namespace Ivae.Autodiff;

/// <summary>
/// X <c>[B, n]</c> from Y <c>[B, n]</c> = X + g(X); no gradient. A step of Newton's method is kept where it leaves less
/// of the difference than the fixed-point step x ← y − g(x) must, which is taken otherwise; where that does not leave
/// less either, the difference is rounding.
/// </summary>
/// <remarks>Source of the fixed-point step: Behrmann et al., ICML 2019, algorithm 1.</remarks>
/// <param name="y">Y.</param>
/// <param name="map">x + g(x).</param>
/// <param name="lipschitz">Lipschitz constant of g, below 1.</param>
internal sealed class ResidualInverse<T>(Variable<T> y, ResidualMap<T> map, double lipschitz)
    : Operation<T>(y.Tape, y.Columns, false)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Scratch<T> rests = new();
    private readonly Scratch<T> logs = new();
    private readonly Scratch<T> kept = new();
    private readonly Scratch<T> keptRests = new();
    private readonly Scratch<T> keptSizes = new();
    private readonly Scratch<Step> steps = new();

    private enum Step
    {
        Newton,
        FixedPoint,
        None,
    }

    public override void Forward()
    {
        var (rows, n) = (y.Rows, y.Columns);
        Output.Resize(rows);
        var x = Output.Value;
        var rest = rests.Resize(y.Length);
        var best = kept.Resize(y.Length);
        var bestRest = keptRests.Resize(y.Length);
        var bestSize = keptSizes.Resize(rows);
        var step = steps.Resize(rows);
        y.Value.CopyTo(x);
        y.Value.CopyTo(best);
        bestRest.Clear();
        bestSize.Fill(T.PositiveInfinity);
        step.Clear();
        map.Load();
        while (step.IndexOfAnyExcept(Step.None) >= 0)
        {
            map.Forward(x, rest, logs.Resize(rows));
            TensorPrimitives.Subtract(y.Value, rest, rest);
            for (var (row, at) = (0, 0); row < rows; row++, at += n)
            {
                if (step[row] == Step.None)
                    continue;
                var point = x.Slice(at, n);
                var own = rest.Slice(at, n);
                var size = TensorPrimitives.Norm<T>(own);
                if (size <= T.CreateTruncating(lipschitz) * bestSize[row])
                {
                    point.CopyTo(best[at..]);
                    own.CopyTo(bestRest[at..]);
                    bestSize[row] = size;
                    step[row] = size == T.Zero ? Step.None : Step.Newton;
                    for (var i = 0; i < n; i++)
                        for (var j = 0; j < n; j++)
                            point[j] += own[i] * map.Inverse[(i * n + j) * rows + row];
                }
                else if (step[row] == Step.Newton)
                {
                    step[row] = Step.FixedPoint;
                    TensorPrimitives.Add(best.Slice(at, n), bestRest.Slice(at, n), point);
                }
                else
                {
                    step[row] = Step.None;
                    best.Slice(at, n).CopyTo(point);
                }
            }
        }
    }

    public override void Backward()
    {
    }
}
