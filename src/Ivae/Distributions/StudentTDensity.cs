using System.Numerics;
using Ivae.Autodiff;
using Ivae.Numerics;
using MathNet.Numerics;

namespace Ivae.Distributions;

/// <summary>Independent Student-t latents of ν degrees of freedom: log p(z_i) = c − (ν + 1)/2 · log(1 + z_i²/ν).</summary>
internal sealed record StudentTDensity<T>(double DegreesOfFreedom) : PriorDensity<T>(null, null)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override double UnitDeviation => DegreesOfFreedom > 2 ? Math.Sqrt(DegreesOfFreedom / (DegreesOfFreedom - 2)) : double.PositiveInfinity;

    public override Variable<T> LogDensity(Variable<T> value) => value.Tape.Record(new StudentTLogDensity<T>(value, DegreesOfFreedom));

    /// <summary>By Bailey's polar method, which takes any ν.</summary>
    public override void Draw(Span<T> row, RandomStream stream)
    {
        foreach (ref var value in row)
        {
            var (u, w) = (0.0, 2.0);
            while (w is > 1 or 0)
            {
                (u, var v) = (stream.NextUniform(-1, 1), stream.NextUniform(-1, 1));
                w = u * u + v * v;
            }

            value = T.CreateTruncating(u * Math.Sqrt(DegreesOfFreedom * (Math.Pow(w, -2 / DegreesOfFreedom) - 1) / w));
        }
    }
}

/// <summary>log p <c>[B, 1]</c> of z <c>[B, L]</c> under <see cref="StudentTDensity{T}"/>.</summary>
internal sealed class StudentTLogDensity<T>(Variable<T> z, double degreesOfFreedom) : Operation<T>(z.Tape, 1, z.RequiresGradient)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double constant = SpecialFunctions.GammaLn((degreesOfFreedom + 1) / 2) - SpecialFunctions.GammaLn(degreesOfFreedom / 2)
        - 0.5 * Math.Log(degreesOfFreedom * Math.PI);

    public override void Forward()
    {
        Output.Resize(z.Rows);
        for (var row = 0; row < z.Rows; row++)
        {
            var sum = z.Columns * constant;
            foreach (var value in z.Value.Slice(row * z.Columns, z.Columns))
                sum -= 0.5 * (degreesOfFreedom + 1) * Math.Log(1 + double.CreateTruncating(value * value) / degreesOfFreedom);
            Output.Value[row] = T.CreateTruncating(sum);
        }
    }

    public override void Backward()
    {
        var dZ = z.GradientToAdd();
        var nu = T.CreateChecked(degreesOfFreedom);
        for (var i = 0; i < dZ.Length; i++)
            dZ[i] -= Output.Gradient[i / z.Columns] * (nu + T.One) * z.Value[i] / (nu + z.Value[i] * z.Value[i]);
    }
}
