using System.Numerics;
using Ivae.Numerics;

namespace Ivae.Autodiff;

/// <summary>
/// X <c>[B, n]</c> from Y = map(X) <c>[B, n]</c>, by Newton's method inside a bracket that shrinks; no gradient.
/// </summary>
internal sealed class MonotoneInverse<T>(Variable<T> y, MonotoneMap<T> map) : Operation<T>(y.Tape, y.Columns, false)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int MaxSteps = 100;

    private readonly Scratch<T> targets = new();
    private readonly Scratch<T> found = new();
    private readonly Scratch<T> reached = new();
    private readonly Scratch<T> slopes = new();
    private readonly Scratch<T> lows = new();
    private readonly Scratch<T> highs = new();

    public override void Forward()
    {
        Output.Resize(y.Rows);
        var width = RisingKernel.Rows<T>(y.Rows);
        var length = width * y.Columns;
        var target = targets.Resize(length);
        var x = found.Resize(length);
        var value = reached.Resize(length);
        var slope = slopes.Resize(length);
        var low = lows.Resize(length);
        var high = highs.Resize(length);
        Transposition.Apply<T>(y.Value, target, y.Rows, y.Columns, width);
        target.CopyTo(x);
        low.Fill(T.NegativeInfinity);
        high.Fill(T.PositiveInfinity);
        map.Load();
        var (moves, tolerance) = (true, Tolerance);
        for (var step = 0; moves && step < MaxSteps; step++)
        {
            map.Forward(x, value, slope);
            moves = false;
            for (var i = 0; i < x.Length; i++)
            {
                var rest = target[i] - value[i];
                (rest > T.Zero ? ref low[i] : ref high[i]) = x[i];
                var next = x[i] + rest / slope[i];
                if (!(next >= low[i] && next <= high[i]) && T.IsFinite(low[i] + high[i]))
                    next = (low[i] + high[i]) / (T.One + T.One);
                // neither can be distinguished from rounding
                moves |= T.Abs(next - x[i]) > tolerance * (T.One + T.Abs(next))
                    && T.Abs(rest) > tolerance * (T.One + T.Abs(target[i]));
                x[i] = next;
            }
        }

        Transposition.Undo<T>(x, Output.Value, y.Rows, y.Columns, width);
    }

    public override void Describe(OnnxTape<T> onnx)
    {
        var (target, form) = (onnx[y], map.Describe(onnx));
        var low = target.Filled(double.NegativeInfinity, y.Columns);
        var tolerance = double.CreateTruncating(Tolerance);
        onnx[Output] = onnx.Graph.Loop(MaxSteps, [target, low, -low], state =>
        {
            var (x, low, high) = (state[0], state[1], state[2]);
            var (value, slope) = form(x);
            var rest = target - value;
            var rises = rest > rest.Graph.Number(0);
            (low, high) = (rises.Choose(x, low), rises.Choose(high, x));
            var step = x + rest / slope;
            var isBracketed = (low + high).Abs() < step.Graph.Number(float.MaxValue);
            var next = ((step >= low & step <= high) | !isBracketed).Choose(step, (low + high) * 0.5);
            var moves = (next - x).Abs() > (next.Abs() + 1) * tolerance & rest.Abs() > (target.Abs() + 1) * tolerance;
            return (moves.Any(), [next, low, high]);
        })[0];
    }

    public override void Backward()
    {
    }

    private static T Tolerance => T.CreateTruncating(2) * (T.BitIncrement(T.One) - T.One);
}
