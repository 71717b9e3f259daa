namespace Ivae.Reporting.Plotting;

/// <summary>
/// A closed interval of the real line; <see cref="Empty"/> holds nothing and leaves every union as it was.
/// </summary>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
internal readonly record struct Interval(double Low, double High)
{
    /// <summary>The interval that holds no number.</summary>
    public static Interval Empty => new(double.PositiveInfinity, double.NegativeInfinity);

    /// <summary>Length, not positive for a point or for nothing.</summary>
    public double Length => High - Low;

    /// <summary>The smallest interval that holds every finite number of <paramref name="values"/>.</summary>
    public static Interval Of(ReadOnlySpan<double> values)
    {
        var (low, high) = Empty;
        foreach (var value in values)
        {
            if (!double.IsFinite(value))
                continue;
            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }

        return new Interval(low, high);
    }

    /// <summary>
    /// An interval for drawing data with outliers: from the 0.5 % to the 99.5 % quantile, widened by a third of its
    /// length at both ends, but never beyond the data.
    /// </summary>
    public static Interval Robust(ReadOnlySpan<double> values)
    {
        var sorted = new List<double>(values.Length);
        foreach (var value in values)
            if (double.IsFinite(value))
                sorted.Add(value);
        if (sorted.Count == 0)
            return Empty;
        sorted.Sort();
        var low = sorted[(int)(0.005 * (sorted.Count - 1))];
        var high = sorted[(int)Math.Ceiling(0.995 * (sorted.Count - 1))];
        var margin = (high - low) / 3;
        return new Interval(Math.Max(sorted[0], low - margin), Math.Min(sorted[^1], high + margin));
    }

    /// <summary>The smallest interval that holds both.</summary>
    public Interval Union(Interval other) => new(Math.Min(Low, other.Low), Math.Max(High, other.High));

    /// <summary>The interval made longer by <paramref name="share"/> of its length at both ends.</summary>
    public Interval Widened(double share) => new(Low - share * Length, High + share * Length);

    /// <summary>An interval one can draw on: nothing becomes [0, 1], a point gets room around it.</summary>
    internal Interval Drawable()
    {
        if (!(Low <= High))
            return new Interval(0, 1);
        if (Length > 1e-9 * Math.Max(Math.Abs(Low), Math.Abs(High)))
            return this;
        var room = Low == 0 ? 1 : Math.Abs(Low) * 0.05;
        return new Interval(Low - room, High + room);
    }
}
