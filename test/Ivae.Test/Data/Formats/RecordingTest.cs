using Ivae.Data;

namespace Ivae.Test.Data;

/// <summary>What a recording becomes as a table.</summary>
public class RecordingTest
{
    [Fact]
    public void A_point_holds_until_the_next_one_and_no_longer_than_its_part()
    {
        var recording = Of(10) with
        {
            Markers = [new Marker(1, 0, "a"), new Marker(2.6, 1, "b"), new Marker(9.9, 0, " c ")],
            Borders = [6, 6, 0, 99],
        };
        string[] expected = ["(none)", "a", "a", "b", "b", "b", "(none)", "(none)", "(none)", "c"];
        Assert.Equal(expected, Column(recording, "annotations"));
        Assert.Equal(["1", "1", "1", "1", "1", "1", "2", "2", "2", "2"], Column(recording, "part"));
    }

    [Fact]
    public void A_marker_that_lasts_holds_as_long_as_it_says_whatever_a_point_says()
    {
        var recording = Of(6) with
        {
            Markers = [new Marker(1, 3, "long"), new Marker(2, 0, "point"), new Marker(-5, 2, "x")],
        };
        Assert.Equal(["(none)", "long", "long", "long", "point", "point"], Column(recording, "annotations"));
        Assert.DoesNotContain("part", Read(recording).Columns.Select(column => column.Name));
    }

    [Fact]
    public void A_channel_of_another_rate_is_left_out_and_refused_by_name()
    {
        var recording = Of(3) with { Refused = new Dictionary<int, string> { [1] = "is sampled at 1 Hz" } };
        var table = Read(recording);
        Assert.Equal(["A"], table.Columns.Select(column => column.Name));
        Assert.Equal(["left out: \"B\" is sampled at 1 Hz"], table.Notes);
        var error = Assert.Throws<DataException>(() =>
            recording.Select(new TableOptions(), _ => [new ColumnRequest(1, ColumnUse.Numeric)]));
        Assert.Equal("r, column \"B\": is sampled at 1 Hz", error.Message);
    }

    [Fact]
    public void Markers_are_levels_of_u_and_rows_are_in_the_order_of_time()
    {
        var path = Path.Combine(SharedData.Repository, "test/data/formats/int.vhdr");
        var data = DatasetReader.Read(path, new DatasetOptions { Auxiliary = "annotations" });
        Assert.Equal(["C1", "C2", "C3"], data.ObservedNames);
        Assert.Equal(["(none)", "Comment/two, parts", "Stimulus/S  1", "Stimulus/S  2"],
            Assert.Single(data.Auxiliary.Categorical).Levels);
        Assert.Equal(250, data.SamplingRate);
        Assert.True(data.TimeOrdered);
    }

    [Theory]
    [InlineData(184, "999     ", "header bytes: 999, and 2 signals have 768")]
    [InlineData(236, "7       ", "number of records: 7, and the file holds 6 of 40 bytes")]
    [InlineData(244, "0       ", "duration of a record: 0 s; it must be above 0")]
    [InlineData(252, "zwei", "number of signals: \"zwei\" is not a whole number from 1 to 9999")]
    [InlineData(512, "-2048   ", "\"A\" has digital minimum and maximum -2048; they must differ")]
    [InlineData(688, "0       ", "samples in a record of \"A\": \"0\" is not a whole number from 1")]
    public void A_header_that_cannot_be_is_refused_with_field_and_value(int at, string field, string problem)
    {
        var bytes = File.ReadAllBytes(Path.Combine(SharedData.Repository, "test/data/formats/two.edf"));
        System.Text.Encoding.ASCII.GetBytes(field).CopyTo(bytes, at);
        var error = Assert.Throws<DataException>(() => new EdfFormat().Describe(new MemoryStream(bytes), "t.edf"));
        Assert.Contains(problem, error.Message);
    }

    private static Recording Of(int rows) => new("r", 100, rows, ["A", "B"],
        chosen => Array.ConvertAll(chosen, channel => Enumerable.Repeat((float)channel, rows).ToArray()));

    private static Table Read(Recording recording) => recording.Select(new TableOptions(), TableFormat.Everything);

    private static string[] Column(Recording recording, string name) =>
        Read(recording).Columns.Single(column => column.Name == name).Texts!;
}
