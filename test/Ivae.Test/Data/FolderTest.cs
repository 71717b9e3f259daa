using Ivae.Data;

namespace Ivae.Test.Data;

/// <summary>The files of a folder are sequences: as one table with a column that names the file.</summary>
public sealed class FolderTest : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(300_000_000)]
    public void A_folder_is_one_table_of_sequences(int offset)
    {
        string Row(int row) => FormattableString.Invariant(
            $"{offset + Math.Round(Math.Sin(1.7 * row), 4):F4},{Math.Cos(row * row):F4},")
            + (row % 3 == 0 ? "go" : "stop");
        var rows = Enumerable.Range(0, 90).ToArray();
        folder.File("one.csv", "a,b,u,file\n" + string.Concat(rows.Select(row => $"{Row(row)},{row / 30}\n")));
        Directory.CreateDirectory(folder.Of("many"));
        for (var file = 0; file < 3; file++)
            folder.File($"many/s{file}.csv",
                "a,b,u\n" + string.Concat(rows.Where(row => row / 30 == file).Select(row => $"{Row(row)}\n")));
        folder.File("many/README.md", "nothing");
        var options = new DatasetOptions { Auxiliary = "u", Lags = 2 };
        var one = Dataset.Read(folder.Of("one.csv"), options with { Sequence = "file" });
        var many = Dataset.Read(folder.Of("many"), options);
        Assert.Equal([0, 30, 60], many.Starts);
        Assert.True(many.TimeOrdered);
        Assert.Equal(one.Observed.Values, many.Observed.Values, (a, b) => Math.Abs(a - b) < 1e-4);
        Assert.Equal(one.Auxiliary.Categorical[0].Codes, many.Auxiliary.Categorical[0].Codes);
        Assert.Equal(one.Auxiliary.Numeric.Values, many.Auxiliary.Numeric.Values, (a, b) => Math.Abs(a - b) < 1e-4);
        Assert.Contains(many.Notes, note => note.StartsWith("3 files"));
        Assert.Equal(64, many.Sha256!.Length);
        var again = DatasetReader.Read(folder.Of("many"), many.Recipe);
        Assert.Equal(many.Observed.Values, again.Observed.Values);
        Assert.Equal(many.Auxiliary.Numeric.Values, again.Auxiliary.Numeric.Values);

        folder.File("many/t.csv", "b,a,u\n1,2,go\n");
        Assert.Contains("t.csv: observes", Assert.Throws<DataException>(() => Dataset.Read(folder.Of("many"))).Message);
        // The same columns under other names: the first of each file by its position.
        Directory.CreateDirectory(folder.Of("other"));
        folder.File("other/s0.csv", "u,a,b\ngo,1,2\nstop,2,1\n");
        folder.File("other/s1.csv", "v,a,b\ngo,1,2\nstop,2,1\n");
        var fault = Assert.Throws<DataException>(() =>
            Dataset.Read(folder.Of("other"), new DatasetOptions { Auxiliary = "1" }));
        Assert.Contains("s1.csv: has \"v\" for u, and s0.csv \"u\"", fault.Message);
        Directory.CreateDirectory(folder.Of("none"));
        Assert.Contains("without a file of data",
            Assert.Throws<DataException>(() => Dataset.Read(folder.Of("none"))).Message);
    }

    [Fact]
    public void Recordings_of_a_folder_keep_their_markers()
    {
        Directory.CreateDirectory(folder.Of("eeg"));
        foreach (var name in new[] { "s1", "s2" })
            File.Copy(Path.Combine(SharedData.Repository, "test/data/formats/plus.edf"), folder.Of($"eeg/{name}.edf"));
        var options = new DatasetOptions { Auxiliary = "annotations" };
        var single = Dataset.Read(folder.Of("eeg/s1.edf"), options);
        var both = Dataset.Read(folder.Of("eeg"), options);
        Assert.Equal(2 * single.Rows, both.Rows);
        Assert.Equal(single.SamplingRate, both.SamplingRate);
        Assert.Equal([.. single.Starts, .. single.Starts.Select(start => start + single.Rows)], both.Starts);
    }
}
