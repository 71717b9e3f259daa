using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Ivae.Identifiability;
using Ivae.Numerics;
using Ivae.Reporting;
using Ivae.Test.Cli;
using Microsoft.Playwright;

namespace Ivae.Test.Reporting;

/// <summary>
/// The page of a run in a real browser, Debian's Chromium: it answers, and fetches nothing. Skipped where there is
/// none.
/// </summary>
public sealed class BrowserTest(BrowserTest.Example example) : IClassFixture<BrowserTest.Example>
{
    private const string Latents = "figure[data-name=latents-over-the-rows]";
    private const string Observed = "figure[data-name=observed-columns]";
    private const string Auxiliary = "figure[data-name=the-auxiliary-variable-over-the-rows]";

    [SystemFact("chromium", "--version")]
    public async Task The_pointer_shows_the_numbers_of_the_csv()
    {
        await using var page = await example.Open();
        var expected = File.ReadLines(Path.Combine(example.Run, "latents.csv")).Skip(1).Select(Numbers)
            .ToDictionary(line => (int)line[0], line => line[1..]);
        foreach (var place in new[] { 0.2, 0.5, 0.93 })
        {
            var lines = await page.Point(Latents, place);
            var row = int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture);
            Assert.Equal(expected[row], lines.Skip(1).Select(Value).ToArray());
        }

