using Ivae.Numerics;

namespace Ivae.Simulation.Worlds;

/// <remarks>
/// Injective at any strength: the residual is the gradient of the convex Σ_k log cosh(a_k·h + b_k), so that
/// (h − k)·(f(h) − f(k)) ≥ |h − k|² / (1 + strength).
/// </remarks>
internal sealed class StrongResidualMixing : MixingKind
{
    public override string Name => "strong-residual";

    public override string Description =>
        "Layers h ← (h + strength · Aᵀ tanh(A h + b)) / (1 + strength) between rotations, A of 2n rows of length 1.5: "
        + "residuals that are several times their input, yet strongly monotone.";

    public override int Layers => 3;

    public override WorldMixing Draw(MixingShape shape, RandomStream random) =>
        MixingBlocks.BetweenRotations(shape, Monotone, random);

    /// <summary>One layer.</summary>
    internal static MixingStep Monotone(int n, double strength, RandomStream random)
    {
        var rows = MixingBlocks.Normal(2 * n, n, random.Split("rows")).NormalizeRows(2) * 1.5;
        var (a, transposed) = (rows.ToRowMajorArray(), rows.Transpose().ToRowMajorArray());
        var b = MixingBlocks.Uniform(2 * n, -1, 1, random.Split("bias"));
        return new MixingStep(n, (h, x) =>
        {
            Span<Dual> hidden = stackalloc Dual[2 * n];
            MixingBlocks.Multiply(a, h, hidden);
            for (var k = 0; k < hidden.Length; k++)
                hidden[k] = Dual.Tanh(hidden[k] + b[k]);
            MixingBlocks.Multiply(transposed, hidden, x);
            for (var i = 0; i < n; i++)
                x[i] = 1 / (1 + strength) * (h[i] + strength * x[i]);
        });
    }
}
