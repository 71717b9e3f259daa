using Ivae.Data;
using Ivae.Identifiability;
using Ivae.Methods;
using Ivae.Numerics;
using Ivae.Training;

namespace Ivae.Test.Data;

/// <summary>Nothing that takes neighbours in time crosses the border of a sequence, or a gap.</summary>
public sealed class SequencesTest : IDisposable
{
    private const int Rows = 240;

    // Row numbers are the values, so that what is taken from where can be counted.
    private static readonly string Table = "id,trial,time,value,other\n"
        + string.Concat(Enumerable.Range(0, Rows).Select(row =>
            $"s{row / 120},{row / 40 % 3},{row % 40 * 4 + (row % 40 >= 25 ? 100 : 0)},{row}.25,{row * 7 % 11}.5\n"));

    private readonly TemporaryFolder folder = new();

    private static DatasetOptions Options => new() { Observed = "value,other", Sequence = "id,trial", Time = "time" };

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Sequences_and_jumps_in_time_are_borders()
    {
        var data = Read(Options);
        int[] expected = [.. Enumerable.Range(0, 6).SelectMany(trial => new[] { 40 * trial, 40 * trial + 25 })];
        Assert.Equal(expected, data.Starts);
        Assert.True(data.TimeOrdered);
        Assert.Contains(data.Notes, note => note.Contains("rows follow each other in 12 pieces"));
        Assert.Equal(["value", "other"], Read(Options with { Observed = null }).ObservedNames);
        Assert.Equal([0, 40, 80, 120, 160, 200], Read(Options with { Gap = 30 }).Starts);
        Assert.Equal([0, 120], Read(Options with { Sequence = "id", Time = null }).Starts);
    }

    [Fact]
    public void Lags_take_no_row_of_another_piece()
    {
        var data = Read(Options with { Lags = 3 });
        var pieces = RowOrder.PieceOf(data.Starts, Rows);
        var crossing = 0;
        for (var row = 0; row < Rows; row++)
            for (var lag = 1; lag <= 3; lag++)
                if (pieces[(int)data.Auxiliary.Numeric[row, 2 * (lag - 1)]] != pieces[row])
                    crossing++;
        Assert.Equal(0, crossing);
        var again = DatasetReader.Read(folder.Of("t.csv"), data.Recipe);
        Assert.Equal(data.Auxiliary.Numeric.Values, again.Auxiliary.Numeric.Values);
    }

    [Fact]
    public void Segments_and_held_out_blocks_are_of_one_piece_each()
    {
        var data = Read(Options with { Segments = 30 });
        var (pieces, codes) = (RowOrder.PieceOf(data.Starts, Rows), data.Auxiliary.Categorical[0].Codes);
        Assert.Equal(30, codes.Distinct().Count());
        Assert.All(Enumerable.Range(0, Rows).GroupBy(row => codes[row]), segment =>
            Assert.Single(segment.Select(row => pieces[row]).Distinct()));
        Assert.Equal(codes, DatasetReader.Read(folder.Of("t.csv"), data.Recipe).Auxiliary.Categorical[0].Codes);
        Assert.Contains("11 segments over 12 pieces", Assert.Throws<ArgumentException>(
            () => Read(Options with { Segments = 11 })).Message);

        var held = RowSplit.Make(Rows, 0.5, true, new RandomStream(1), [0, 7, 8, 100]).HeldOut;
        Assert.Equal(120, held.Length);
        var u = new Auxiliary([], new Matrix(Rows, 1, [.. Enumerable.Range(0, Rows).Select(row => (float)row)]), ["t"]);
        var order = Surrogate.ShuffledBlocks(u, [0, 7, 8, 100], new RandomStream(1));
        var piece = RowOrder.PieceOf([0, 7, 8, 100], Rows);
        Assert.Equal(Enumerable.Range(0, Rows), order.Order());
        Assert.Contains(7, order);
        Assert.Equal(4, piece.Distinct().Count());
    }

    [Fact]
    public void Pairs_in_time_are_of_one_piece()
    {
        var units = new ModelData(new Matrix(Rows, 1), new Matrix(Rows, 0), []) { Starts = [0, 1, 2, 50, 51, 239] };
        var pieces = RowOrder.PieceOf(units.Starts, Rows);
        var pairs = Enumerable.Range(0, Rows)
            .Select(row => Ivae.Methods.Contrastive.PermutationContrast<float>.Follower(units, row)).ToArray();
        Assert.Equal(0, pairs.Count(row => pieces[row] != pieces[row - 1]));
    }

    [Fact]
    public void A_table_with_gaps_is_its_pieces_as_sequences()
    {
        var rows = Table.Split('\n');
        string[] kept = [.. rows.Where((_, i) => i is not (60 or 61 or 130))];
        var gaps = kept[..1].Concat(rows.Skip(1).Select((row, i) => i + 1 is 60 or 61 or 130 && row.Length > 0
            ? row[..(row.LastIndexOf(',') + 1)]
            : row));
        var options = new DatasetOptions { Observed = "value,other", Missing = MissingValues.Drop };
        var dropped = DatasetReader.Read(folder.File("g.csv", string.Join('\n', gaps)), options with
        {
            Lags = 2,
            Segments = 12,
        });
        string[] names = [.. kept.Skip(1).Where(row => row.Length > 0)
            .Select((_, i) => i < 59 ? "a" : i < 127 ? "b" : "c")];
        var given = DatasetReader.Read(folder.File("k.csv", string.Join('\n', kept)), options)
            .WithSequences(names).WithSegments(12).WithLags(2);
        Assert.Equal(dropped.Observed.Values, given.Observed.Values);
        Assert.Equal(dropped.Auxiliary.Numeric.Values, given.Auxiliary.Numeric.Values);
        Assert.Equal(dropped.Auxiliary.Categorical[0].Codes, given.Auxiliary.Categorical[0].Codes);
        Assert.Equal(dropped.Starts, given.Starts);
        Assert.Contains(dropped.Notes, note => note == "left out, rows that lack a value: 3 of 240");
    }

    private Dataset Read(DatasetOptions options) => DatasetReader.Read(folder.File("t.csv", Table), options);
}
