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

    public override void Describe(OnnxTape<T> onnx)
    {
        var (target, form, n) = (onnx[y], map.Describe(onnx), y.Columns);
        var (newton, fixedPoint, none) = (onnx.Graph.Number(0), onnx.Graph.Number(1), onnx.Graph.Number(2));
        var (size, step) = (target.Filled(double.PositiveInfinity, 1), target.Filled(0, 1));
        onnx[Output] = onnx.Graph.Loop(null, [target, target, target.Filled(0, n), size, step], state =>
        {
            var (x, best, bestRest, bestSize, step) = (state[0], state[1], state[2], state[3], state[4]);
            var (value, jacobian) = form(x);
            var rest = target - value;
            var size = (rest * rest).Sum(1).Sqrt();
            var isBetter = step < none & size <= bestSize * lipschitz;
            var wasNewton = step < fixedPoint;
            best = isBetter.Choose(x, best);
            bestRest = isBetter.Choose(rest, bestRest);
            bestSize = isBetter.Choose(size, bestSize);
            var (solved, _) = map.Eliminate(jacobian.Join(rest.Unsqueeze(2), axis: 2));
            var change = solved.Range(n, 1, axis: 2).Reshape(-1, n);
            var next = isBetter.Choose(x + change, wasNewton.Choose(best + bestRest, best));
            var nextStep = isBetter.Choose(
                (size > newton).Choose(newton, none), wasNewton.Choose(fixedPoint, none));
            return ((nextStep < none).Any(), [next, best, bestRest, bestSize, nextStep]);
        })[0];
    }

    public override void Backward()
    {
    }
}
