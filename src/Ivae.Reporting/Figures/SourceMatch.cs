using Ivae.Reporting.Plotting;

namespace Ivae.Reporting.Figures;

/// <summary>
/// A true source beside the latent matched to it, both standardised, the latent turned to the sign of the source.
/// </summary>
internal sealed record SourceMatch(int Source, int Latent, double Correlation, double[] Truth, double[] Recovered)
{
    private const int Most = 12;

    /// <summary>The matched pairs of a report, the first twelve.</summary>
    public static IReadOnlyList<SourceMatch> Of(RunReport report)
    {
        if (report.Sources is not { } sources || report.Rows == 0)
            return [];
        return [.. Enumerable.Range(0, sources.Columns).Where(source => report.Matching[source] >= 0).Take(Most)
            .Select(source =>
            {
                var latent = report.Matching[source];
                var (truth, recovered) =
                    (Statistics.Column(sources, source), Statistics.Column(report.Latents, latent));
                var correlation = Statistics.Correlation(truth, recovered);
                return new SourceMatch(source, latent, correlation,
                    Statistics.Standardised(truth), Statistics.Standardised(recovered, correlation < 0 ? -1 : 1));
            })];
    }

    /// <summary>Name of the latent, with a minus sign where it was turned.</summary>
    public string LatentName => $"{(Correlation < 0 ? "−" : "")}z{Latent + 1}";

    public string Title => $"s{Source + 1} and {LatentName}: |r| = {Ticks.Fixed(Math.Abs(Correlation), 3)}";
}
