using Ivae.Simulation.Worlds;

namespace Ivae.Bench.Trust;

/// <summary>
/// The worlds of the benchmark of verdicts: some whose latents can be found, others that are wrong in one way each. A
/// third of the kinds was left alone while rules and thresholds were made.
/// </summary>
internal static class TrustWorlds
{
    private static readonly WorldOptions Usual = new() { Rows = 4000 };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<TrustWorld> All { get; } =
    [
        .. Of("recoverable", Pairs("linear laplace", "affine-coupling gaussian", "residual laplace",
            "spiral gaussian", "triangular gaussian", "products gaussian", "near-linear skewed",
            "strong-residual gaussian", "affine-coupling student-t", "linear uniform", "leaky-relu gaussian",
            "triangular laplace", "products laplace", "residual gaussian")),
        .. Of("scales only", Pairs("affine-coupling gaussian", "spiral gaussian", "residual laplace"),
            o => o with { MeanSpread = 0 }),
        .. Of("hard mixing", Pairs("spline-coupling gaussian", "spline-coupling laplace", "spline-coupling ar1",
            "fourier laplace"), o => o with { Latent = 2 + o.Mixing.Length % 2 }),
        .. Of("few rows", Pairs("linear laplace", "affine-coupling gaussian", "spiral gaussian", "residual gaussian"),
            o => o with { Rows = 500, Levels = 10 }),
        .. Of("noise 10 %", Pairs("linear laplace", "affine-coupling gaussian", "residual gaussian"),
            o => o with { Observed = 8, Noise = 0.1 }),
        .. Of("noise 50 %", Pairs("fourier gaussian", "affine-coupling gaussian", "linear gaussian"),
            o => o with { Observed = 8, Noise = 0.5 }),
        .. Of("three levels", Pairs("affine-coupling gaussian", "linear gaussian", "spiral gaussian"),
            o => o with { Levels = 3 }),
        .. Of("numeric u", Pairs("affine-coupling gaussian", "linear laplace"), o => o with { U = "numeric" }),
        .. Of("u says nothing", Pairs("affine-coupling gaussian", "linear laplace", "spiral gaussian"),
            change: w => w with { IsShuffled = true }),
        .. Of("u says nothing, few rows", Pairs("affine-coupling gaussian", "linear laplace", "spiral gaussian",
            "residual laplace"), o => o with { Rows = 600, Levels = 10, Latent = 2 },
            w => w with { IsShuffled = true }),
        .. Of("means only", Pairs("affine-coupling gaussian", "spiral gaussian", "linear gaussian"),
            o => o with { ScaleLow = 1, ScaleHigh = 1 }),
        .. Of("rotates with u", Pairs("affine-coupling gaussian", "linear gaussian", "residual laplace"),
            change: w => w with { Before = Alterations.RotatesWithLevel }),
        .. Of("covariance of each level", Pairs("affine-coupling gaussian", "linear laplace", "residual gaussian"),
            change: w => w with { Before = Alterations.CovaryByLevel }),
        .. Of("shared part", Pairs("affine-coupling gaussian", "linear gaussian", "spiral gaussian"),
            change: w => w with { OfTruth = Alterations.ShareAPart }),
        .. Of("signs alike", Pairs("affine-coupling gaussian", "linear laplace"),
            change: w => w with { OfTruth = Alterations.SignsAlike }),
        .. Of("common volatility", Pairs("affine-coupling gaussian", "linear gaussian"),
            change: w => w with { OfTruth = Alterations.CommonVolatility }),
        .. Of("hidden source", Pairs("affine-coupling gaussian", "linear gaussian", "residual laplace"),
            change: w => w with { After = Alterations.HiddenSource }),
        .. Of("five sources in three columns", Pairs("affine-coupling gaussian", "linear laplace"),
            o => o with { Latent = 5 }, w => w with { After = Alterations.DropColumns }),

        .. KeptBack("mixing drifts", Pairs("affine-coupling gaussian", "linear laplace", "residual gaussian"),
            change: w => w with { Before = Alterations.Drifts }),
        .. KeptBack("two mixings", Pairs("affine-coupling gaussian", "linear laplace", "linear gaussian"),
            change: w => w with { Before = Alterations.TwoMixings }),
        .. KeptBack("size follows another", Pairs("affine-coupling gaussian", "linear gaussian", "residual laplace"),
            change: w => w with { OfTruth = Alterations.SizeFollows }),
        .. KeptBack("extremes together", Pairs("affine-coupling gaussian", "linear gaussian"),
            change: w => w with { OfTruth = Alterations.ExtremesTogether }),
        .. KeptBack("folded", Pairs("affine-coupling gaussian", "linear laplace", "residual gaussian"),
            change: w => w with { OfTruth = Alterations.Folds }),
        .. KeptBack("saturated", Pairs("affine-coupling gaussian", "linear gaussian"),
            change: w => w with { After = Alterations.Saturates }),
        .. KeptBack("rounded", Pairs("affine-coupling gaussian", "linear laplace"),
            change: w => w with { After = Alterations.Rounds }),
        .. KeptBack("wrong labels", Pairs("affine-coupling gaussian", "residual laplace", "spiral gaussian"),
            o => o with { WrongLabels = 0.3 }),
        .. KeptBack("two sources", Pairs("affine-coupling gaussian", "spiral gaussian", "residual laplace",
            "triangular gaussian", "products gaussian"), o => o with { Latent = 2 }),
        .. KeptBack("five sources", Pairs("affine-coupling gaussian", "residual gaussian", "linear laplace",
            "products gaussian", "triangular skewed"), o => o with { Latent = 5, Levels = 30, Rows = 8000 }),
    ];

    private static string[][] Pairs(params string[] names) => [.. names.Select(name => name.Split(' '))];

    private static IEnumerable<TrustWorld> Of(string kind, string[][] pairs,
        Func<WorldOptions, WorldOptions>? options = null, Func<TrustWorld, TrustWorld>? change = null) =>
        pairs.Select(pair =>
        {
            var usual = Usual with { Mixing = pair[0], Sources = [pair[1]] };
            var world = new TrustWorld(kind, options?.Invoke(usual) ?? usual);
            return change?.Invoke(world) ?? world;
        });

    private static IEnumerable<TrustWorld> KeptBack(string kind, string[][] pairs,
        Func<WorldOptions, WorldOptions>? options = null, Func<TrustWorld, TrustWorld>? change = null) =>
        Of(kind, pairs, options, change).Select(world => world with { IsKeptBack = true });
}
