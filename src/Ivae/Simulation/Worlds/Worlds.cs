using System.Globalization;

namespace Ivae.Simulation.Worlds;

/// <summary>
/// The worlds of the benchmark: every kind of mixing, source and u, and what else differs between anybody's data, one
/// thing at a time.
/// </summary>
internal static class Worlds
{
    private static readonly WorldOptions Usual = new();

    /// <summary>All of them, mostly of 8000 rows.</summary>
    public static IReadOnlyList<WorldCase> All { get; } =
    [
        .. World.SourceKinds.Keys.Select(kind => Of("linear", kind)),
        Of("linear", "laplace,uniform,skewed"),
        Of("near-linear", "gaussian"),
        Of("near-linear", "student-t"),
        Of("near-linear", "skewed"),

        Of("residual", "gaussian"),
        Of("residual", "laplace"),
        Of("residual", "uniform"),
        Of("strong-residual", "gaussian", "20000 rows", o => o with { Rows = 20_000 }),
        Of("strong-residual", "laplace"),
        Of("strong-residual", "skewed"),

        Of("spiral", "gaussian", "n 2, unequal", o => o with { Latent = 2, U = "unequal", Levels = 30 }),
        Of("spiral", "gaussian", "n 4", o => o with { Latent = 4 }),
        Of("spiral", "laplace", "n 4, 20000 rows", o => o with { Latent = 4, Rows = 20_000 }),
        Of("spiral", "gaussian", "n 4, scales only", o => o with { Latent = 4, MeanSpread = 0 }),
        Of("spiral", "two-peaked"),
        Of("spiral", "gaussian", "gentle", o => o with { Strength = 0.7 }),

        Of("triangular", "gaussian"),
        Of("triangular", "laplace"),
        Of("triangular", "sparse"),
        Of("triangular", "skewed"),
        Of("products", "gaussian", "n 4", o => o with { Latent = 4 }),
        Of("products", "student-t", "n 4", o => o with { Latent = 4 }),
        Of("products", "gaussian", "n 4, scales only", o => o with { Latent = 4, MeanSpread = 0 }),
        Of("products", "laplace"),
        Of("products", "uniform"),

        Of("affine-coupling", "gaussian"),
        Of("affine-coupling", "skewed", "n 4", o => o with { Latent = 4 }),
        Of("affine-coupling", "student-t"),
        Of("affine-coupling", "garch"),
        Of("spline-coupling", "gaussian"),
        Of("spline-coupling", "laplace"),
        Of("spline-coupling", "two-peaked"),
        Of("spline-coupling", "ar1"),
        Of("leaky-relu", "gaussian"),
        Of("leaky-relu", "laplace"),
        Of("leaky-relu", "sparse"),
        Of("leaky-relu", "gaussian", "8 layers", o => o with { Layers = 8 }),

        .. new[] { 0, 0.01, 0.1, 0.2, 0.5 }.Select(share =>
            Of("fourier", "gaussian", Noise(share), o => o with { Noise = share })),
        Of("fourier", "laplace", "n 2", o => o with { Latent = 2 }),
        Of("bumps", "gaussian", "n 4", o => o with { Latent = 4 }),
        Of("bumps", "laplace", "n 2", o => o with { Latent = 2 }),
        Of("bumps", "gaussian", "n 4, noise 10 %", o => o with { Latent = 4, Noise = 0.1 }),

        Of("affine-coupling", "gaussian", "3 levels", o => o with { Levels = 3 }),
        Of("affine-coupling", "gaussian", "200 levels", o => o with { Levels = 200 }),
        Of("affine-coupling", "gaussian", "unequal levels", o => o with { U = "unequal" }),
        Of("affine-coupling", "gaussian", "numeric u", o => o with { U = "numeric" }),
        Of("affine-coupling", "gaussian", "two numeric u", o => o with { U = "two-numeric" }),
        Of("affine-coupling", "gaussian", "two categorical u", o => o with { U = "two-categorical" }),
        Of("affine-coupling", "gaussian", "20 % wrong labels", o => o with { WrongLabels = 0.2 }),
        Of("affine-coupling", "gaussian", "shifted borders", o => o with { ShiftedBorders = 0.25 }),
        Of("residual", "laplace", "20 % wrong labels", o => o with { WrongLabels = 0.2 }),
        Of("linear", "laplace", "shifted borders", o => o with { ShiftedBorders = 0.25 }),
        Of("linear", "laplace", "numeric u", o => o with { U = "numeric" }),

        Of("affine-coupling", "gaussian", "scales only", o => o with { MeanSpread = 0 }),
        Of("affine-coupling", "laplace", "means only", o => o with { ScaleLow = 1, ScaleHigh = 1 }),
        Of("linear", "laplace", "nothing moves", o => o with { MeanSpread = 0, ScaleLow = 1, ScaleHigh = 1 }),
        Of("triangular", "laplace", "scales only", o => o with { MeanSpread = 0 }),
        Of("triangular", "sparse", "scales only", o => o with { MeanSpread = 0 }),

        Of("linear", "laplace", "500 rows", o => o with { Rows = 500, Levels = 10 }),
        Of("affine-coupling", "gaussian", "500 rows", o => o with { Rows = 500, Levels = 10 }),
        Of("affine-coupling", "gaussian", "2000 rows", o => o with { Rows = 2000 }),
        Of("affine-coupling", "gaussian", "50000 rows", o => o with { Rows = 50_000 }),
        Of("linear", "gaussian", "200000 rows", o => o with { Rows = 200_000 }),

        Of("affine-coupling", "gaussian", "n 2", o => o with { Latent = 2 }),
        Of("affine-coupling", "gaussian", "n 5", o => o with { Latent = 5 }),
        Of("residual", "gaussian", "n 10, 40 levels", o => o with { Latent = 10, Levels = 40 }),
        Of("linear", "laplace", "n 20, 60 levels", o => o with { Latent = 20, Levels = 60 }),

        .. new[] { 0.01, 0.1, 0.5 }.Select(share =>
            Of("affine-coupling", "gaussian", $"10 columns, {Noise(share)}", o => Wide(o, share))),
        Of("linear", "laplace", "10 columns, noise 10 %", o => Wide(o, 0.1)),
        Of("linear", "gaussian", "2 of 4 asked", o => o with { Latent = 4 }, 2),
        Of("affine-coupling", "gaussian", "2 of 4 asked", o => o with { Latent = 4 }, 2),
        Of("affine-coupling", "gaussian", "6 of 4 asked", o => o with { Latent = 4, Observed = 8, Noise = 0.01 }, 6),
    ];

    private static WorldCase Of(
        string mixing,
        string sources,
        string special = "",
        Func<WorldOptions, WorldOptions>? change = null,
        int? asked = null)
    {
        var options = Usual with { Mixing = mixing, Sources = sources.Split(',') };
        options = change?.Invoke(options) ?? options;
        var name = $"{mixing} {sources}" + (special.Length > 0 ? $", {special}" : "");
        return new WorldCase(name, options) { LatentsAsked = asked ?? options.Latent };
    }

    private static WorldOptions Wide(WorldOptions options, double noise) =>
        options with { Observed = 10, Noise = noise };

    private static string Noise(double share) =>
        share == 0 ? "no noise" : string.Create(CultureInfo.InvariantCulture, $"noise {100 * share:g3} %");
}
