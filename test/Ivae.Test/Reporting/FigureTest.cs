using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Ivae.Reporting.Plotting;

namespace Ivae.Test.Reporting;

public class FigureTest
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static Figure Of(params Mark[] marks) =>
        new()
        {
            Title = "A <title> & \"more\"",
            Description = "It's “described”.",
            Plots = [new Plot { Marks = marks }],
        };

    public static TheoryData<string, object> Marks(double[] x, double[] y) => new()
    {
        { "line", new LineMark(x, y) { Name = "a" } },
        { "points", new PointMark(x, y) { Name = "b" } },
        { "band", new BandMark(x, y, y) { Name = "c" } },
        { "bars", new BarMark(x, y, 0.8) { Name = "d" } },
        { "rule", new RuleMark(y.FirstOrDefault(), "here") },
        { "text", new TextMark(0, y.FirstOrDefault(), "words") },
        { "regions", new RegionMark([.. y.Select(value => new Interval(value, value + 1))]) { Name = "e" } },
        { "heat map", new HeatMapMark(new double[,] { { y.FirstOrDefault() } }, ColourScale.Signed(y, "value")) },
    };

    [Theory]
    [MemberData(nameof(Marks), new double[] { }, new double[] { })]
    [MemberData(nameof(Marks), new[] { 1.0 }, new[] { 5.0 })]
    [MemberData(
        nameof(Marks), new[] { 1.0, 2, 3 }, new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity })]
    [MemberData(nameof(Marks), new[] { 1.0, 2, 3 }, new[] { 4.0, 4, 4 })]
    [MemberData(nameof(Marks), new[] { 1.0, 2, 3 }, new[] { -1e300, 0, 1e300 })]
    public void Every_mark_draws_well_formed_svg_of_whatever_data(string kind, object mark)
    {
        var svg = Of((Mark)mark).ToSvg();
        Assert.Equal(Svg + "svg", XDocument.Parse(svg).Root!.Name);
        Assert.False(svg.Contains("NaN") || svg.Contains("Infinity") || svg.Contains('∞'), $"{kind}: {svg}");
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(12, true)]
    [InlineData(60, false)]
    public void Cells_of_a_heat_map_have_numbers_all_or_none(int columns, bool fits)
    {
        var values = new double[2, columns];
        for (var i = 0; i < values.Length; i++)
            values[i % 2, i / 2] = i % 3 == 0 ? -0.22 : 0.22;
        var scale = ColourScale.Signed([.. values.Cast<double>()], "value");
        var numbers = XDocument.Parse(Of(new HeatMapMark(values, scale)).ToSvg()).Descendants(Svg + "text")
            .Count(text => text.Value.TrimStart('−').StartsWith("0.2", StringComparison.Ordinal)
                && text.Attribute("text-anchor")?.Value == "middle"
                && text.Attribute("fill")!.Value is "#fff" or "#000");
        Assert.Equal(fits ? 2 * columns : 0, numbers);
    }

    [Fact]
    public void A_figure_without_plots_is_an_empty_picture() =>
        XDocument.Parse(new Figure { Title = "", Description = "", Plots = [] }.ToSvg());

    [Fact]
    public void Screen_readers_get_role_title_and_description()
    {
        var root = XDocument.Parse(Of().ToSvg()).Root!;
        Assert.Equal("img", root.Attribute("role")!.Value);
        Assert.Equal("A <title> & \"more\"", root.Element(Svg + "title")!.Value);
        Assert.Equal("It's “described”.", root.Element(Svg + "desc")!.Value);
    }

    [Theory]
    [InlineData("<b>&\"'", "&lt;b&gt;&amp;&quot;&#39;")]
    [InlineData("春 ü \U0001F9E0", "春 ü \U0001F9E0")]
    [InlineData("a\u0001b\u007fc\nd", "a\uFFFDb\uFFFDc d")]
    public void Text_is_escaped_and_freed_of_what_xml_forbids(string words, string expected) =>
        Assert.Equal(expected, SvgWriter.Escape(words));

    [Fact]
    public void Half_a_surrogate_pair_is_replaced() =>
        Assert.Equal("a\uFFFDb", SvgWriter.Escape("a" + (char)0xD800 + "b"));

    [Theory]
    [InlineData(-0.001, "0")]
    [InlineData(1.005001, "1.01")]
    [InlineData(123456.789, "123456.79")]
    public void Coordinates_have_at_most_two_decimals_and_no_negative_zero(double value, string expected) =>
        Assert.Equal(expected, SvgWriter.Number(value));

    [Fact]
    public void A_line_of_a_million_points_stays_small_and_keeps_its_extremes()
    {
        var x = Enumerable.Range(0, 1_000_000).Select(i => (double)i).ToArray();
        var y = new double[x.Length];
        (y[123_456], y[765_432]) = (9, -9);
        var svg = Of(new LineMark(x, y)).ToSvg();
        Assert.InRange(svg.Length, 1, 20_000);

        // 4 % of the range stay free at both ends of the 220 pixels: the extremes lie at 220 · .04 / 1.08 from them.
        var heights = Regex.Match(svg, "<path d=\"(M[^\"]*)\" fill=\"#0072b2\"").Groups[1].Value.Split('M', 'L', 'z')
            .Where(point => point.Length > 0)
            .Select(point => double.Parse(point.Split(' ')[1], CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(220 * 0.04 / 1.08, heights.Min(), 0.06);
        Assert.Equal(220 - 220 * 0.04 / 1.08, heights.Max(), 0.06);
    }

    /// <summary>A dense line is one area: its upper edge runs forwards, its lower edge back below it.</summary>
    [Fact]
    public void A_dense_line_is_a_band_and_gaps_stay_gaps()
    {
        var x = Enumerable.Range(0, 60_000).Select(i => (double)i).ToArray();
        double[] y = [.. x.Select(i => Math.Sin(2e-4 * i) + (i % 2 == 0 ? 0.2 : -0.2))];
        y[30_000] = double.NaN;
        var path = Regex.Match(Of(new LineMark(x, y)).ToSvg(), "<path d=\"([^\"]*)\" fill=\"#0072b2\"").Groups[1].Value;
        var pieces = path.Split('z', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, pieces.Length);
        Assert.All(pieces, piece =>
        {
            var points = piece[1..].Split('L').Select(point => point.Split(' ')
                .Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray()).ToArray();
            var half = points.Length / 2;
            for (var i = 0; i < half; i++)
            {
                Assert.Equal(points[i][0], points[^(i + 1)][0]);
                Assert.True(points[i][1] < points[^(i + 1)][1]);
            }
        });
    }

    /// <summary>Text of 14 units is 7 pt high whatever the width: 14 · width in mm / units = 7 pt.</summary>
    [Theory]
    [InlineData(85)]
    [InlineData(180)]
    public void Text_for_a_paper_has_one_size(double millimetres)
    {
        var svg = Of(new LineMark([0, 1], [0, 1])).ToSvg(millimetres);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"width=\"{millimetres}mm\""), svg);
        var units = double.Parse(
            Regex.Match(svg, "viewBox=\"0 0 ([0-9.]+) ").Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.Equal(7 * 25.4 / 72, 14 * millimetres / units, 0.01);
        Assert.Contains("font-size=\"14\"", svg);
        Assert.Contains("font-family=\"Helvetica,Arial,", svg);
    }

    [Theory]
    [InlineData(10, 100)]
    [InlineData(1000, 7)]
    [InlineData(0, 5)]
    public void A_stratified_sample_takes_one_row_from_each_stretch(int rows, int limit)
    {
        var chosen = Thinning.Stratified(rows, limit);
        Assert.Equal(Math.Min(rows, limit), chosen.Length);
        for (var i = 0; i < chosen.Length; i++)
            Assert.InRange(chosen[i], (long)rows * i / chosen.Length, (long)rows * (i + 1) / chosen.Length - 1);
    }

    [Fact]
    public void Colour_maps_run_between_their_ends_and_signed_scales_are_light_at_zero()
    {
        Assert.Equal("#440154", ColourMap.Sequential.At(-1));
        Assert.Equal("#fde725", ColourMap.Sequential.At(2));
        Assert.Equal("#f7f7f7", ColourScale.Signed([-1, 8], "v").Of(0));
        Assert.Equal(Palette.Missing, ColourScale.Rising([1, 2], "v").Of(double.NaN));
    }

    [Fact]
    public void Lightness_of_the_sequential_map_rises_all_the_way()
    {
        var lightness = Enumerable.Range(0, 101).Select(i => Lightness(ColourMap.Sequential.At(i / 100.0))).ToArray();
        for (var i = 1; i < lightness.Length; i++)
            Assert.True(lightness[i] > lightness[i - 1]);
    }

    [Fact]
    public void Colours_of_marks_stand_out_from_a_white_page()
    {
        var colours = Palette.Categories.Concat(
            Enumerable.Range(0, Palette.Steps).Select(i => Palette.Step((i + 0.5) / Palette.Steps)));
        Assert.All(colours, colour => Assert.True(1.05 / (Lightness(colour) + 0.05) >= 1.5, colour));
    }

    /// <summary>Relative luminance as in the Web Content Accessibility Guidelines 2.1.</summary>
    private static double Lightness(string colour)
    {
        var bits = Convert.ToInt32(colour[1..], 16);
        double Linear(int shift) => ((bits >> shift) & 255) / 255.0 is var c && c <= 0.04045 ? c / 12.92
            : Math.Pow((c + 0.055) / 1.055, 2.4);
        return 0.2126 * Linear(16) + 0.7152 * Linear(8) + 0.0722 * Linear(0);
    }
}
