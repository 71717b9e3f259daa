using Ivae.Data;
using Ivae.Numerics;

namespace Ivae.Test.Data;

public sealed class PreprocessingTest
{
    [Theory]
    [InlineData(1, 2)]
    [InlineData(1, 100)]
    [InlineData(3, 4)]
    [InlineData(7, 500)]
    [InlineData(30, 200)]
    public void Whitened_data_has_mean_zero_and_identity_covariance(int d, int n)
    {
        var x = Mixed(n, d);
        var y = Preprocessing.Fit(x).Apply(x);
        for (var j = 0; j < d; j++)
        {
            Assert.Equal(0, y.Column(j).Average(value => (double)value), 5);
            for (var k = 0; k < d; k++)
                Assert.Equal(j == k ? 1 : 0, y.Column(j).Zip(y.Column(k), (a, b) => (double)a * b).Average(), 4);
        }
    }

    [Theory]
    [InlineData(Scaling.Whiten)]
    [InlineData(Scaling.Standardize)]
    [InlineData(Scaling.None)]
    public void Inverting_gives_the_data_back(Scaling scaling)
    {
        var x = Mixed(300, 6);
        var map = Preprocessing.Fit(x, new() { Scaling = scaling });
        var back = map.Invert(map.Apply(x));
        for (var i = 0; i < x.Values.Length; i++)
            Assert.Equal(x.Values[i], back.Values[i], 1e-5f * Math.Max(1, Math.Abs(x.Values[i])));
    }

    [Fact]
    public void Determinant_is_that_of_the_map()
    {
        // Two columns of known deviation and correlation r: det Cov = s1² s2² (1 − r²), and |det W| = 1/√det Cov.
        var x = Mixed(1000, 2);
        var map = Preprocessing.Fit(x, new() { ClipAt = 0 });
        double m1 = x.Column(0).Average(v => (double)v), m2 = x.Column(1).Average(v => (double)v);
        double a = 0, b = 0, c = 0;
        for (var row = 0; row < x.Rows; row++)
        {
            a += (x[row, 0] - m1) * (x[row, 0] - m1) / x.Rows;
            b += (x[row, 0] - m1) * (x[row, 1] - m2) / x.Rows;
            c += (x[row, 1] - m2) * (x[row, 1] - m2) / x.Rows;
        }

        Assert.Equal(-0.5 * Math.Log(a * c - b * b), map.LogAbsDeterminant, 9);
        Assert.Equal(0, Preprocessing.Fit(x, new() { Scaling = Scaling.None }).LogAbsDeterminant);
    }

    [Fact]
    public void Units_of_a_column_do_not_change_whitened_data()
    {
        var x = Mixed(400, 3);
        var y = Preprocessing.Fit(x).Apply(x);
        for (var row = 0; row < x.Rows; row++)
            x[row, 1] *= 1024;
        var other = Preprocessing.Fit(x).Apply(x);
        for (var i = 0; i < y.Values.Length; i++)
            Assert.Equal(y.Values[i], other.Values[i], 1e-4f);
    }

    [Fact]
    public void Artefacts_are_clipped_and_counted()
    {
        var x = Mixed(1000, 2);
        (x[5, 0], x[6, 0], x[7, 1]) = (1e6f, -1e6f, 1e6f);
        var map = Preprocessing.Fit(x);
        Assert.Equal([2, 1], map.Clipped);
        Assert.InRange(map.Apply(x).Values.Max(Math.Abs), 5, 30);
        Assert.Equal([0, 0], Preprocessing.Fit(x, new() { ClipAt = 0 }).Clipped);
        Assert.Equal(x.Values, Preprocessing.Fit(x, new() { Scaling = Scaling.None }).Apply(x).Values);
    }

    [Fact]
    public void Limits_are_robust_deviations_from_the_median()
    {
        // 1 … 101: median 51, quartiles 26 and 76, so one robust deviation is 50 / 1.349.
        var map = Preprocessing.Fit(
            new Matrix(101, 1, [.. Enumerable.Range(1, 101).Select(i => (float)i)]), new() { ClipAt = 1 });
        Assert.Equal(51 + 50 / 1.349f, map.Highest[0], 1e-3f);
        Assert.Equal(51 - 50 / 1.349f, map.Lowest[0], 1e-3f);
        Assert.Equal(26, map.Clipped[0]);
    }

