using System.IO.Compression;
using System.Text;
using Ivae.Data;
using Ivae.Numerics;

namespace Ivae.Test.Data;

/// <summary>Files within files, and results written in the formats that hold more than numbers.</summary>
public sealed class PackedTest : IDisposable
{
    private const string Text = "a,b\n1,2\n3,4\n";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("t.csv.gz")]
    [InlineData("t.gz")]
    [InlineData("t")]
    public void A_gzip_is_opened_on_the_way_and_hashed_as_it_is(string name)
    {
        var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest))
            zip.Write(Encoding.UTF8.GetBytes(Text));
        var data = DatasetReader.Read(folder.File(name, packed.ToArray()));
        Assert.Equal([1f, 2, 3, 4], data.Observed.Values);
        Assert.Equal(
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(packed.ToArray())), data.Sha256);
    }

    [Fact]
    public void A_zip_of_one_file_is_opened_and_of_several_refused()
    {
        Assert.Equal([1f, 2, 3, 4], DatasetReader.Read(Zip("one.zip", "t.csv")).Observed.Values);
        var error = Assert.Throws<DataException>(() => DatasetReader.Read(Zip("two.zip", "t.csv", "u.csv")));
        Assert.EndsWith("holds 2 files (\"t.csv\", \"u.csv\"); unpack it, or zip one alone.", error.Message);
        Assert.Contains("holds no file", Assert.Throws<DataException>(() => DatasetReader.Read(Zip("no.zip"))).Message);
    }

    [Fact]
    public void A_gzip_that_is_cut_off_is_never_a_shorter_table()
    {
        var packed = new MemoryStream();
        var text = string.Concat(Enumerable.Range(0, 500).Select(row => $"{row},{row * 7}\n"));
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest))
            zip.Write(Encoding.UTF8.GetBytes(text));
        var whole = packed.ToArray();
        for (var length = 1; length < whole.Length; length++)
            try
            {
                // Only the checksum at the end may be missing.
                Assert.Equal(500, Table.Read(folder.File("t.csv.gz", whole[..length])).Rows);
            }
            catch (DataException)
            {
                Assert.True(length < whole.Length);
            }
    }

    [Theory]
    [InlineData("stream.arrows")]
    [InlineData("file.arrow")]
    [InlineData("snappy.parquet")]
    [InlineData("dense.h5ad")]
    [InlineData("plain.mat")]
    [InlineData("two.edf")]
    public void A_file_of_another_ending_is_known_by_its_first_bytes(string name)
    {
        var original = Path.Combine(SharedData.Repository, "test/data/formats", name);
        var path = folder.File("data.bin", File.ReadAllBytes(original));
        FileFormat.Open(path, (format, _) =>
        {
            Assert.Equal(FileFormat.OfEnding(original)!.GetType(), format.GetType());
            return 0;
        });
    }

    [Fact]
    public void Parquet_keeps_texts_and_row_numbers()
    {
        var path = folder.Of("t.parquet");
        using (var stream = File.Create(path))
            new ParquetFormat().Write(stream, [new("x", [1.5f, -2]), new("u", ["go", "Ä"])], [1, 3]);
        var table = Table.Read(path);
        Assert.Equal(["row", "x", "u"], table.Columns.Select(column => column.Name));
        Assert.Equal([1f, 3], table.Columns[0].Numbers!);
        Assert.Equal([1.5f, -2], table.Columns[1].Numbers!);
        Assert.Equal(["go", "Ä"], table.Columns[2].Texts!);
    }

    [Fact]
    public void Several_columns_of_obs_are_u_and_names_of_var_find_x_again()
    {
        var path = Path.Combine(SharedData.Repository, "test/data/formats/rows.h5ad");
        var data = DatasetReader.Read(path, new DatasetOptions { Auxiliary = "cell, obs/score" });
        Assert.Equal(["g0", "g1", "g2", "g3"], data.ObservedNames);
        Assert.Equal(["B", "NK", "T"], Assert.Single(data.Auxiliary.Categorical).Levels);
        Assert.Equal(["obs/score"], data.Auxiliary.NumericNames);
        Assert.Equal("c29", data.RowNames![29]);
        var layer = DatasetReader.Read(path, new DatasetOptions { Observed = "layers/double" });
        Assert.Equal(Array.ConvertAll(data.Observed.Values, value => 2 * value), layer.Observed.Values);

        var turned = data with { Recipe = data.Recipe with { ObservedNames = ["g2", "g0"] } };
        Assert.Equal(data.Observed.TakeColumns([2, 0]).Values, DatasetReader.Read(path, turned.Recipe).Observed.Values);
        var unknown = Assert.Throws<DataException>(() =>
            DatasetReader.Read(path, new DatasetOptions { Auxiliary = "cells" }));
        Assert.Contains("no array \"cells\"", unknown.Message);
    }

    [Fact]
    public void Latents_go_into_obsm_under_the_names_of_the_rows()
    {
        var path = folder.Of("z.h5ad");
        var z = new Matrix(2, 3, [1, 2, 3, 4, 5, 6]);
        new Hdf5Format().Write(path,
            [new("z", NpyArray.Of(z)), new("row", NpyArray.Of([2, 5], 2)),
                new("row_names", NpyArray.Of(["c1", "c4"]))]);
        FileFormat.Open(path, (format, stream) =>
        {
            var file = ((ArrayFormat)format).Open(stream, path);
            Assert.Equal(["obsm/X_ivae", "obs/row"], file.Keys);
            Assert.Equal(["c1", "c4"], file.RowNames());
            Assert.Equal(z.Values, file.Read("X_ivae").ToMatrix().Values);
            return 0;
        });
        if (DebianPython.IsHere)
            DebianPython.Run("-c", "import sys, anndata; d = anndata.read_h5ad(sys.argv[1]); "
                + "assert list(d.obs_names) == ['c1', 'c4'] and d.obsm['X_ivae'][1, 2] == 6 and list(d.obs['row']) == "
                + "[2, 5]",
                path);
    }

    private string Zip(string name, params string[] entries)
    {
        var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create))
            foreach (var entry in entries)
            {
                using var content = zip.CreateEntry(entry).Open();
                content.Write(Encoding.UTF8.GetBytes(Text));
            }

        return folder.File(name, packed.ToArray());
    }
}
