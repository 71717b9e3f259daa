using System.Text.Json;

namespace Ivae.Experiments;

/// <summary>The published numbers of one figure, out of the embedded file published.json.</summary>
/// <param name="Source">Where they are from and how they were read.</param>
/// <param name="X">Abscissae.</param>
/// <param name="Series">A value for each abscissa, or none, by the name of the method.</param>
internal sealed record PublishedFigure(string Source, double[] X, Dictionary<string, double?[]> Series)
{
    private static readonly Lazy<Dictionary<string, PublishedFigure>> All = new(() =>
    {
        using var stream =
            typeof(PublishedFigure).Assembly.GetManifestResourceStream("Ivae.Experiments.published.json")!;
        return JsonSerializer.Deserialize(
            stream, ExperimentJson.Line.GetTypeInfo<Dictionary<string, PublishedFigure>>())!;
    });

    /// <summary>The numbers of a figure; none where a figure is a picture only.</summary>
    public static PublishedFigure? Find(string figure) => All.Value.GetValueOrDefault(figure);

    /// <summary>The published value, if there is one.</summary>
    public double? At(string series, double x) =>
        Series.TryGetValue(series, out var values) && Array.IndexOf(X, x) is >= 0 and var at ? values[at] : null;
}
