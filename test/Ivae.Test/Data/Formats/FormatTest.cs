using Ivae.Data;

namespace Ivae.Test.Data;

/// <summary>
/// Files of each format against what independent readers make of them: MNE, h5py, AnnData and SciPy wrote or read
/// those in
/// test/data/formats (test/golden/formats.py), Arrow for JavaScript and hyparquet the tables (formats.mjs).
/// </summary>
public sealed class FormatTest : IDisposable
{
    private static readonly string Folder = Path.Combine(SharedData.Repository, "test/data/formats");

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Recordings => Files(".edf", ".bdf", ".vhdr", ".set");

    public static TheoryData<string> Arrays => Files(".mat", ".h5", ".h5ad", ".npz");

    public static TheoryData<string> Tables => Files(".arrow", ".arrows", ".parquet");

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Recordings))]
    public void A_recording_is_what_others_read(string name)
    {
        var expected = Expected(Folder, Path.ChangeExtension(name, null));
        Same(expected, Table.Read(Path.Combine(Folder, name)));
    }

    [Theory]
    [MemberData(nameof(Arrays))]
    public void Arrays_are_what_others_read(string name)
    {
        var path = Path.Combine(Folder, name);
        var expected = Expected(Folder, Path.ChangeExtension(name, null));
        FileFormat.Open(path, (format, stream) =>
        {
            var file = ((ArrayFormat)format).Open(stream, path);
            foreach (var (key, values) in expected)
            {
                if (key == "rows")
                    Assert.Equal(values.Texts, file.RowNames());
                else if (key == "names")
                    Assert.Equal(values.Texts, file.Names("X"));
                else
                    Same(values, file.Read(key));
            }

            return 0;
        });
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void A_table_is_what_others_wrote(string name)
    {
        var table = Table.Read(Path.Combine(Folder, name), new TableOptions { Missing = MissingValues.Drop });
        Assert.Equal(["number", "single", "whole", "id", "word", "text", "hole", "time"],
            table.Columns.Select(column => column.Name));
        int[] rows = [.. Enumerable.Range(0, 60).Where(row => row != 5)];
        Assert.Equal(rows.Select(row => row + 1), table.RowNumbers);
        Assert.Equal(rows.Select(row => row * .25f - 3), table.Columns[0].Numbers!);
        Assert.Equal(rows.Select(row => row / 8f), table.Columns[1].Numbers!);
        Assert.Equal(rows.Select(row => row % 3 - 1f), table.Columns[2].Numbers!);
        Assert.Equal(rows.Select(row => $"{90071992547409930 + row % 4}"), table.Columns[3].Texts!);
        string[] words = [.. rows.Select(row => new[] { "rest", "go", "stop" }[row % 3])];
        Assert.Equal(words, table.Columns[4].Texts!);
        Assert.Equal(words, table.Columns[5].Texts!);
        Assert.Equal(rows.Select(row => row * .5f), table.Columns[6].Numbers!);
        Assert.Equal("2023-11-14T22:13:20", table.Columns[7].Texts![0]);
    }

    [SharedDataTheory("formats/test.edf", needsReaders: true)]
    [InlineData("test.edf")]
    [InlineData("test.bdf")]
    [InlineData("testbva.vhdr")]
    [InlineData("eeglab_data.set")]
    public void Real_recordings_are_what_MNE_reads(string name)
    {
        var path = SharedData.Path("formats/" + name);
        DebianPython.Run("test/golden/formats.py", "read", folder.Path, path);
        Same(Expected(folder.Path, name), Table.Read(path));
    }

    private static TheoryData<string> Files(params string[] endings) =>
        [.. Directory.GetFiles(Folder).Where(path => endings.Contains(Path.GetExtension(path))
            && !path.EndsWith(".expected.npz", StringComparison.Ordinal)).Select(path =>
            Path.GetFileName(path)!).Order()];

    private static IReadOnlyDictionary<string, NpyArray> Expected(string folder, string name) =>
        ArrayBundle.ReadAll(Path.Combine(folder, $"{name}.expected.npz"));

    private static void Same(IReadOnlyDictionary<string, NpyArray> expected, Table table)
    {
        Assert.Equal(expected["rate"].ToDoubles()[0], table.SamplingRate!.Value, 1e-9);
        var names = expected["names"].Texts!;
        Assert.Equal(
            [.. names, .. new[] { "annotations", "part" }.Where(expected.ContainsKey)],
            table.Columns.Select(column => column.Name));
        var x = expected["x"].ToDoubles();
        for (var j = 0; j < names.Count; j++)
        {
            double[] column = [.. Enumerable.Range(0, table.Rows).Select(row => x[row * names.Count + j])];
            Close(column, Array.ConvertAll(table.Columns[j].Numbers!, number => (double)number));
        }

        foreach (var column in table.Columns.Skip(names.Count))
            Assert.Equal(expected[column.Name].Texts, column.Texts);
    }

    private static void Same(NpyArray expected, NpyArray found)
    {
        Assert.Equal(expected.Shape, found.Shape);
        if (expected.Texts is not null)
            Assert.Equal(expected.Texts, found.Texts);
        else
            Close(expected.ToDoubles(), found.ToDoubles());
    }

    // To single precision of the largest number.
    private static void Close(double[] expected, double[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        var most = expected.Select(Math.Abs).DefaultIfEmpty(0).Max();
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, most * 2e-7));
    }
}
