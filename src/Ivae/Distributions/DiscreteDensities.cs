using System.Numerics;
using Ivae.Autodiff;
using Ivae.Numerics;

namespace Ivae.Distributions;

/// <summary>A density of one observed number given one natural parameter η.</summary>
internal interface IElementDensity
{
    /// <summary>log p(x | η), in nats.</summary>
    static abstract double LogDensity(double x, double parameter);

    /// <summary>∂ log p(x | η)/∂η.</summary>
    static abstract double Derivative(double x, double parameter);

    /// <summary>E[x | η].</summary>
    static abstract double Mean(double parameter);

    /// <summary>A draw of x given η.</summary>
    static abstract double Sample(double parameter, RandomStream stream);
}

/// <summary>x ∈ {0, 1} with logit η: log p = xη − log(1 + e^η).</summary>
internal readonly struct BernoulliDensity : IElementDensity
{
    public static double LogDensity(double x, double parameter) => x * parameter - Math.Max(parameter, 0) - Math.Log(1 + Math.Exp(-Math.Abs(parameter)));

    public static double Derivative(double x, double parameter) => x - Mean(parameter);

    public static double Mean(double parameter) => 1 / (1 + Math.Exp(-parameter));

    public static double Sample(double parameter, RandomStream stream) => stream.NextDouble() < Mean(parameter) ? 1 : 0;
}

/// <summary>x ∈ {0, 1, 2, …} with log-rate η: log p = xη − e^η − log x!.</summary>
internal readonly struct PoissonDensity : IElementDensity
{
    public static double LogDensity(double x, double parameter) => x * parameter - Math.Exp(parameter) - MathNet.Numerics.SpecialFunctions.GammaLn(x + 1);

    public static double Derivative(double x, double parameter) => x - Math.Exp(parameter);

    public static double Mean(double parameter) => Math.Exp(parameter);

    /// <summary>Counts the events of a unit-rate process up to time e^η, in pieces so that large rates do not underflow.</summary>
    public static double Sample(double parameter, RandomStream stream)
    {
        var (count, remaining) = (0, Mean(parameter));
        for (; ; count++)
        {
            remaining += Math.Log(1 - stream.NextDouble());
            if (remaining < 0)
                return count;
        }
    }
}

/// <summary>log p <c>[B, 1]</c> = Σ_j log p(x_j | η_j) over observed x and natural parameters η, both <c>[B, D]</c>.</summary>
internal sealed class ElementLogDensity<T, TDensity>(Variable<T> x, Variable<T> parameter) : Operation<T>(x.Tape, 1, parameter.RequiresGradient)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TDensity : IElementDensity
{
    public override void Forward()
    {
        Output.Resize(x.Rows);
        for (var (row, index) = (0, 0); row < x.Rows; row++)
        {
            var sum = 0.0;
            for (var column = 0; column < x.Columns; column++, index++)
                sum += TDensity.LogDensity(double.CreateTruncating(x.Value[index]), double.CreateTruncating(parameter.Value[index]));
            Output.Value[row] = T.CreateTruncating(sum);
        }
    }

    public override void Backward()
    {
        var target = parameter.GradientToAdd();
        for (var index = 0; index < x.Length; index++)
            target[index] += Output.Gradient[index / x.Columns]
                * T.CreateTruncating(TDensity.Derivative(double.CreateTruncating(x.Value[index]), double.CreateTruncating(parameter.Value[index])));
    }
}
