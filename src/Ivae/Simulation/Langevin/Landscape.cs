namespace Ivae.Simulation.Langevin;

/// <summary>
/// U(x, z1, z2, z3, u1, u2) = −clip(z1, .1, 3) G(x, −1, .45) − clip(z2, .1, 3) G(x, 1, .45) + clip(z3, .05, 3)
/// G(x, 0, .5) + .08 x⁴ + the wells of each other latent by itself; G(q, c, s) = e^(−(q − c)²/(2s²)).
/// </summary>
internal static class Landscape
{
    /// <summary>Number of latents n.</summary>
    public const int Latents = 6;

    private static readonly (double Sign, double Centre, double Deviation, double Least)[] Gates =
        [(-1, -1, 0.45, 0.1), (-1, 1, 0.45, 0.1), (1, 0, 0.5, 0.05)]; // of z1, z2, z3

    private const double Most = 3; // of a clipped latent

    private static readonly Well[] Wells =
    [
        new([], 0.08, 0),
        TwoWells(0.5, 1.5),
        TwoWells(0.5, 1.5),
        TwoWells(0.2, 1.2),
        new([(-1, -1, 0.45), (-1, 1, 0.45), (0.5, 0, 0.5)], 0.08, 0),
        new([(-1, -1, 0.35), (-1, 0, 0.35), (-1, 1, 0.35), (0.5, -0.5, 0.25), (0.5, 0.5, 0.25)], 0.06, 0),
    ];

    /// <summary>U of latents <c>[n]</c>.</summary>
    public static double Energy(ReadOnlySpan<double> z)
    {
        var energy = 0.0;
        for (var i = 0; i < Latents; i++)
            energy += Wells[i].Energy(z[i]);
        for (var gate = 0; gate < Gates.Length; gate++)
        {
            var (sign, centre, deviation, least) = Gates[gate];
            energy += sign * Math.Clamp(z[gate + 1], least, Most) * Bump(z[0], centre, deviation);
        }

        return energy;
    }

    /// <summary>∇U <c>[n]</c> of latents <c>[n]</c>.</summary>
    public static void Gradient(ReadOnlySpan<double> z, Span<double> gradient)
    {
        for (var i = 0; i < Latents; i++)
            gradient[i] = Wells[i].Slope(z[i]);
        for (var gate = 0; gate < Gates.Length; gate++)
        {
            var (sign, centre, deviation, least) = Gates[gate];
            var (q, bump) = (z[gate + 1], sign * Bump(z[0], centre, deviation));
            gradient[0] -= Math.Clamp(q, least, Most) * bump * (z[0] - centre) / (deviation * deviation);
            gradient[gate + 1] += q > least && q < Most ? bump : 0;
        }
    }

    private static Well TwoWells(double low, double high) => new(
        [(-1, low, 0.25), (-1, high, 0.25), (0.4, (low + high) / 2, 0.3)], 0.05, (low + high) / 2);

    private static double Bump(double q, double centre, double deviation)
    {
        var e = (q - centre) / deviation;
        return Math.Exp(-e * e / 2);
    }

    /// <summary>Σ h G(q, c, s) + k (q − m)⁴.</summary>
    private sealed record Well(
        (double Height, double Centre, double Deviation)[] Bumps, double Quartic, double Middle)
    {
        public double Energy(double q)
        {
            var energy = Quartic * Math.Pow(q - Middle, 4);
            foreach (var (height, centre, deviation) in Bumps)
                energy += height * Bump(q, centre, deviation);
            return energy;
        }

        public double Slope(double q)
        {
            var e = q - Middle;
            var slope = 4 * Quartic * e * e * e;
            foreach (var (height, centre, deviation) in Bumps)
                slope -= height * Bump(q, centre, deviation) * (q - centre) / (deviation * deviation);
            return slope;
        }
    }
}
