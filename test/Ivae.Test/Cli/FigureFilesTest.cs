using System.Buffers.Binary;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Ivae.Cli;
using Ivae.Figures;
using Ivae.Methods;
using Ivae.Reporting;
using Ivae.Simulation;

namespace Ivae.Test.Cli;

/// <summary>Figures as files: --figures and --figure-width of the commands that write a page.</summary>
public class FigureFilesTest
{
    [SystemFact("fc-match", "--version")]
    public void Commands_write_the_figures_of_their_pages()
    {
        using var folder = new TemporaryFolder();
        var data = folder.Path("x.npz");
        Succeed("simulate", "--latent", "2", "--observed", "2", "--segments", "8", "--rows-per-segment", "60", "--set",
            "mixing_layers=1", "--seed", "1", "--out", data);
        string[] fit = ["fit", data, "--out", folder.Path("a"), "--set", "training.steps=40", "--quiet", "--force"];
        Succeed([.. fit, "--figures", "svg,png,pdf", "--figure-width", "85"]);
        AssertFigures(folder.Path("a"), "report.html", "", "svg", "png", "pdf");
        foreach (var svg in Directory.GetFiles(folder.Path("a/figures"), "*.svg"))
        {
            Assert.Equal("85mm", XDocument.Load(svg).Root!.Attribute("width")!.Value);
            var png = File.ReadAllBytes(Path.ChangeExtension(svg, "png"));
            Assert.Equal("PNG", Encoding.ASCII.GetString(png, 1, 3));
            Assert.Equal(85 / 25.4 * 300, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), 3.0);
        }

        var check = Succeed("check", folder.Path("a"), data, "--seeds", "1", "--nulls", "1", "--null-steps", "20",
            "--figures", "svg", "--quiet");
        AssertFigures(folder.Path("a"), "check.html", "check-", "svg");
        AssertFigures(folder.Path("a"), "report.html", "", "svg", "png", "pdf");

        Succeed([.. fit, "--figures", "svg"]); // what an earlier run drew is gone
        AssertFigures(folder.Path("a"), "report.html", "", "svg");
        Assert.Empty(Directory.GetFiles(folder.Path("a/figures"), "*.p*"));
        Assert.Empty(Directory.GetFiles(folder.Path("a/figures"), "check-*"));

        Succeed("select", data, "--latent", "1:2", "--set", "training.steps=20", "--out", folder.Path("s"), "--figures",
            "pdf");
        AssertFigures(folder.Path("s"), "select.html", "", "pdf");
        Succeed("compare", data, "--methods", "ivae,vae", "--seeds", "1", "--steps", "20", "--out", folder.Path("c"),
            "--figures", "png");
        AssertFigures(folder.Path("c"), "compare.html", "", "png");
    }

    /// <summary>The lines of the package's README.</summary>
    [SystemFact("fc-match", "--version")]
    public void A_program_draws_the_figures_of_its_fit()
    {
        var simulated = SimulationPresets.Paper with { Latent = 2, Observed = 2, Segments = 8, RowsPerSegment = 60 };
        var data = Simulator.Generate(simulated, seed: 1).ToDataset();
        var options = new IvaeOptions { Method = Method.Named("flow"), Training = new() { Steps = 40 } };
        var fit = new IvaeEstimator(options).Fit(data);
        var figures = FitFigures.Of(fit, data, width: 85);
        Assert.Contains("latents-over-the-rows", figures.Keys);
        foreach (var (_, svg) in figures)
        {
            Assert.Equal("85mm", XDocument.Parse(svg).Root!.Attribute("width")!.Value);
            Assert.Equal("%PDF", Encoding.ASCII.GetString(SvgImage.ToPdf(svg), 0, 4));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => FitFigures.Of(fit, data, width: 59));
    }

    [SystemFact("fc-match", "--version")]
    public void Text_stays_text_in_a_pdf_and_ink_in_a_png()
    {
        static string Svg(string words) =>
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"25.4mm\" height=\"12.7mm\" "
            + "viewBox=\"0 0 200 100\" font-family=\"Helvetica,'DejaVu Sans',sans-serif\"><rect width=\"200\" "
            + $"height=\"100\" fill=\"#fff\"/><text x=\"10\" y=\"60\" font-size=\"40\">{words}</text></svg>";
        var pdf = Encoding.Latin1.GetString(SvgImage.ToPdf(Svg("gain")));
        Assert.StartsWith("%PDF-", pdf);
        Assert.Contains("/FontFile2", pdf);
        Assert.Matches(@"/MediaBox \[0 0 72(\.0*)? 36(\.0*)?\]", pdf);
        Assert.Equal(pdf, Encoding.Latin1.GetString(SvgImage.ToPdf(Svg("gain"))));
        Assert.NotEqual(SvgImage.ToPng(Svg("gain")), SvgImage.ToPng(Svg("")));
        Assert.NotEqual(SvgImage.ToPng(Svg("\u65E5\u672C")), SvgImage.ToPng(Svg(""))); // of another font, or a box
        Assert.Throws<ArgumentException>(() => SvgImage.ToPng("<p>no picture</p>"));
        Assert.Throws<ArgumentException>(() => SvgImage.ToPng(Svg("</text><circle r=\"9\"/><text>")));
        Assert.Throws<ArgumentOutOfRangeException>(() => SvgImage.ToPng(Svg(""), 9));
    }

    [Theory]
    [InlineData("--figures: there is no format \"pgn\"", "--figures", "pgn")]
    [InlineData("--figure-width: \"8.5\" is not a number from 60 to 420", "--figure-width", "8.5")]
    public void Mistakes_are_named(string message, params string[] options)
    {
        using var folder = new TemporaryFolder();
        var run = CliRun.Of(["fit", "x.csv", "--out", folder.Path("a"), .. options]);
        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains(message, run.Messages);
    }

    /// <summary>A file of each format for each figure of the page, and no other.</summary>
    private static void AssertFigures(string folder, string page, string prefix, params string[] endings)
    {
        var names = Regex.Matches(File.ReadAllText(Path.Combine(folder, page)), "<figure data-name=\"([^\"]+)\"")
            .Select(match => match.Groups[1].Value);
        var expected = names.SelectMany(name => endings.Select(ending => $"{prefix}{name}.{ending}")).Order().ToArray();
        Assert.NotEmpty(expected);
        var there = Directory.GetFiles(Path.Combine(folder, "figures")).Select(file => Path.GetFileName(file)!)
            .Where(name => name.StartsWith("check-", StringComparison.Ordinal) == (prefix.Length > 0));
        Assert.Equal(expected, there.Order());
    }

    private static CliRun Succeed(params string[] arguments)
    {
        var run = CliRun.Of(arguments);
        Assert.True(run.Code == ExitCode.Success, run.Messages);
        return run;
    }
}
