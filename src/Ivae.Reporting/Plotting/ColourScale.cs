namespace Ivae.Reporting.Plotting;

/// <summary>Values turned into colours, with the words that explain the colours in the key of a figure.</summary>
/// <param name="Map">The colours.</param>
/// <param name="Range">Values of the two ends of the map.</param>
/// <param name="Label">What is shown, with its unit.</param>
internal sealed record ColourScale(ColourMap Map, Interval Range, string Label)
{
    /// <summary>A scale from blue to red that is white at zero and holds all <paramref name="values"/>.</summary>
    public static ColourScale Signed(ReadOnlySpan<double> values, string label)
    {
        var range = Interval.Of(values).Drawable();
        var reach = Math.Max(Math.Abs(range.Low), Math.Abs(range.High));
        return new ColourScale(ColourMap.Diverging, new Interval(-reach, reach), label);
    }

    /// <summary>A scale from dark to bright that holds all <paramref name="values"/>.</summary>
    public static ColourScale Rising(ReadOnlySpan<double> values, string label) =>
        new(ColourMap.Sequential, Interval.Of(values).Drawable(), label);

    /// <summary>The colour of a value; grey for what is not a number.</summary>
    public string Of(double value) =>
        double.IsNaN(value) ? Palette.Missing : Map.At((value - Range.Low) / Range.Length);
}
