using System.Numerics;
using Ivae.Autodiff;

namespace Ivae.Causality;

/// <summary>
/// [z, log ∂z/∂x] <c>[B, 2]</c> of a map that rises in x: z = eᵇy + Σ_k e^{a_k} tanh(e^{w_k}y + c_k) + r with y = x +
/// t, where c, b, r and t come with each row. Without hidden units it is affine, as in an affine autoregressive flow;
/// with them it follows any increasing function.
/// </summary>
/// <param name="x">x <c>[B, 1]</c>, data.</param>
/// <param name="context">c, b, r, t of each row <c>[B, H + 3]</c>.</param>
/// <param name="units">a and w <c>[2, H]</c>; none when H = 0.</param>
internal sealed class MonotoneTransformer<T>(Variable<T> x, Variable<T> context, Variable<T>? units)
    : Operation<T>(x.Tape, 2, true)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Columns of the context beside the c of each hidden unit: b, r and t.</summary>
    public const int Extra = 3;

    private readonly int hidden = context.Columns - Extra;

    public override void Forward()
    {
        Output.Resize(x.Rows);
        var input = x.Value;
        var rows = context.Value;
        var y = Output.Value;
        var a = Units(0);
        var w = Units(1);
        for (var row = 0; row < input.Length; row++)
        {
            var given = rows.Slice(row * (hidden + Extra), hidden + Extra);
            var shifted = input[row] + given[hidden + 2];
            var slope = T.Exp(given[hidden]);
            var z = slope * shifted + given[hidden + 1];
            for (var k = 0; k < hidden; k++)
            {
                var (height, rate) = (T.Exp(a[k]), T.Exp(w[k]));
                var tanh = T.Tanh(rate * shifted + given[k]);
                z += height * tanh;
                slope += height * rate * (T.One - tanh * tanh);
            }

            (y[2 * row], y[2 * row + 1]) = (z, T.Log(slope));
        }
    }

    public override void Backward()
    {
        var input = x.Value;
        var rows = context.Value;
        var y = Output.Value;
        var dY = Output.Gradient;
        var dRows = context.GradientToAdd();
        var a = Units(0);
        var w = Units(1);
        var dUnits = units is null ? default : units.GradientToAdd();
        for (var row = 0; row < input.Length; row++)
        {
            var given = rows.Slice(row * (hidden + Extra), hidden + Extra);
            var dGiven = dRows.Slice(row * (hidden + Extra), hidden + Extra);
            var (dZ, dSlope) = (dY[2 * row], dY[2 * row + 1] * T.Exp(-y[2 * row + 1]));
            var shifted = input[row] + given[hidden + 2];
            var linear = T.Exp(given[hidden]);
            var dShifted = linear * dZ;
            dGiven[hidden] += linear * (dZ * shifted + dSlope);
            dGiven[hidden + 1] += dZ;
            for (var k = 0; k < hidden; k++)
            {
                var (height, rate) = (T.Exp(a[k]), T.Exp(w[k]));
                var tanh = T.Tanh(rate * shifted + given[k]);
                var derivative = T.One - tanh * tanh;
                var dInside = height * derivative * (dZ - (tanh + tanh) * rate * dSlope);
                dGiven[k] += dInside;
                dUnits[k] += height * (dZ * tanh + dSlope * rate * derivative);
                dUnits[hidden + k] += rate * (dInside * shifted + dSlope * height * derivative);
                dShifted += rate * dInside;
            }

            dGiven[hidden + 2] += dShifted;
        }
    }

    private ReadOnlySpan<T> Units(int row) => units is null ? default : units.Value.Slice(row * hidden, hidden);
}
