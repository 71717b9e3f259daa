using Ivae.Reporting.Plotting;

namespace Ivae.Test.Reporting;

public class TicksTest
{
    [Theory]
    [InlineData(0, 10, 5, "0 2 4 6 8 10")]
    [InlineData(-1, 1, 4, "−1.0 −0.5 0.0 0.5 1.0")]
    [InlineData(0.13, 0.47, 3, "0.2 0.3 0.4")]
    [InlineData(0.9, 3.1, 1, "1 2 3")]
    [InlineData(0, 30000, 3, "0 10\u2009000 20\u2009000 30\u2009000")]
    [InlineData(0, 4e7, 2, "0 2×10⁷ 4×10⁷")]
    [InlineData(0, 2e-6, 2, "0 1×10⁻⁶ 2×10⁻⁶")]
    public void Ticks_are_round_numbers_with_equal_decimals(double low, double high, int target, string expected) =>
        Assert.Equal(expected, string.Join(' ', Ticks.Labels(Ticks.Nice(new Interval(low, high), target))));

    [Fact]
    public void Every_range_gets_ticks_inside_it_whose_steps_are_1_2_or_5_times_a_power_of_ten()
    {
        var random = new Ivae.Numerics.RandomStream(3);
        for (var trial = 0; trial < 2000; trial++)
        {
            var centre = random.NextNormal() * Math.Pow(10, random.NextInt32(9) - 4);
            var half = Math.Max(Math.Abs(centre) * 1e-5, Math.Pow(10, random.NextUniform(-6, 6)));
            var range = new Interval(centre - half, centre + half);
            var target = 1 + random.NextInt32(9);
            var ticks = Ticks.Nice(range, target);
            Assert.InRange(ticks.Length, 2, 2 * target + 3);
            var slack = 1e-5 * range.Length;
            Assert.All(ticks, tick => Assert.InRange(tick, range.Low - slack, range.High + slack));
            var step = ticks[1] - ticks[0];
            var leading = step / Math.Pow(10, Math.Floor(Math.Log10(step) + 1e-4));
            Assert.Contains([1.0, 2, 5], factor => Math.Abs(leading / factor - 1) < 1e-3);
            Assert.Equal(ticks.Length, Ticks.Labels(ticks).Distinct().Count());
        }
    }

    [Theory]
    [InlineData(double.NaN, double.NaN)]
    [InlineData(double.PositiveInfinity, double.NegativeInfinity)]
    [InlineData(0, 0)]
    [InlineData(-7, -7)]
    [InlineData(1e30, 1e30)]
    public void Nothing_and_a_point_get_ticks_too(double low, double high) =>
        Assert.True(Ticks.Nice(new Interval(low, high), 5).Length >= 2);

    [Theory]
    [InlineData(0, "0")]
    [InlineData(-0.00004, "−4.000×10⁻⁵")]
    [InlineData(4217.44, "4217")]
    [InlineData(159.44, "159.4")]
    [InlineData(-12345.6, "−12\u2009346")]
    [InlineData(123456789, "1.235×10⁸")]
    [InlineData(double.NaN, "–")]
    public void Numbers_are_written_with_four_digits(double value, string expected) =>
        Assert.Equal(expected, Ticks.Significant(value));

    [Fact]
    public void What_rounds_to_zero_has_no_sign() => Assert.Equal("0.00", Ticks.Fixed(-0.001, 2));
}
