using System.Globalization;

namespace Ivae.Reporting.Plotting;

/// <summary>A continuous map from [0, 1] to colours, straight between control points.</summary>
internal sealed class ColourMap
{
    private readonly int[] points;

    private ColourMap(params int[] points) => this.points = points;

    /// <summary>
    /// Dark violet to yellow with evenly rising lightness, after the map "viridis" (van der Walt and Smith, 2015).
    /// </summary>
    public static ColourMap Sequential { get; } =
        new(0x440154, 0x472D7B, 0x3B528B, 0x2C728E, 0x21918C, 0x28AE80, 0x5EC962, 0xADDC30, 0xFDE725);

    /// <summary>Blue over white to red, for signed values with a meaningful zero in the middle.</summary>
    public static ColourMap Diverging { get; } =
        new(0x1F4E8C, 0x3B7BBB, 0x7FB0D8, 0xC5DDEE, 0xF7F7F7, 0xF8D3C0, 0xEA9A7C, 0xCB4F48, 0x94192C);

    /// <summary>The colour at <paramref name="position"/>, cut to [0, 1], as <c>#rrggbb</c>.</summary>
    public string At(double position)
    {
        var place = Math.Clamp(position, 0, 1) * (points.Length - 1);
        var left = Math.Min((int)place, points.Length - 2);
        var colour = 0;
        for (var shift = 16; shift >= 0; shift -= 8)
        {
            var (from, to) = ((points[left] >> shift) & 255, (points[left + 1] >> shift) & 255);
            colour |= (int)Math.Round(from + (place - left) * (to - from)) << shift;
        }

        return "#" + colour.ToString("x6", CultureInfo.InvariantCulture);
    }
}
