using Ivae.Reporting.Plotting;

namespace Ivae.Experiments;

/// <summary>
/// One published figure made again: the runs that it needs, how their rows become a picture, and what they say of the
/// claims.
/// </summary>
internal sealed record Reproduction
{
    /// <summary>Name on the command line and of its files.</summary>
    public required string Name { get; init; }

    /// <summary>What the figure shows.</summary>
    public required string Title { get; init; }

    /// <summary>The published setting, and what was chosen where it is not told or contradicts itself.</summary>
    public required string Setting { get; init; }

    /// <summary>What the abscissa is.</summary>
    public string XLabel { get; init; } = "";

    /// <summary>What the ordinate is.</summary>
    public string YLabel { get; init; } = "MCC, held out";

    /// <summary>The ordinate of a run.</summary>
    public Func<RunRow, double?> Score { get; init; } = row => row.Mcc;

    /// <summary>Whether the score of a run is 0 or 1, and that of a method a share.</summary>
    public bool IsShare { get; init; }

    /// <summary>Other numbers of a run, by name, which the table has beside the score.</summary>
    public IReadOnlyList<(string Name, Func<RunRow, double?> Of)> OtherScores { get; init; } = [];

    /// <summary>What files of others it can be made on; none otherwise.</summary>
    public string? DataFiles { get; init; }

    /// <summary>Whether it is made on those files only: there are no runs without them.</summary>
    public bool NeedsData { get; init; }

    /// <summary>The runs.</summary>
    public required Func<ReproductionSettings, IEnumerable<FigurePoint>> Points { get; init; }

    /// <summary>The picture.</summary>
    public Func<FigureResults, Figure> Draw { get; init; } = FigureDrawing.Curves;

    /// <summary>The claims with the settings of the paper.</summary>
    public required Func<FigureResults, IEnumerable<Claim>> Claims { get; init; }

    /// <summary>The claims with the defaults of the product.</summary>
    public Func<FigureResults, IEnumerable<Claim>> OurClaims { get; init; } =
        results => results.Published is null ? [] : results.Beats();

    /// <summary>What else is to be said, whatever the runs show.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>All figures.</summary>
    public static IReadOnlyList<Reproduction> All { get; } =
    [
        Figures.Figure1.Make(), Figures.Figure2.Epochs(), Figures.Figure2.Latents(), Figures.Figure3.Segments(),
        Figures.Figure3.Staircase(), Figures.Figure4.Make(),
        Figures.Figure6.Discrete(), Figures.Figure6.Dimension(), Figures.Figure6.BoundAgainstScore(),
        Figures.Figure7.Segments(), Figures.Figure7.Staircase(), Figures.Figure8.Make(), Figures.Figure9.Make(),
        Figures.IFlowBenchmark.Make(), Figures.IceBeemBenchmark.Make(), Figures.PinwheelFigure.Make(),
        Figures.GraphBenchmark.Make(),
    ];

    /// <summary>The figures that a name stands for: its name with or without "figure-", or all.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static IReadOnlyList<Reproduction> Named(string name) => name == "all" ? All
        : All.Where(figure => Short(figure.Name) == Short(name)).ToArray() is { Length: > 0 } found ? found
        : throw new ArgumentException($"There is no figure \"{name}\"; there are "
            + $"{string.Join(", ", All.Select(figure => figure.Name))}, and all.", nameof(name));

    private static string Short(string name) =>
        name.StartsWith("figure-", StringComparison.Ordinal) ? name["figure-".Length..] : name;
}
