using Ivae.Cli;

namespace Ivae.Test.Cli;

/// <summary>Files that people reported: each is read rightly, or refused with the reason.</summary>
public sealed class CasesTest : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string, string, int, string> Cases => new()
    {
        { "star-missing-first-row.csv", "fit --auxiliary u", ExitCode.Data,
            "line 2, column \"b\": \"*\" is a missing value" },
        { "decimal-comma-with-integer-columns.csv", "fit --auxiliary u", 0,
            "decimals are taken to be written with a comma" },
        { "u-ids-beyond-2pow24.csv", "fit --auxiliary subject", 0, "subject taken as 6 levels" },
        { "u-ids-17-digits.csv", "fit --auxiliary subject", 0, "subject taken as 6 levels" },
        { "u-int64-ids.npz", "fit", 0, "u taken as 6 levels" },
        { "u-unix-ms.csv", "fit --auxiliary time", 0, "time taken as a number (60 values)" },
        { "large-offset.csv", "fit --auxiliary u", 0, "" },
        { "pandas-index-column.csv", "fit --auxiliary u", 0, "left out, it numbers the rows: column 1" },
        { "pandas-integer-header.csv", "info", 0, "rows     60" },
        { "pandas-integer-header-and-index.csv", "info", 0, "rows     60" },
        { "latin-1-labels.csv", "info", ExitCode.Data, "line 2: \"Bär\" is not UTF-8" },
        { "latin-1-labels.csv", "info --encoding latin-1", 0, "6 levels" },
        { "one-hot-outlier-column.csv", "fit --auxiliary u", ExitCode.Data,
            "is constant (0) in the 48 rows fitted to; its one other value is in held-out row 41" },
        { "duplicate-names-in-unused-columns.csv", "fit --observed a,b,c --auxiliary u", 0, "" },
        { "openbci-comment-header.txt", "info", 0, "columns  4" },
        { "savetxt-comment-header.csv", "fit --observed a,b,c --auxiliary u", 0, "names are taken from the comment" },
        { "r-write-table.txt", "info", 0, "columns  4" },
        { "trailing-delimiter.csv", "info", 0, "columns  4" },
        { "labels-first-numeric.csv", "fit --auxiliary u", 0, "u taken as levels of texts" },
        { "one-label-per-row.csv", "fit --auxiliary date", 0, "date taken as a time in seconds (60 values)" },
        { "one-label-per-row.csv", "fit --auxiliary date:categorical", 0, "60 of the 60 levels of date have one row" },
        { "integer-labels-10-rows-each.csv", "fit --auxiliary trial", 0, "trial taken as 12 levels" },
        { "one-row.csv", "fit --auxiliary u", ExitCode.Data, "there is one row" },
        { "sklearn-style-header.csv", "info", 0, "\"60\", \"3\" in the first record are numbers" },
        { "linear-column.csv", "causal --auxiliary u --method pc", ExitCode.Data,
            "columns \"X\", \"W\" depend linearly" },
        { "linear-column.csv", "fit --auxiliary u", ExitCode.Data, "take at most 2 latents" },
        { "../formats/testmusemonitor.csv", "info", 0, "Elements has no value in 26 of 26 rows" },
        { "counts-small.csv", "fit --auxiliary condition --set likelihood.family=poisson --set scaling=standardize",
            ExitCode.Usage, "a Poisson likelihood needs values as they are" },
        { "counts-small.csv", "fit --auxiliary condition --set likelihood.family=poisson --set scaling=whiten",
            ExitCode.Usage, "a Poisson likelihood needs values as they are" },
        { "counts-tens.csv", "fit --auxiliary condition --latent 2 --set likelihood.family=poisson", 0, "" },
        { "counts-tens.csv", "fit --auxiliary condition --latent 2 --set likelihood.family=poisson --set method=vae",
            0, "" },
        { "counts-tens.csv", "fit --auxiliary condition --latent 2 --preset pi-vae", 0, "" },
    };

    public void Dispose() => folder.Dispose();

    [SharedDataTheory("cases/plain.csv")]
    [MemberData(nameof(Cases))]
    public void A_reported_file_is_read_or_refused_with_the_reason(string file, string words, int code, string said)
    {
        var run = Run(SharedData.Path($"cases/{file}"), words);
        Assert.True(run.Code == code, $"exit {run.Code}\n{run.Messages}");
        Assert.Contains(said, run.Data + run.Messages);
    }

    [SharedDataFact("cases/plain.csv")]
    public void Rows_that_lack_a_value_are_refused_or_dropped_where_a_model_is_used()
    {
        Assert.Equal(0, Run(SharedData.Path("cases/plain.csv"), "fit --auxiliary u").Code);
        var (model, rows) = (folder.Path("out"), SharedData.Path("cases/missing-at-transform.csv"));
        foreach (var command in new[] { "transform", "score" })
        {
            var refused = CliRun.Of(command, model, rows);
            Assert.Equal(ExitCode.Data, refused.Code);
            Assert.Contains("(--missing drop)", refused.Messages);
            var dropped = CliRun.Of(command, model, rows, "--missing", "drop");
            Assert.True(dropped.Code == 0, dropped.Messages);
            Assert.Contains("left out, rows that lack a value: 1 of 4", dropped.Messages);
            Assert.StartsWith("row,", dropped.Data);
            Assert.Contains("\n2,", dropped.Data);
        }
    }

    [SharedDataFact("cases/two-rows-z.csv")]
    public void Three_rows_are_too_few_for_three_latents()
    {
        var run = CliRun.Of(
            "evaluate", SharedData.Path("cases/two-rows-z.csv"), SharedData.Path("cases/two-rows-s.csv"));
        Assert.Equal(ExitCode.Data, run.Code);
        Assert.Contains("3 rows are too few for 3 latents", run.Messages);
    }

    [Fact]
    public void Evaluate_drops_rows_that_lack_a_value_in_either_table()
    {
        var numbers = Enumerable.Range(0, 40).Select(i => Math.Sin(1.7 * i)).ToArray();
        string Table(int lacks) => "a\n" + string.Concat(numbers.Select((n, i) => i == lacks ? "NA\n" : $"{n:F6}\n"));
        var (z, s) = (folder.Write("z.csv", Table(3)), folder.Write("s.csv", Table(7)));
        Assert.Contains("(--missing drop)", CliRun.Of("evaluate", z, s).Messages);
        var run = CliRun.Of("evaluate", z, s, "--missing", "drop");
        Assert.Contains("38", run.Data);
    }

    [Fact]
    public void Latents_do_not_depend_on_a_constant_that_was_added()
    {
        string Table(decimal shift) => "a,b,u\n" + string.Concat(Enumerable.Range(0, 120).Select(i => FormattableString
            .Invariant($"{Math.Round((decimal)Math.Sin(i * 1.7), 5) + shift},{Math.Cos(i * i):F5},{i / 30}\n")));
        var paths = new[] { folder.Write("p.csv", Table(0)), folder.Write("s.csv", Table(200_000_000)) };
        var latents = paths.Select(path =>
        {
            var run = Run(path, "fit --auxiliary u");
            Assert.True(run.Code == 0, run.Messages);
            return File.ReadAllText(folder.Path("out/latents.csv"));
        }).ToArray();
        Assert.Equal(latents[0], latents[1]);
        var sampled = CliRun.Of("sample", folder.Path("out"), "--rows", "3").Data.Split('\n');
        Assert.StartsWith("a,b,u", sampled[0]);
        Assert.All(sampled[1..4], row => Assert.Matches("^(199999|200000)[0-9]{3}\\.[0-9]+,", row));
    }

    [Fact]
    public void Names_cannot_move_the_cursor()
    {
        var path = folder.Write("t.csv", "a\u001b[2J,b,u\nx,1,0\ny,2,1\n");
        var run = CliRun.Of("info", path);
        Assert.Equal(0, run.Code);
        Assert.DoesNotContain('\u001b', run.Data + run.Messages);
        Assert.Contains("a\\u001B[2J", run.Data);
    }

    [Fact]
    public void Info_says_of_every_column_what_a_fit_takes_it_for()
    {
        var rows = string.Concat(Enumerable.Range(0, 20).Select(i =>
            $"{i % 7}.5,{i % 2},t{i % 3},2020-01-{i + 1:D2},{(i == 4 ? "bad" : "1.5")},7,\n"));
        var path = folder.Write("t.csv", "x,b,text,day,typo,same,none\n" + rows);
        var lines = CliRun.Of("info", path).Data.Split('\n').Select(line => line.TrimEnd()).ToArray();
        Assert.Contains(lines, line => line.Contains(" x ") && line.EndsWith("number") && line.Contains("observed"));
        Assert.Contains(lines, line => line.Contains(" b ") && line.EndsWith("2 levels"));
        Assert.Contains(lines, line =>
            line.Contains(" text ") && line.EndsWith("3 levels") && line.Contains("left out, not numeric"));
        Assert.Contains(lines, line => line.Contains(" day ") && line.EndsWith("time in seconds"));
        Assert.Contains(lines, line => line.Contains("\"bad\" in line 6 is not a number"));
        Assert.Contains(lines, line => line.Contains("refused: it is constant"));
        Assert.Contains(lines, line => line.Contains("left out, without any value"));
        var all = CliRun.Of("info", folder.Root);
        Assert.StartsWith(path + ":", all.Data);
        Assert.Contains("day", all.Data);
    }

    private CliRun Run(string path, string words)
    {
        var parts = words.Split(' ');
        string[] rest = parts[0] is "fit" or "causal" ? ["--out", folder.Path("out"), "--force"] : [];
        string[] settings = parts[0] == "fit"
            ? ["--set", "training.steps=20", .. words.Contains("method") || words.Contains("preset")
                ? Array.Empty<string>() : ["--set", "method=ivae", "--set", "method.starts_from_flow=false"]]
            : [];
        return CliRun.Of([parts[0], path, .. parts[1..], .. rest, .. settings]);
    }
}
