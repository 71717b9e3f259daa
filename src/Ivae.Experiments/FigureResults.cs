using System.Globalization;
using Ivae.Evaluation;

namespace Ivae.Experiments;

/// <summary>The rows of a figure, ready to be drawn and judged.</summary>
/// <param name="Figure">The figure.</param>
/// <param name="Settings">What decided the runs.</param>
/// <param name="Rows">Every run with what it showed.</param>
internal sealed record FigureResults(
    Reproduction Figure, ReproductionSettings Settings, IReadOnlyList<(FigurePoint Point, RunRow Row)> Rows)
{
    private const double Close = ExperimentDecisions.Close;

    /// <summary>The published numbers, where there are any.</summary>
    public PublishedFigure? Published { get; } = PublishedFigure.Find(Figure.Name);

    /// <summary>Names of the methods run, in order.</summary>
    public IReadOnlyList<string> Series { get; } = [.. Rows.Select(row => row.Point.Series).Distinct()];

    /// <summary>The same, and then those that only have published values.</summary>
    public IReadOnlyList<string> AllSeries =>
        Published is null ? Series : [.. Series.Concat(Published.Series.Keys).Distinct()];

    /// <summary>Abscissae of a method, ascending.</summary>
    public double[] Xs(string series) =>
        [.. Rows.Where(row => row.Point.Series == series).Select(row => row.Point.X).Distinct().Order()];

    /// <summary>The rows of a method at an abscissa, one a seed.</summary>
    public IReadOnlyList<RunRow> At(string series, double x) =>
        [.. Rows.Where(row => row.Point.Series == series && row.Point.X == x).Select(row => row.Row)];

    /// <summary>Mean score over seeds, with its interval.</summary>
    public MeanInterval Score(string series, double x)
    {
        double[] scores = [.. At(series, x).Select(Figure.Score).OfType<double>()];
        return Figure.IsShare ? MeanInterval.OfShare(scores) : MeanInterval.Of(scores);
    }

    /// <summary>The claim that one method is ahead of others at all given abscissae, judged seed by seed.</summary>
    public Claim Order(string sentence, string first, IReadOnlyList<string> others, params double[] xs)
    {
        var worst = ClaimOutcome.Confirmed;
        var evidence = new List<string>();
        foreach (var x in xs)
            foreach (var other in others)
            {
                var difference = MeanInterval.Of(
                    [.. At(first, x).Zip(At(other, x), (a, b) => Figure.Score(a) - Figure.Score(b)).OfType<double>()]);
                var outcome = !(difference.Mean > 0) ? ClaimOutcome.NotConfirmed
                    : difference.Count > 1 && difference.Low > 0 ? ClaimOutcome.Confirmed
                    : ClaimOutcome.Open;
                worst = outcome > worst ? outcome : worst;
                evidence.Add($"{first} − "
                    + $"{other}{(xs.Length > 1 ? string.Create(CultureInfo.InvariantCulture, $" at {x}") : "")}: "
                    + $"{difference}");
            }

        return new Claim(sentence, worst, string.Join("; ", evidence) + ".");
    }

    /// <summary>The claim that our mean is close to the published value.</summary>
    public Claim Near(string series, double x)
    {
        var (score, published) = (Score(series, x), Published!.At(series, x)!.Value);
        var sentence = string.Create(CultureInfo.InvariantCulture, $"{series} reaches {published:F3}, within {Close}.");
        var evidence = string.Create(CultureInfo.InvariantCulture,
            $"Ours {score}, {score.Mean - published:+0.000;−0.000} from the published value.");
        return Claim.Of(sentence, Math.Abs(score.Mean - published) <= Close, evidence) with { IsValue = true };
    }

    /// <summary>The claims of the product's defaults: above every published value, abscissa by abscissa.</summary>
    public IEnumerable<Claim> Beats() => Xs(Series[0]).Where(x => Best(x) is not null).Select(x =>
    {
        var (score, (name, value)) = (Score(Series[0], x), Best(x)!.Value);
        var at = Published!.X.Length > 1 ? string.Create(CultureInfo.InvariantCulture, $" at {Figure.XLabel} {x}") : "";
        return Claim.Of(string.Create(CultureInfo.InvariantCulture, $"The defaults beat every published value{at}: "
            + $"{value:F3} ({name})."), score.Mean > value, $"Ours {score}.");
    });

    private (string Name, double Value)? Best(double x) => Published!.Series.Keys
        .Where(series => !series.StartsWith("supervised", StringComparison.Ordinal))
        .Select(series => (series, Value: Published.At(series, x))).Where(entry => entry.Value is not null)
        .Select(entry => ((string, double)?)(entry.series, entry.Value!.Value)).MaxBy(entry => entry!.Value.Item2);
}
