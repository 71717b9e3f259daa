using System.Numerics;
using Ivae.Autodiff;

namespace Ivae.Networks.Invertible;

/// <summary>An invertible map of R^n whose log |det| of the Jacobian is known.</summary>
internal interface IFlowLayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// y <c>[B, n]</c> and log |det ∂y/∂x|, <c>[B, 1]</c> or <c>[1, 1]</c> where it is the same for all x
    /// <c>[B, n]</c>.
    /// </summary>
    (Variable<T> Value, Variable<T> LogDeterminant) Forward(Variable<T> x);

    /// <summary>x <c>[B, n]</c> of given y <c>[B, n]</c>, without gradient.</summary>
    Variable<T> Inverse(Variable<T> y);
}
