using System.Numerics;
using System.Numerics.Tensors;
using Ivae.Numerics;

namespace Ivae.Autodiff;

/// <summary>
/// X <c>[B, n]</c> from Y <c>[B, n]</c> = X + g(X); no gradient. A step of Newton's method is kept where it leaves less
/// of the difference than the fixed-point step x ← y − g(x) must, which is taken otherwise.
/// </summary>
/// <remarks>Source of the fixed-point step: Behrmann et al., ICML 2019, algorithm 1.</remarks>
/// <param name="y">Y.</param>
/// <param name="map">x + g(x).</param>
/// <param name="lipschitz">Lipschitz constant of g, below 1.</param>
internal sealed class ResidualInverse<T>(Variable<T> y, ResidualMap<T> map, double lipschitz)
    : Operation<T>(y.Tape, y.Columns, false)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int MaxSteps = 1000;

    private readonly Scratch<T> values = new();
    private readonly Scratch<T> logs = new();
    private readonly Scratch<T> kept = new();
    private readonly Scratch<T> keptRests = new();
    private readonly Scratch<T> keptSizes = new();

    public override void Forward()
    {
        var (rows, n) = (y.Rows, y.Columns);
        Output.Resize(rows);
        var x = Output.Value;
        var rest = values.Resize(y.Length);
        var log = logs.Resize(rows);
        var best = kept.Resize(y.Length);
        var bestRest = keptRests.Resize(y.Length);
        var bestSize = keptSizes.Resize(rows);
        y.Value.CopyTo(x);
        bestSize.Fill(T.PositiveInfinity);
        map.Load();
        var moves = true;
        for (var step = 0; moves && step < MaxSteps; step++)
        {
            map.Forward(x, rest, log);
            TensorPrimitives.Subtract(y.Value, rest, rest);
            moves = false;
            for (var (row, at) = (0, 0); row < rows; row++, at += n)
            {
                var point = x.Slice(at, n);
                var own = rest.Slice(at, n);
                var earlier = best.Slice(at, n);
                var earlierRest = bestRest.Slice(at, n);
                var size = TensorPrimitives.Norm<T>(own);
                if (size <= Tolerance * (T.One + TensorPrimitives.Norm<T>(point)))
                {
                    bestSize[row] = T.Min(size, bestSize[row]);
                    continue;
                }

                moves = true;
                if (!(size <= T.CreateTruncating(lipschitz) * bestSize[row]) && T.IsFinite(bestSize[row]))
                {
                    // x − rest is the fixed-point step, which leaves no more than that
                    TensorPrimitives.Add(earlier, earlierRest, point);
                    bestSize[row] = T.PositiveInfinity;
                    continue;
                }

                point.CopyTo(earlier);
                own.CopyTo(earlierRest);
                bestSize[row] = size;
                for (var j = 0; j < n; j++)
                    for (var i = 0; i < n; i++)
                        point[j] += own[i] * map.Inverse[(i * n + j) * rows + row];
            }
        }
    }

    public override void Backward()
    {
    }

    private static T Tolerance => T.CreateTruncating(2) * (T.BitIncrement(T.One) - T.One);
}