        var (first, last) = (await page.Row(Observed, 0.3), await page.Row(Observed, 0.9));
        Assert.True(first < last);
        var table = File.ReadLines(example.Table).Skip(1).Select(Numbers).ToArray();
        var shown = await page.Point(Observed, 0.6);
        Assert.Equal(table[int.Parse(shown[0].Split(' ')[1], CultureInfo.InvariantCulture) - 1][..4],
            shown.Skip(1).Select(Value).ToArray());
    }

    /// <summary>Rows 1/4 to 1/2, chosen in the latents, are what all other figures over the rows show then.</summary>
    [SystemFact("chromium", "--version")]
    public async Task Zoom_is_linked_between_observed_columns_latents_and_u()
    {
        await using var page = await example.Open();
        await page.Drag(Latents, 0.25, 0.5);
        var ends = (await page.Tab.EvaluateAsync<string>("document.body.dataset.rows")).Split('-')
            .Select(text => int.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(Example.Rows / 4, ends[0], 3.0);
        Assert.Equal(Example.Rows / 2, ends[1], 3.0);
        foreach (var figure in new[] { Latents, Observed, Auxiliary })
        {
            Assert.Equal(ends[0] + 0.1 * (ends[1] - ends[0]), await page.Row(figure, 0.1), 2.0);
            Assert.Equal(ends[0] + 0.9 * (ends[1] - ends[0]), await page.Row(figure, 0.9), 2.0);
        }

        await page.Tab.Locator($"{Observed} >> text=all rows").ClickAsync();
        Assert.Equal($"0-{Example.Rows}", await page.Tab.EvaluateAsync<string>("document.body.dataset.rows"));
        Assert.Equal(0.9 * Example.Rows, await page.Row(Latents, 0.9), 3.0);
    }

    [SystemFact("chromium", "--version")]
    public async Task Latents_are_switched_off_and_on_but_for_the_last()
    {
        await using var page = await example.Open();
        var figure = page.Tab.Locator(Latents);
        ILocator Panels() => figure.Locator("g[data-latent]:not([display])");
        var before = await figure.Locator(".plot > svg").GetAttributeAsync("viewBox");
        Assert.Equal(3, await Panels().CountAsync());
        foreach (var (name, left) in new[] { ("z1", 2), ("z3", 1), ("z2", 1) })
        {
            await figure.Locator("button", new() { HasText = name }).ClickAsync();
            Assert.Equal(left, await Panels().CountAsync());
        }

        Assert.Equal("z2", await Panels().GetAttributeAsync("data-yname"));
        Assert.NotEmpty(await Panels().Locator("g.x").AllInnerTextsAsync());
        await figure.Locator("button", new() { HasText = "z1" }).ClickAsync();
        await figure.Locator("button", new() { HasText = "z3" }).ClickAsync();
        Assert.Equal(before, await figure.Locator(".plot > svg").GetAttributeAsync("viewBox"));
    }

    [SystemFact("chromium", "--version")]
    public async Task A_figure_is_saved_as_a_file_of_its_own()
    {
        await using var page = await example.Open();
        var download = await page.Tab.RunAndWaitForDownloadAsync(
            () => page.Tab.Locator($"{Latents} >> text=save SVG").ClickAsync());
        Assert.Equal("latents-over-the-rows.svg", download.SuggestedFilename);
        var svg = XDocument.Load(await download.PathAsync()).Root!;
        Assert.Equal("svg", svg.Name.LocalName);
        Assert.Equal("600", svg.Attribute("width")!.Value);
        Assert.Equal(3, svg.Descendants().Count(node => node.Attribute("data-latent") is not null));
    }

    [SystemTheory("chromium", "--version")]
    [InlineData(1280, ColorScheme.Light, "rgb(255, 255, 255)")]
    [InlineData(1280, ColorScheme.Dark, "rgb(20, 23, 27)")]
    [InlineData(390, ColorScheme.Light, "rgb(255, 255, 255)")]
    public async Task Nothing_is_fetched_and_nothing_leaves_the_page(int width, ColorScheme scheme, string background)
    {
        foreach (var path in example.Pages)
        {
            await using var page = await example.Open(path, new()
            {
                ColorScheme = scheme,
                ViewportSize = new() { Width = width, Height = 844 },
            });
            Assert.Equal([new Uri(path).AbsoluteUri], page.Requests);
            Assert.Empty(page.Complaints);
            Assert.Equal(background,
                await page.Tab.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
            Assert.True(await page.Tab.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        }
    }

    [SystemFact("chromium", "--version")]
    public async Task Tables_are_sorted_by_number_up_down_and_as_they_were()
    {
        await using var page = await example.Open();
        var table = page.Tab.Locator("#data table").First;
        async Task<double[]> Means() =>
            [.. (await table.Locator("tbody td:nth-child(2)").AllInnerTextsAsync()).Select(Value)];
        var before = await Means();
        var head = table.Locator("th >> text=Mean");
        await head.ClickAsync();
        Assert.Equal(before.Order(), await Means());
        await head.ClickAsync();
        Assert.Equal(before.OrderDescending(), await Means());
        await head.ClickAsync();
        Assert.Equal(before, await Means());
    }

    [SystemFact("chromium", "--version")]
    public async Task Long_lists_are_folded_on_a_phone_only_and_read_without_script()
    {
        const string Options = "#repeat .facts tbody tr:visible";
        await using var wide = await example.Open();
        var all = await wide.Tab.Locator(Options).CountAsync();
        Assert.True(all > 8);
        await using var phone = await example.Open(null, new() { ViewportSize = new() { Width = 390, Height = 844 } });
        Assert.Equal(6, await phone.Tab.Locator(Options).CountAsync());
        await phone.Tab.Locator("#repeat .more").ClickAsync();
        Assert.Equal(all, await phone.Tab.Locator(Options).CountAsync());

        await using var without = await example.Open(null, new()
        {
            JavaScriptEnabled = false,
            ViewportSize = new() { Width = 390, Height = 844 },
        });
        Assert.Equal(all, await without.Tab.Locator(Options).CountAsync());
        Assert.Equal(0, await without.Tab.Locator("button").CountAsync());
        Assert.Equal(await wide.Tab.Locator("figure").CountAsync(), await without.Tab.Locator("figure").CountAsync());
    }

    private static double[] Numbers(string line) => [.. line.Split(',').Select(Value)];

    private static double Value(string text) => (float)double.Parse(
        Regex.Replace(text, "^.* ", "").Replace('−', '-').Replace("\u2009", ""), CultureInfo.InvariantCulture);

    /// <summary>The page of a short fit with a continuous u, and a browser.</summary>
    public sealed class Example : IAsyncLifetime
    {
        public const int Rows = 600;
        private readonly TemporaryFolder folder = new();
        private IPlaywright? driver;
        private IBrowser? browser;

        public string Table => folder.Path("data.csv");

        public string Run => folder.Path("run");

        public IReadOnlyList<string> Pages => [Path.Combine(Run, "report.html"), folder.Path("check.html")];

        public async Task InitializeAsync()
        {
            if (new SystemFactAttribute("chromium", "--version").Skip is not null)
                return;
            var random = new RandomStream(1);
            File.WriteAllLines(Table,
            [
                "a,b,c,d,hour",
                .. Enumerable.Range(0, Rows).Select(row =>
                {
                    var (s, t, hour) = (random.NextNormal(), random.NextNormal(), 24.0 * row / Rows);
                    s *= 1 + Math.Sin(hour / 4);
                    return string.Create(CultureInfo.InvariantCulture,
                        $"{s:F3},{s + t:F3},{5 + t * Math.Cos(hour / 3):F3},{s * t:F3},{hour:F2}");
                }),
            ]);
            var fit = CliRun.Of("fit", Table, "--auxiliary", "hour", "--latent", "3", "--method", "ivae", "--epochs",
                "2", "--out", Run, "--quiet");
            Assert.True(fit.Code == 0, fit.Messages);
            File.WriteAllText(folder.Path("check.html"), CheckReport.Render(
                JsonSerializer.Deserialize<IdentifiabilityCheck>(
                    File.ReadAllText(Path.Combine(Golden.Folder, "inputs/check.json")), GoldenFigureTest.Facts)!));
            driver = await Playwright.CreateAsync();
            browser = await driver.Chromium.LaunchAsync(new()
            {
                ExecutablePath = "/usr/bin/chromium",
                Args = ["--no-sandbox"],
            });
        }

        public async Task<OpenPage> Open(string? path = null, BrowserNewContextOptions? options = null)
        {
            var context = await browser!.NewContextAsync(options);
            var page = new OpenPage(context, await context.NewPageAsync());
            page.Tab.Request += (_, request) => page.Requests.Add(request.Url);
            page.Tab.PageError += (_, message) => page.Complaints.Add(message);
            page.Tab.Console += (_, message) => page.Complaints.Add(message.Text);
            await page.Tab.GotoAsync(new Uri(path ?? Pages[0]).AbsoluteUri);
            return page;
        }

        public async Task DisposeAsync()
        {
            if (browser is not null)
                await browser.CloseAsync();
            driver?.Dispose();
            folder.Dispose();
        }
    }

    /// <summary>A page in a browser.</summary>
    public sealed class OpenPage(IBrowserContext context, IPage tab) : IAsyncDisposable
    {
        public IPage Tab => tab;

        public List<string> Requests { get; } = [];

        public List<string> Complaints { get; } = [];

        /// <summary>Lines that are shown when the pointer is at a place of the first frame, from 0 to 1.</summary>
        public async Task<string[]> Point(string figure, double x)
        {
            var (left, top) = await Place(figure, x);
            await tab.Mouse.MoveAsync(left, top);
            return (await tab.Locator(".tip").InnerTextAsync()).Split('\n');
        }

        /// <summary>The row at a place of a figure.</summary>
        public async Task<int> Row(string figure, double x) =>
            int.Parse((await Point(figure, x))[0].Split(' ')[1], CultureInfo.InvariantCulture);

        public async Task Drag(string figure, double from, double to)
        {
            var (left, top) = await Place(figure, from);
            await tab.Mouse.MoveAsync(left, top);
            await tab.Mouse.DownAsync();
            (left, top) = await Place(figure, to);
            await tab.Mouse.MoveAsync(left, top, new() { Steps = 4 });
            await tab.Mouse.UpAsync();
        }

        public ValueTask DisposeAsync() => new(context.CloseAsync());

        private async Task<(float X, float Y)> Place(string figure, double x)
        {
            var frame = tab.Locator($"{figure} g[data-trace] > svg").First;
            await frame.ScrollIntoViewIfNeededAsync();
            var box = (await frame.BoundingBoxAsync())!;
            return ((float)(box.X + x * box.Width), (float)(box.Y + 0.5 * box.Height));
        }
    }
}
