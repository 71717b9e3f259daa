namespace Ivae.Reporting.Plotting;

/// <summary>One axis of a plot; what is not said is found from the marks.</summary>
internal sealed record Axis
{
    /// <summary>Quantity and unit.</summary>
    public string Label { get; init; } = "";

    /// <summary>Values at the two ends; <see langword="null"/> takes those of the marks, with a little room.</summary>
    public Interval? Range { get; init; }

    /// <summary>Names at 0, 1, 2, … in place of numbers.</summary>
    public IReadOnlyList<string>? Categories { get; init; }

    /// <summary>Whether values grow leftwards or downwards, as the rows of a matrix do.</summary>
    public bool Reversed { get; init; }

    /// <summary>Whether ticks are labelled; inner plots of a grid share the labels of the outer ones.</summary>
    public bool Labelled { get; init; } = true;

    /// <summary>Whether grid lines are drawn at the ticks.</summary>
    public bool Grid { get; init; } = true;

    /// <summary>An axis of the names <paramref name="categories"/> with a slot for each.</summary>
    public static Axis Of(string label, IReadOnlyList<string> categories) =>
        new()
        {
            Label = label,
            Categories = categories,
            Range = new Interval(-0.5, Math.Max(categories.Count, 1) - 0.5),
            Grid = false,
        };
}
