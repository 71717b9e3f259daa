using System.Globalization;
using Ivae.Distributions;
using Ivae.Methods;
using Ivae.Reporting.Plotting;
using Ivae.Simulation;

namespace Ivae.Experiments.Figures;

/// <summary>The pinwheel of Mathieu et al. 2019: a prior with clusters gives clusters.</summary>
internal static class PinwheelFigure
{
    private const string Mixture = "mixture of four Gaussians", Isotropic = "isotropic Gaussian";

    public static Reproduction Make() => new()
    {
        Name = "pinwheel",
        Title = "Pinwheel: latents that decompose into clusters",
        Setting = "Four arms of 100 points, radial deviation .1, tangential .3, rate .25 (Mathieu, Rainforth, "
            + "Siddharth and Teh 2019); decomposition objective with α = 10 and β = .1, 3000 steps of 128 rows, under "
            + "both presets.",
        YLabel = "cluster purity",
        Score = row => row.Purity,
        Points = settings => PaperSettings.Points(settings, "pinwheel", SimulationPresets.All["pinwheel"], 1,
            (Mixture, seed => Options(seed, PriorShape.Mixture)),
            (Isotropic, seed => Options(seed, PriorShape.Isotropic)))
            .Select(point => point with { Run = point.Run with { Clustered = true, TestPart = 0.1, Shown = 400 } }),
        Draw = Draw,
        Claims = Claims,
        OurClaims = Claims,
    };

    private static IvaeOptions Options(ulong seed, PriorShape shape) => new()
    {
        Method = new DecompositionMethod
        {
            Alpha = 10,
            Beta = 0.1,

            // Spread first weights lose a mode or two in most runs.
            Posterior = new() { Network = new() { Initialiser = Networks.Initialiser.Xavier } },
        },
        Prior = new() { Shape = new() { Kind = shape } },
        Training = new() { Steps = 3000, HeldOut = 0.1 },
        Likelihood = new() { Network = new() { Initialiser = Networks.Initialiser.Xavier } },
        Seed = seed,
    };

    private static IEnumerable<Claim> Claims(FigureResults results)
    {
        string Said(string prior) => string.Join(", ", results.At(prior, 1).Select(row =>
            string.Create(CultureInfo.InvariantCulture, $"{row.Clusters} clusters of purity {row.Purity:F3}")));
        yield return Claim.Of("A mixture prior gives four clusters, one an arm (purity at least .95).",
            results.At(Mixture, 1).All(row => row is { Clusters: 4, Purity: >= 0.95 }), Said(Mixture) + ".");
        yield return Claim.Of("An isotropic Gaussian prior does not.",
            results.At(Isotropic, 1).All(row => row.Clusters != 4 || row.Purity < 0.95), Said(Isotropic) + ".");
    }

    private static Figure Draw(FigureResults results)
    {
        var codes = results.Rows[0].Point.Run.Data.Load().Auxiliary.Categorical[0].Codes;
        Plot Of(string prior)
        {
            var row = results.At(prior, 1)[0];
            return FigureDrawing.Scatter(
                prior, "z1", "z2", row.ShownRows.Zip(row.Latents, (r, z) => (z[0], z[1], codes[r])));
        }

        return new Figure
        {
            Title = results.Figure.Title,
            Description =
                "Latents of the held-out points (a tenth) of the first data set under two priors. Colours: arm.",
            Columns = 2,
            Plots = [Of(Mixture), Of(Isotropic)],
        };
    }
}
