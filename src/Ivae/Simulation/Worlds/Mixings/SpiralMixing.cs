using Ivae.Numerics;

namespace Ivae.Simulation.Worlds;

/// <remarks>
/// Injective: |h| = |s| gives the angles back. It keeps volume: with x = R(θ(|s|)) s, det J = 1 + ∇θᵀ Rᵀ R′ s, and Rᵀ
/// R′ is
/// antisymmetric while ∇θ points along s.
/// </remarks>
internal sealed class SpiralMixing : MixingKind
{
    public override string Name => "spiral";

    public override string Description =>
        "h turned in ⌊n/2⌋ random orthogonal planes by angles c · strength · |s| / √n, |c| in [.7, 1.3], then x = W h: "
        + "rotation by radius, which keeps volume.";

    public override double Strength => 2;

    public override int MinLatent => 2;

    public override WorldMixing Draw(MixingShape shape, RandomStream random)
    {
        var n = shape.Latent;
        var rates = random.Split("rates");
        var turns = new double[n / 2];
        for (var k = 0; k < turns.Length; k++)
        {
            var sign = rates.NextDouble() < 0.5 ? -1 : 1;
            turns[k] = sign * rates.NextUniform(0.7, 1.3) * shape.Strength / Math.Sqrt(n);
        }

        var turn = new MixingStep(n, (s, x) =>
        {
            Dual squares = 0;
            foreach (var value in s)
                squares += value * value;
            var radius = Dual.Sqrt(squares);
            s.CopyTo(x);
            for (var k = 0; k < turns.Length; k++)
            {
                var angle = turns[k] * radius;
                var (sin, cos) = (Dual.Sin(angle), Dual.Cos(angle));
                (x[2 * k], x[2 * k + 1]) = (cos * s[2 * k] - sin * s[2 * k + 1], sin * s[2 * k] + cos * s[2 * k + 1]);
            }
        });
        var planes = MixingBlocks.Rotation(n, random.Split("planes"));
        return new WorldMixing(n, [planes, turn, MixingBlocks.Linear(n, shape.Columns, random.Split("last"))]);
    }
}
