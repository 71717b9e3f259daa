using Ivae.Numerics;

namespace Ivae.Simulation;

/// <summary>
/// Points in the plane on M bent arms: (a, b) = (1 + .1 e₁, .3 e₂) with normal e, turned by 2πk/M + ¼ exp(a) for arm k.
/// What a round prior cannot tell apart and one with M clusters can.
/// </summary>
/// <remarks>Source: Johnson, Duvenaud, Wiltschko, Datta and Adams 2016, section 6.1, with radial deviation .1,
/// tangential deviation .3 and rate .25 as in Mathieu et al. 2019.</remarks>
internal static class Pinwheel
{
    private const double RadialDeviation = 0.1;
    private const double TangentialDeviation = 0.3;
    private const double Rate = 0.25;

    /// <summary>One point of an arm.</summary>
    public static (double X, double Y) Sample(int arm, int arms, RandomStream random)
    {
        var a = 1 + RadialDeviation * random.NextNormal();
        var b = TangentialDeviation * random.NextNormal();
        var (sin, cos) = Math.SinCos(2 * Math.PI * arm / arms + Rate * Math.Exp(a));
        return (a * cos - b * sin, a * sin + b * cos);
    }

    /// <summary>Replaces what the sources are, and their moments by those of the points.</summary>
    /// <param name="segment">Arm of each row <c>[N]</c>.</param>
    /// <param name="random">A stream that each arm splits.</param>
    /// <param name="means">Receives the mean of each arm's points <c>[M, 2]</c>.</param>
    /// <param name="deviations">Receives their standard deviations <c>[M, 2]</c>.</param>
    public static Matrix Draw(int[] segment, RandomStream random, Matrix means, Matrix deviations)
    {
        var points = new Matrix(segment.Length, 2);
        var streams = Enumerable.Range(0, means.Rows).Select(arm => random.Split((ulong)arm)).ToArray();
        for (var row = 0; row < segment.Length; row++)
        {
            var (x, y) = Sample(segment[row], means.Rows, streams[segment[row]]);
            (points[row, 0], points[row, 1]) = ((float)x, (float)y);
        }

        for (var arm = 0; arm < means.Rows; arm++)
            for (var i = 0; i < 2; i++)
            {
                double[] values = [.. Enumerable.Range(0, segment.Length).Where(row => segment[row] == arm)
                    .Select(row => (double)points[row, i])];
                means[arm, i] = (float)values.Average();
                deviations[arm, i] =
                    (float)Math.Sqrt(values.Average(value => (value - means[arm, i]) * (value - means[arm, i])));
            }

        return points;
    }
}
