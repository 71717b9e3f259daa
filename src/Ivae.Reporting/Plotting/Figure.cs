namespace Ivae.Reporting.Plotting;

/// <summary>One picture: plots in a grid with aligned axes, under one key that explains colours.</summary>
internal sealed record Figure
{
    /// <summary>What the picture shows; read out by screen readers and used as the heading of the caption.</summary>
    public required string Title { get; init; }

    /// <summary>One or more sentences for those who cannot see the picture, and for the caption.</summary>
    public required string Description { get; init; }

    /// <summary>The plots, row after row; <see langword="null"/> leaves a place free.</summary>
    public required IReadOnlyList<Plot?> Plots { get; init; }

    /// <summary>Number of plots side by side.</summary>
    public int Columns { get; init; } = 1;

    /// <summary>Width in pixels; the height follows from the plots.</summary>
    public double Width { get; init; } = 600;

    /// <summary>Room between neighbouring plots in pixels, in addition to that for labels.</summary>
    public double Gap { get; init; } = 14;

    /// <summary>Explanations of continuous colours, in addition to the key made of the named marks.</summary>
    public IReadOnlyList<ColourScale> Scales { get; init; } = [];

    /// <summary>
    /// The picture as a file of its own: SVG on white, without scripts, style sheets or outside resources.
    /// </summary>
    public string ToSvg() => new FigureLayout(this).Render(standalone: true);

    /// <summary>
    /// The picture for a paper, laid out anew for its width: text is 7 pt high at any width, in the fonts of papers.
    /// </summary>
    /// <param name="millimetres">Width.</param>
    public string ToSvg(double millimetres) =>
        new FigureLayout(this with { Width = SvgWriter.Pixels(millimetres) }).Render(standalone: true, millimetres);

    /// <summary>The picture as an element of an HTML page, without a background.</summary>
    internal string ToInlineSvg() => new FigureLayout(this).Render(standalone: false);
}