    [Fact]
    public void A_row_is_mapped_alike_alone_and_among_others()
    {
        var x = Mixed(50, 5);
        var map = Preprocessing.Fit(x);
        Assert.Equal(map.Apply(x).Row(33).ToArray(), map.Apply(x.TakeRows([33])).Values);
    }

    [Fact]
    public void A_map_made_of_its_parts_is_the_same_map()
    {
        var x = Mixed(50, 5);
        var map = Preprocessing.Fit(x);
        var same = new Preprocessing(map.Options, map.Center, map.Forward, map.Lowest, map.Highest, map.Clipped);
        Assert.Equal(map.Apply(x).Values, same.Apply(x).Values);
        Assert.Equal(map.Invert(x).Values, same.Invert(x).Values);
        Assert.Equal(map.LogAbsDeterminant, same.LogAbsDeterminant);
        Assert.Throws<ArgumentException>(() =>
            new Preprocessing(map.Options, map.Center, new double[25], map.Lowest, map.Highest, map.Clipped));
    }

    [Fact]
    public void One_row_is_centered_only()
    {
        var map = Preprocessing.Fit(new Matrix(1, 2, [3, 4]));
        Assert.Equal([0, 1], map.Apply(new Matrix(1, 2, [3, 5])).Values);
    }

    [Theory]
    [InlineData(Scaling.Whiten)]
    [InlineData(Scaling.Standardize)]
    public void Constant_columns_are_named(Scaling scaling)
    {
        var x = Mixed(100, 3);
        for (var row = 0; row < 100; row++)
            x[row, 1] = 0.1f;
        var message = Assert.Throws<ArgumentException>(() =>
            Preprocessing.Fit(x, new() { Scaling = scaling }, ["a", "b", "c"])).Message;
        Assert.Contains("\"b\" is constant", message);
    }

    [Fact]
    public void Columns_that_depend_on_each_other_are_named()
    {
        var x = Mixed(100, 4);
        for (var row = 0; row < 100; row++)
            x[row, 3] = x[row, 0] + x[row, 2];
        var message = Assert.Throws<ArgumentException>(() => Preprocessing.Fit(x, names: ["a", "b", "c", "d"])).Message;
        Assert.Contains("columns \"a\", \"c\", \"d\" depend", message);
        Preprocessing.Fit(x, new() { Scaling = Scaling.Standardize });
        Assert.Contains(
            "more rows than columns", Assert.Throws<ArgumentException>(() => Preprocessing.Fit(Mixed(3, 4))).Message);
    }

    [Fact]
    public void Other_widths_and_empty_tables_are_misuse()
    {
        var map = Preprocessing.Fit(Mixed(20, 3));
        Assert.Throws<ArgumentException>(() => map.Apply(new Matrix(1, 2)));
        Assert.Throws<ArgumentException>(() => Preprocessing.Fit(new Matrix(0, 3)));
        Assert.Throws<ArgumentException>(() => Preprocessing.Fit(Mixed(20, 3), new() { ClipAt = -1 }));
    }

    [Fact]
    public void Defaults() =>
        Assert.Equal(new PreprocessingOptions { Scaling = null, ClipAt = 20 }, new PreprocessingOptions());

    [Fact]
    public void Auxiliary_columns_are_standardised()
    {
        var u = new Matrix(4, 2, [1, 7, 2, 7, 3, 7, 4, 7]);
        var standardizer = Standardizer.Fit(u);
        Assert.Equal([2.5f, 7], standardizer.Center);
        Assert.Equal([MathF.Sqrt(1.25f), 1], standardizer.Scale);
        Assert.Equal(0, standardizer.Apply(u).Column(1).Sum());
        Assert.Empty(Standardizer.Fit(new Matrix(4, 0)).Apply(new Matrix(4, 0)).Values);
        Assert.Throws<ArgumentException>(() => standardizer.Apply(new Matrix(4, 1)));
    }

    // Correlated columns far from zero: uniform sources through a random matrix.
    private static Matrix Mixed(int n, int d)
    {
        var random = new RandomStream(7);
        var mixing = Enumerable.Range(0, d * d).Select(_ => random.NextDouble() - 0.5).ToArray();
        var x = new Matrix(n, d);
        for (var row = 0; row < n; row++)
        {
            var sources = Enumerable.Range(0, d).Select(_ => random.NextDouble()).ToArray();
            for (var j = 0; j < d; j++)
                x[row, j] = (float)(50 + sources[j] + sources.Select((s, i) => s * mixing[i * d + j]).Sum());
        }

        return x;
    }
}
