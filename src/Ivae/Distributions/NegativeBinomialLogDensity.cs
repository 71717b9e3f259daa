using System.Numerics;
using Ivae.Autodiff;
using MathNet.Numerics;

namespace Ivae.Distributions;

/// <summary>
/// log p <c>[B, 1]</c> = Σ_j log Γ(x + r) − log Γ(r) − log x! + r log(r / (r + μ)) + x log(μ / (r + μ)), with μ = e^η
/// and r = 1/α of each column.
/// </summary>
/// <param name="x">x <c>[B, D]</c>; what is NaN is missing, and left out.</param>
/// <param name="parameter">η <c>[B, D]</c>.</param>
/// <param name="logDispersion">log α <c>[1, D]</c> or <c>[1, 1]</c>.</param>
internal sealed class NegativeBinomialLogDensity<T>(Variable<T> x, Variable<T> parameter, Variable<T> logDispersion)
    : Operation<T>(x.Tape, 1, parameter.RequiresGradient || logDispersion.RequiresGradient)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Between e^-18 and e^18 the sums below keep seven digits.
    private const double MostLog = 18;

    public override void Forward()
    {
        Output.Resize(x.Rows);
        for (var (row, index) = (0, 0); row < x.Rows; row++)
        {
            var sum = 0.0;
            for (var column = 0; column < x.Columns; column++, index++)
                if (!T.IsNaN(x.Value[index]))
                    sum += LogDensity(
                        Number(x.Value[index]), LogRate.Log(Number(parameter.Value[index])), LogSize(column));
            Output.Value[row] = T.CreateTruncating(sum);
        }
    }

    public override void Backward()
    {
        var target = parameter.RequiresGradient ? parameter.GradientToAdd() : default;
        var scales = logDispersion.RequiresGradient ? logDispersion.GradientToAdd() : default;
        for (var index = 0; index < x.Length; index++)
        {
            if (T.IsNaN(x.Value[index]))
                continue;
            var column = index % x.Columns;
            var (count, log) = (Number(x.Value[index]), Number(parameter.Value[index]));
            var given = Output.Gradient[index / x.Columns];
            var logSize = LogSize(column);
            var share = 1 / (1 + Math.Exp(logSize - LogRate.Log(log))); // μ / (r + μ)
            var size = Math.Exp(logSize);
            if (!target.IsEmpty)
                target[index] += given
                    * T.CreateTruncating((count * (1 - share) - size * share) * LogRate.Slope(log));
            if (scales.IsEmpty || Math.Abs(logSize) >= MostLog)
                continue;
            var bySize = SpecialFunctions.DiGamma(count + size) - SpecialFunctions.DiGamma(size)
                - Softplus(LogRate.Log(log) - logSize) + share - count * (1 - share) / size;
            scales[scales.Length == 1 ? 0 : column] += given * T.CreateTruncating(-size * bySize);
        }
    }

    private static double LogDensity(double count, double logMean, double logSize)
    {
        var (size, logit) = (Math.Exp(logSize), logMean - logSize);
        return SpecialFunctions.GammaLn(count + size) - SpecialFunctions.GammaLn(size)
            - SpecialFunctions.GammaLn(count + 1) - size * Softplus(logit) - count * Softplus(-logit);
    }

    private double LogSize(int column)
    {
        var log = -Number(logDispersion.Value[logDispersion.Length == 1 ? 0 : column]);
        return Math.Clamp(log, -MostLog, MostLog);
    }

    private static double Softplus(double value) => Math.Max(value, 0) + Math.Log(1 + Math.Exp(-Math.Abs(value)));

    private static double Number(T value) => double.CreateTruncating(value);
}
