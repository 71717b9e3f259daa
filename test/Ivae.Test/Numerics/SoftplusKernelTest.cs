using System.Numerics;
using Ivae.Numerics;

namespace Ivae.Test.Numerics;

/// <summary>
/// The knots of monotone maps against loops in double, for every number of units up to a few registers and any rows.
/// </summary>
[Trait("Category", "Kernels")]
public class SoftplusKernelTest
{
    [Fact]
    public void FloatsAtEveryWidth()
    {
        for (var n = 1; n <= 35; n++)
            foreach (var rows in new[] { 1, 7, 16, 37 })
                Check<float>(n, rows, 1e-4);
    }

    [Fact]
    public void Doubles() => Check<double>(5, 6, 1e-12);

    [Fact]
    public void TheSlopeOfASoftplusIsASigmoidAtTheExtremesToo()
    {
        foreach (var x in new[] { -200f, -90, -17, -1e-3f, 0, 1e-3f, 17, 90, 200 })
        {
            float[] y = [0], slope = [0], q = [0], p = [0];
            SoftplusKernel.Forward<float>([x], Knot(1, 1, 1, 1, SoftplusKernel.Period<float>(1)), y, slope, q, p);
            Assert.Equal(Softplus(x - 1), q[0], 1e-7 + 3e-6 * q[0]);
            Assert.Equal(1 / (1 + Math.Exp(1 - x)), p[0], 1e-7);
            Assert.Equal((q[0], p[0]), (y[0], slope[0]));
        }
    }

    private static float[] Knot(float t, float r, float u, float v, int period) =>
        [.. new[] { t, r, u, v }.SelectMany(value => Enumerable.Repeat(value, period))];

    private static void Check<T>(int n, int rows, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var period = SoftplusKernel.Period<T>(n);
        Assert.Equal(0, period % n);
        var stream = new RandomStream((ulong)(n * 100 + rows));
        T[] Numbers(int count) =>
            [.. Enumerable.Range(0, count).Select(_ => T.CreateTruncating(stream.NextUniform(-2, 2)))];
        T[] units = Numbers(4 * n), knot = new T[4 * period];
        for (var part = 0; part < 4; part++)
            for (var i = 0; i < period; i++)
                knot[part * period + i] = units[part * n + i % n];
        var (x, y, slope, dY, dSlope, dX) = (Numbers(rows * n), Numbers(rows * n), Numbers(rows * n), Numbers(rows * n),
            Numbers(rows * n), Numbers(rows * n));
        var (newY, newSlope, newX, q, p, sums) =
            ((T[])y.Clone(), (T[])slope.Clone(), (T[])dX.Clone(), new T[rows * n], new T[rows * n], new T[4 * period]);
        SoftplusKernel.Forward(x, knot, newY, newSlope, q, p);
        SoftplusKernel.Backward(x, knot, q, p, dY, dSlope, newX, sums);

        var expected = new double[4 * n];
        for (var i = 0; i < x.Length; i++)
        {
            var unit = i % n;
            double t = Of(units[unit]), r = Of(units[n + unit]), u = Of(units[2 * n + unit]),
                v = Of(units[3 * n + unit]);
            var (value, sigmoid) = (Softplus(r * (Of(x[i]) - t)), 1 / (1 + Math.Exp(-r * (Of(x[i]) - t))));
            var bend = r * sigmoid * (1 - sigmoid) * Of(dSlope[i]);
            var force = Of(dY[i]) * sigmoid + bend;
            Assert.Equal(Of(y[i]) + u * value, Of(newY[i]), tolerance);
            Assert.Equal(Of(slope[i]) + v * sigmoid, Of(newSlope[i]), tolerance);
            Assert.Equal(Of(dX[i]) + v * bend, Of(newX[i]), tolerance);
            expected[unit] += Of(dY[i]) * value;
            expected[n + unit] += Of(dSlope[i]) * sigmoid;
            expected[2 * n + unit] += force * (Of(x[i]) - t);
            expected[3 * n + unit] += force;
        }

        for (var part = 0; part < 4; part++)
            for (var unit = 0; unit < n; unit++)
                Assert.Equal(expected[part * n + unit],
                    Enumerable.Range(0, period / n).Sum(row => Of(sums[part * period + row * n + unit])), tolerance);

        static double Of(T value) => double.CreateTruncating(value);
    }

    private static double Softplus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));
}
