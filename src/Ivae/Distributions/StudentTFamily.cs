using Ivae.Numerics;
using Ivae.Onnx;
using MathNet.Numerics;

namespace Ivae.Distributions;

/// <summary>Student-t with ν degrees of freedom: ρ(r) = c − (ν + 1)/2 · log(1 + r²/ν).</summary>
/// <param name="degreesOfFreedom">ν, positive.</param>
internal sealed class StudentTFamily(double degreesOfFreedom) : PriorFamily("student_t", "Student-t")
{
    private readonly double constant = SpecialFunctions.GammaLn((degreesOfFreedom + 1) / 2)
        - SpecialFunctions.GammaLn(degreesOfFreedom / 2) - 0.5 * Math.Log(degreesOfFreedom * Math.PI);

    public override double Variance
        => degreesOfFreedom > 2 ? degreesOfFreedom / (degreesOfFreedom - 2) : double.PositiveInfinity;

    public override double LogDensity(double r)
        => constant - 0.5 * (degreesOfFreedom + 1) * Math.Log(1 + r * r / degreesOfFreedom);

    public override double Derivative(double r) => -(degreesOfFreedom + 1) * r / (degreesOfFreedom + r * r);

    public override double CumulativeProbability(double r)
        => MathNet.Numerics.Distributions.StudentT.CDF(0, 1, degreesOfFreedom, r);

    /// <summary>By Bailey's polar method, which takes any ν.</summary>
    public override double Sample(RandomStream stream)
    {
        var (u, w) = (0.0, 2.0);
        while (w is > 1 or 0)
        {
            (u, var v) = (stream.NextUniform(-1, 1), stream.NextUniform(-1, 1));
            w = u * u + v * v;
        }

        return u * Math.Sqrt(degreesOfFreedom * (Math.Pow(w, -2 / degreesOfFreedom) - 1) / w);
    }

    internal override OnnxValue DescribedLogDensity(OnnxValue r) =>
        constant - (r * r * (1 / degreesOfFreedom) + 1).Log() * (0.5 * (degreesOfFreedom + 1));
}
