using System.Buffers;
using Ivae.Data;
using Parquet;
using Parquet.Schema;

namespace Ivae.Test.Data;

/// <summary>
/// No value of a Parquet file comes from memory that was others' before, and none is lost in silence.
/// </summary>
public sealed class ParquetTest
{
    private const int Rows = 700;

    /// <summary>Once in some thousand reads the column of times lacked a row, and those after it had moved.</summary>
    [Theory]
    [InlineData("snappy.parquet")]
    [InlineData("uncompressed.parquet")]
    public void No_row_is_lost_whatever_memory_was_used_for(string name)
    {
        var bytes = File.ReadAllBytes(Path.Combine(SharedData.Repository, "test/data/formats", name));
        var times = Read(bytes).Columns[7].Texts!;
        for (var round = 0; round < 5; round++)
        {
            for (var size = 16; size <= 1024; size *= 2)
            {
                Use<int>(size, -1);
                Use<byte>(size, 0xFF);
            }

            Assert.Equal(times, Read(bytes).Columns[7].Texts!);
        }

        Assert.Equal(60, times.Length);
    }

    [Theory]
    [InlineData(CompressionMethod.None)]
    [InlineData(CompressionMethod.Snappy)]
    [InlineData(CompressionMethod.Gzip)]
    [InlineData(CompressionMethod.Brotli)]
    [InlineData(CompressionMethod.Zstd)]
    [InlineData(CompressionMethod.Lz4Raw)]
    public async Task All_compressions_are_read_or_refused(CompressionMethod method)
    {
        var bytes = await Written(method);
        var whole = Read(bytes);
        Assert.Equal(Enumerable.Range(0, Rows).Select(row => row % 7 - 3f), whole.Columns[0].Numbers!);
        Assert.Equal(Enumerable.Range(0, Rows).Select(Time), whole.Columns[1].Texts!);
        Assert.Equal(Enumerable.Range(0, Rows).Where(row => row % 3 == 0), Enumerable.Range(0, Rows)
            .Where(whole.Columns[2].IsMissing));
        Assert.Equal([1, 0, 1], whole.Columns[3].Numbers![..3]);
        Assert.Equal(["a", "", "a"], whole.Columns[4].Texts![..3]);

        // A damaged page gives the same each time: an error, or the same numbers.
        for (var at = 4; at < bytes.Length - 600; at += Math.Max(151, bytes.Length / 60))
        {
            var damaged = (byte[])bytes.Clone();
            damaged[at] ^= 0x11;
            Use<byte>(4096, 0x00);
            var first = Shown(damaged);
            Use<byte>(4096, 0xFF);
            Assert.Equal(first, Shown(damaged));
        }
    }

    [Fact]
    public void A_column_of_fewer_values_than_rows_is_refused()
    {
        var values = new ParquetValues<float>(3, 0).Read((to, _) => new float[] { 1, 2, 3 }.CopyTo(to));
        Assert.Equal([1, 2, 3], values.Values);
        Assert.Null(values.IsMissing);
        var fault = Assert.Throws<InvalidDataException>(() =>
            new ParquetValues<float>(3, 0).Read((to, _) => new float[] { 1, 2 }.CopyTo(to)));
        Assert.Contains("fewer than 3", fault.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => new ParquetValues<ReadOnlyMemory<char>>(1, 0).Read((_, _) => { }));

        // A value may be the very bytes that mark what was not read.
        var marked = BitConverter.Int32BitsToSingle(unchecked((int)0xA5A5A5A5));
        Assert.Equal(marked, new ParquetValues<float>(1, 0).Read((to, _) => to.Span[0] = marked).Values[0]);
    }

    [Fact]
    public void Values_go_to_the_rows_that_have_one()
    {
        var values = new ParquetValues<int>(4, 1).Read((to, levels) =>
        {
            new[] { 7, 8 }.CopyTo(to);
            new[] { 0, 1, 0, 1 }.CopyTo(levels!.Value);
        });
        Assert.Equal([0, 7, 0, 8], values.Values);
        Assert.Equal([true, false, true, false], Enumerable.Range(0, 4).Select(values.IsMissing!));
    }

    private static string Time(int row) => ForeignColumn.Time(DateTime.UnixEpoch.AddHours(row));

    private static async Task<byte[]> Written(CompressionMethod method)
    {
        var fields = new DataField[]
        {
            new("number", typeof(int), isNullable: false), new("time", typeof(DateTime), isNullable: false),
            new("hole", typeof(double), isNullable: true), new("truth", typeof(bool), isNullable: false),
            new("text", typeof(string), isNullable: true),
        };
        var stream = new MemoryStream();
        await using (var writer = await ParquetWriter.CreateAsync(
            new ParquetSchema(fields), stream, new ParquetOptions { CompressionMethod = method }))
        {
            using var group = writer.CreateRowGroup();
            var all = Enumerable.Range(0, Rows);
            await group.WriteAsync<int>(fields[0], all.Select(row => row % 7 - 3).ToArray());
            await group.WriteAsync<DateTime>(fields[1], all.Select(row => DateTime.UnixEpoch.AddHours(row)).ToArray());
            await group.WriteAsync<double>(
                fields[2], all.Select(row => row % 3 == 0 ? default(double?) : row).ToArray());
            await group.WriteAsync<bool>(fields[3], all.Select(row => row % 2 == 0).ToArray());
            await group.WriteAsync(fields[4], all.Select(row => row % 2 == 0 ? "a" : null).ToArray());
        }

        return stream.ToArray();
    }

    private static void Use<T>(int size, T value)
    {
        var used = ArrayPool<T>.Shared.Rent(size);
        Array.Fill(used, value);
        ArrayPool<T>.Shared.Return(used);
    }

    private static Table Read(byte[] bytes) => new ParquetFormat().Read(new MemoryStream(bytes), "a.parquet",
        new TableOptions { Missing = MissingValues.Model },
        TableFormat.Everything);

    private static string Shown(byte[] bytes)
    {
        try
        {
            return string.Join('\n', Read(bytes).Columns.Select(column =>
                string.Join(',', column.Texts ?? [.. column.Singles().Select(number => $"{number}")])));
        }
        catch (DataException e)
        {
            return e.Message;
        }
    }
}
