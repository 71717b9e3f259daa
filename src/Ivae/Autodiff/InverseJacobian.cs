using System.Numerics;
using Ivae.Numerics;

namespace Ivae.Autodiff;

/// <summary>
/// The Jacobian of the inverse of a map z = g(x) of R^n at given x <c>[B, n]</c>: row b·n + i of the output
/// <c>[B·n, n]</c> is ∂x/∂z_i. It is the inverse of that of g, whose columns are gradients of the latents; no gradient.
/// </summary>
internal sealed class InverseJacobian<T> : Operation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Variable<T> x;
    private readonly Tape<T> inner = new();
    private readonly Variable<T> point;
    private readonly Variable<T>[] sums;
    private readonly Scratch<double> jacobians = new();
    private readonly Scratch<int> pivots = new();

    /// <param name="x">x.</param>
    /// <param name="map">Records g on the tape of its argument.</param>
    /// <param name="parameters">Those of g, whose gradients are left alone.</param>
    public InverseJacobian(Variable<T> x, Func<Variable<T>, Variable<T>> map, ParameterSet<T> parameters)
        : base(x.Tape, x.Columns, false)
    {
        this.x = x;
        inner.OwnGradients = new T[parameters.Values.Length];
        point = new Variable<T>(inner, x.Columns, requiresGradient: true);
        var z = map(point);
        sums = [.. Enumerable.Range(0, x.Columns).Select(i => z.Slice(i, 1).Average())];
    }

    public override void Forward()
    {
        var n = x.Columns;
        point.Resize(x.Rows);
        x.Value.CopyTo(point.Value);
        inner.Forward();
        var jacobian = jacobians.Resize(x.Length * n);
        for (var i = 0; i < n; i++)
        {
            point.ResetGradient();
            inner.Backward(sums[i], T.CreateTruncating(x.Rows), isFirst: true, isLast: true);
            for (var at = 0; at < x.Length; at++)
                jacobian[at * n + i] = double.CreateTruncating(point.Gradient[at]);
        }

        Output.Resize(x.Length);
        for (var start = 0; start < jacobian.Length; start += n * n)
            LogAbsDeterminant<T>.Invert(jacobian.Slice(start, n * n), pivots.Resize(n), n);
        for (var i = 0; i < jacobian.Length; i++)
            Output.Value[i] = T.CreateTruncating(jacobian[i]);
    }

    public override void Backward()
    {
    }
}
