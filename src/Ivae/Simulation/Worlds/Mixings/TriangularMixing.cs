using Ivae.Numerics;

namespace Ivae.Simulation.Worlds;

/// <remarks>Injective: each s_i follows from x_i and the sources before, as s + c s³ rises.</remarks>
internal sealed class TriangularMixing : MixingKind
{
    public override string Name => "triangular";

    public override string Description =>
        "h_i = s_i + strength · (c_i s_i³ + Σ_(j<i) (a_ij s_j² + b_ij s_j³)), c in [.2, .6], a and b normal over √i, "
        + "then x = W h: triangular polynomials.";

    public override double Strength => 0.5;

    public override WorldMixing Draw(MixingShape shape, RandomStream random)
    {
        var (n, strength) = (shape.Latent, shape.Strength);
        var own = MixingBlocks.Uniform(n, 0.2, 0.6, random.Split("own"));
        var squares = MixingBlocks.Normal(n, n, random.Split("squares"));
        var cubes = MixingBlocks.Normal(n, n, random.Split("cubes"));
        var polynomial = new MixingStep(n, (s, x) =>
        {
            for (var i = 0; i < n; i++)
            {
                var sum = own[i] * (s[i] * s[i] * s[i]);
                for (var j = 0; j < i; j++)
                {
                    var square = s[j] * s[j];
                    sum += 1 / Math.Sqrt(i) * (squares[i, j] * square + cubes[i, j] * (square * s[j]));
                }

                x[i] = s[i] + strength * sum;
            }
        });
        return new WorldMixing(n, [polynomial, MixingBlocks.Linear(n, shape.Columns, random.Split("last"))]);
    }
}
