using Ivae.Data;

namespace Ivae.Test.Data;

/// <summary>Columns of other libraries keep the digits that single precision has not.</summary>
public class ForeignColumnTest
{
    [Fact]
    public void Whole_numbers_beyond_single_precision_stay_apart()
    {
        var column = new ForeignColumn("id", 4);
        column.Add<long>([16777216, 16777217, 16777219, 16777217]);
        var labels = Enumerable.Range(0, 4).Select(row => AuxiliaryLevels.Label(column.ToColumn(), row));
        Assert.Equal(["16777216", "16777217", "16777219", "16777217"], labels);
        var wide = new ForeignColumn("id", 3);
        wide.Add<long>([0, 1700000000123, 1700000000124]);
        Assert.Equal("1700000000124", AuxiliaryLevels.Label(wide.ToColumn(), 2));
    }

    [Fact]
    public void A_constant_that_was_added_costs_nothing()
    {
        var column = new ForeignColumn("a", 3);
        column.Add<double>([200_000_000.125, 200_000_000.5, 199_999_999.75]);
        var (values, origins) = Origin.Side([column.ToColumn()], 3);
        Assert.NotEqual(0, origins[0]);
        Assert.Equal([200_000_000.125, 200_000_000.5, 199_999_999.75],
            values.Values.Select(value => value + origins[0]));
        var near = new ForeignColumn("a", 2);
        near.Add<double>([0.1, 0.7]);
        Assert.Equal([0.1f, 0.7f], near.ToColumn().Numbers!);
        Assert.Equal(0, Origin.Of(near.ToColumn()));
    }
}
