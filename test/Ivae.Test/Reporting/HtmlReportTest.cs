using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Ivae.Data;
using Ivae.Numerics;
using Ivae.Reporting;

namespace Ivae.Test.Reporting;

public class HtmlReportTest
{
    private static readonly RunReport Example = ReportExamples.Of(900, 5, 4, 12);

    [Fact]
    public void The_report_is_well_formed_and_has_every_section()
    {
        var page = Parse(HtmlReport.Render(Example));
        Assert.Equal(["data", "training", "latents", "prior", "reconstruction", "sources", "repeat"], Sections(page));
        Assert.Equal(10, page.Descendants("figure").Count());
        Assert.All(page.Descendants("figure"), figure => Assert.NotEmpty(figure.Element("figcaption")!.Value));
    }

    [Fact]
    public void Sections_without_data_are_left_out()
    {
        var bare = Example with
        {
            Levels = null,
            Stages = [],
            PriorMean = null,
            PriorStandardDeviation = null,
            Reconstruction = null,
            Sources = null,
            Matching = [],
            Options = [],
        };
        Assert.Equal(["data", "latents", "repeat"], Sections(Parse(HtmlReport.Render(bare))));
    }

    [Fact]
    public void A_search_has_a_section_of_its_own()
    {
        var search = ReportExamples.Search();
        var stages = Example.Stages.Select(stage => stage with { Number = 2 });
        var page = Parse(HtmlReport.Render(Example with { Stages = [search, .. stages], ModelStage = 2 }));
        Assert.Equal(
            ["data", "search", "training", "latents", "prior", "reconstruction", "sources", "repeat"], Sections(page));
        var section = page.Descendants("section").Single(part => part.Attribute("id")!.Value == "search");
        Assert.Equal(search.Outcome!.Sentence, section.Element("p")!.Value);
        Assert.Equal(
            ["rising maps, normal ←", "rising maps, normal", "linear, u not used"],
            section.Descendants("tr").Skip(1).Select(row => row.Elements("td").First().Value));
        Assert.Single(section.Descendants("figure"));
    }

    [Fact]
    public void Nothing_is_fetched_from_anywhere()
    {
        var html = HtmlReport.Render(Example).Replace("xmlns=\"http://www.w3.org/2000/svg\"", "");
        var addresses = Regex.Matches(html, "(https?:)?//[a-z][^\"'< ]*").Select(match => match.Value).Distinct();
        Assert.Equal(["https://arxiv.org/abs/1907.04809"], addresses);
        Assert.DoesNotMatch("<script[^>]*src|<link|<img|<iframe|@import|url\\(|\\bsrc=", html);
        Assert.DoesNotMatch("fetch\\(|XMLHttp|WebSocket|EventSource|sendBeacon|import\\(|new Image", html);
        Assert.Contains("default-src 'none'", html);
    }

    [Fact]
    public void Equal_content_gives_equal_text() =>
        Assert.Equal(HtmlReport.Render(Example), HtmlReport.Render(ReportExamples.Of(900, 5, 4, 12)));

    [Fact]
    public void A_large_run_still_makes_a_small_file()
    {
        var html = HtmlReport.Render(ReportExamples.Of(100_000, 14, 8, 60));
        Assert.InRange(Encoding.UTF8.GetByteCount(html), 100_000, 3_000_000);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(3, true)]
    [InlineData(400, true)]
    [InlineData(3000, false)]
    public void Any_number_of_levels_can_be_drawn(int levels, bool shuffled) =>
        Parse(HtmlReport.Render(ReportExamples.Of(3000, 3, 2, levels, shuffled: shuffled)));

    [Theory]
    [InlineData(0, 3, 2)]
    [InlineData(1, 1, 1)]
    [InlineData(2, 20, 12)]
    public void Small_and_odd_shapes_can_be_drawn(int rows, int columns, int latents) =>
        Parse(HtmlReport.Render(ReportExamples.Of(rows, columns, latents, 2)));

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.MaxValue)]
    [InlineData(3)]
    public void Constant_columns_and_numbers_that_are_not_finite_do_no_harm(float value)
    {
        Matrix Filled(int rows, int columns)
        {
            var matrix = new Matrix(rows, columns);
            matrix.Values.AsSpan().Fill(value);
            return matrix;
        }

        Parse(HtmlReport.Render(Example with
        {
            Observed = Filled(900, 5),
            Latents = Filled(900, 4),
            Reconstruction = Filled(900, 5),
            Sources = Filled(900, 4),
            PriorMean = Filled(12, 4),
            PriorStandardDeviation = Filled(12, 4),
            HeldOutBound = value,
            Seconds = value,
            Stages = [ReportExamples.Stage("ivae", 1, 1, ReportExamples.Epoch(1, value, value, value))],
        }));
    }

    [Fact]
    public void Names_are_shown_as_they_are_and_never_as_markup()
    {
        const string Name = "<script>alert(\"1\")</script> & 'x', ü 春";
        var html = HtmlReport.Render(Example with
        {
            DataName = Name,
            Model = Name,
            Auxiliary = Name,
            Outcome = Name,
            Warnings = [Name],
            ObservedNames = [Name, Name, Name, Name, Name],
            CommandLine = Name,
            ObservedUnit = Name,
            Options = [new(Name, Name)],
            Levels = Example.Levels! with { Name = Name, Levels = [.. Enumerable.Repeat(Name, 12)] },
        });
        Assert.DoesNotContain("<script>alert", html);
        Assert.Contains(Name, Parse(html).Descendants("h1").Single().Value);
    }

    [Fact]
    public void A_continuous_auxiliary_variable_is_drawn_as_curves()
    {
        double[] grid = [.. Enumerable.Range(0, 12).Select(i => (double)i)];
        var page = Parse(
            HtmlReport.Render(Example with { Levels = null, PriorGrid = grid, PriorGridName = "temperature, °C" }));
        Assert.Contains("temperature, °C",
            page.Descendants("section").Single(section => section.Attribute("id")!.Value == "prior").Value);
    }

    [Fact]
    public void Fields_that_do_not_fit_together_are_named()
    {
        void Refused(string expected, RunReport report) =>
            Assert.Contains(expected, Assert.Throws<ArgumentException>(() => HtmlReport.Render(report)).Message);

        Refused("the latents have 3 rows, the observations 900", Example with { Latents = new Matrix(3, 4) });
        Refused("Matching must name a latent", Example with { Matching = [] });
        Refused("the prior has 9 columns for 4 latents", Example with { PriorMean = new Matrix(12, 9) });
        Refused("the prior must have a row for each level", Example with { PriorMean = new Matrix(5, 4) });
        Refused("every code must be one of the levels",
            Example with { Levels = new CategoricalVariable("u", ["a"], Example.Levels!.Codes) });
        Refused("1 names for 5 observed columns", Example with { ObservedNames = ["a"] });
    }

    private static XElement Parse(string html)
    {
        using var reader =
            XmlReader.Create(new StringReader(html), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader).Root!;
    }

    private static IEnumerable<string> Sections(XElement page) =>
        page.Descendants("section").Select(section => section.Attribute("id")!.Value);
}
