using System.Numerics;
using Ivae.Numerics;

namespace Ivae.Test.Numerics;

/// <summary>Rising maps against loops in double, for some numbers of units, knots and rows.</summary>
[Trait("Category", "Kernels")]
public class RisingKernelTest
{
    [Fact]
    public void FloatsOfAnySize()
    {
        for (var n = 1; n <= 6; n++)
            foreach (var rows in new[] { 1, 7, 16, 37 })
                foreach (var knots in new[] { 0, 1, 6 })
                    Check<float>(n, rows, knots, 2e-4);
    }

    [Fact]
    public void Doubles() => Check<double>(5, 6, 3, 1e-12);

    [Fact]
    public void TheSlopeOfASoftplusIsASigmoidAtTheExtremesToo()
    {
        var width = RisingKernel.Rows<float>(1);
        foreach (var argument in new[] { -200f, -90, -17, -1, -1e-3f, 0, 1e-3f, 0.3f, 1, 17, 90, 200 })
        {
            float[] x = new float[width], y = new float[width], slope = new float[width], kept = new float[2 * width];
            x[0] = argument;
            RisingKernel.Forward<float>(x, [0, 1, 0, 1, 1], y, slope, kept, 1);
            Assert.Equal(Softplus(argument), kept[0], 1.5e-7 + 2e-7 * kept[0]);
            Assert.Equal(1 / (1 + Math.Exp(-argument)), kept[width], 1.5e-7);
            Assert.Equal((kept[0], kept[width]), (y[0], slope[0]));
        }
    }

    [Fact]
    public void LogarithmsOfManySlopesAreAddedUp()
    {
        var width = RisingKernel.Rows<float>(3);
        float[] slope = [.. Enumerable.Range(0, 7 * width).Select(i => i % 2 == 0 ? 1e-8f : 3e8f)];
        var sum = new float[width];
        RisingKernel.AddLogs<float>(slope, sum);
        for (var row = 0; row < width; row++)
            Assert.Equal(
                Enumerable.Range(0, 7).Sum(unit => Math.Log(slope[unit * width + row])), sum[row], 1e-4);
    }

    private static void Check<T>(int n, int rows, int knots, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var stream = new RandomStream((ulong)(n * 100 + rows));
        var width = RisingKernel.Rows<T>(rows);
        Assert.Equal(RisingKernel.Rows<T>(width), width);
        T[] Numbers(int count, double low = -2) =>
            [.. Enumerable.Range(0, count).Select(_ => T.CreateTruncating(stream.NextUniform(low, 2)))];
        var size = RisingKernel.Numbers(knots);
        T[] x = Numbers(n * width), units = Numbers(n * size), dY = Numbers(n * width), dLog = Numbers(width);
        for (var unit = 0; unit < n; unit++) // slopes are positive
            for (var at = 0; at < size; at += 4)
                units[unit * size + at] = T.Abs(units[unit * size + at]) + T.One;
        for (var at = rows; at < width; at++)
        {
            dLog[at] = T.Zero;
            for (var unit = 0; unit < n; unit++)
                dY[unit * width + at] = T.Zero;
        }

        T[] y = new T[n * width], slope = new T[n * width], kept = new T[2 * knots * n * width],
            dX = new T[n * width], sums = new T[n * RisingKernel.Sums(knots)];
        RisingKernel.Forward<T>(x, units, y, slope, kept, n);
        RisingKernel.Backward<T>(x, units, slope, kept, dY, dLog, dX, sums, new T[width]);
        for (var unit = 0; unit < n; unit++)
        {
            var own = units.AsSpan(unit * size, size);
            var expected = new double[sums.Length / n];
            for (var row = 0; row < rows; row++)
            {
                var at = unit * width + row;
                var (given, dy) = (Of(x[at]), Of(dY[at]));
                var (value, rise) = (Of(own[0]) * given, Of(own[0]));
                for (var k = 1; k < size; k += 4)
                {
                    var argument = Of(own[k]) * given + Of(own[k + 1]);
                    value += Of(own[k + 2]) * Softplus(argument);
                    rise += Of(own[k + 3]) / (1 + Math.Exp(-argument));
                }

                Assert.Equal(value, Of(y[at]), tolerance);
                Assert.Equal(rise, Of(slope[at]), tolerance);
                var g = Of(dLog[row]) / rise;
                var gradient = dy * rise;
                expected[0] += dy * given;
                expected[1] += g;
                for (var k = 1; k < size; k += 4)
                {
                    var argument = Of(own[k]) * given + Of(own[k + 1]);
                    var sigmoid = 1 / (1 + Math.Exp(-argument));
                    var bend = g * Of(own[k]) * sigmoid * (1 - sigmoid);
                    gradient += Of(own[k + 3]) * bend;
                    expected[k + 3] += dy * Softplus(argument);
                    expected[k + 4] += g * sigmoid;
                    expected[k + 5] += (dy * sigmoid + bend) * given;
                    expected[k + 6] += dy * sigmoid + bend;
                }

                Assert.Equal(gradient, Of(dX[at]), tolerance);
            }

            for (var at = 0; at < expected.Length; at++)
                if (at is not (2 or 3))
                    Assert.Equal(expected[at], Of(sums[unit * expected.Length + at]), tolerance);
        }

        static double Of(T value) => double.CreateTruncating(value);
    }

    private static double Softplus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));
}
