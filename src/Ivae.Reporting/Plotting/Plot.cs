namespace Ivae.Reporting.Plotting;

/// <summary>Marks over one pair of axes.</summary>
internal sealed record Plot
{
    /// <summary>Short title above the plot.</summary>
    public string Title { get; init; } = "";

    /// <summary>Horizontal axis.</summary>
    public Axis X { get; init; } = new();

    /// <summary>Vertical axis.</summary>
    public Axis Y { get; init; } = new();

    /// <summary>What is drawn, the hindmost first.</summary>
    public required IReadOnlyList<Mark> Marks { get; init; }

    /// <summary>Height of the area of the marks in pixels.</summary>
    public double Height { get; init; } = 220;

    /// <summary>Whether axes, grid and frame are drawn; without them a plot is a place for text.</summary>
    public bool Framed { get; init; } = true;
}
