using System.Diagnostics;

namespace Ivae.Numerics;

/// <summary>Times the kernels of a training step on one core.</summary>
internal static class KernelBenchmark
{
    private const int Elements = 6400;

    private static readonly (int M, int K, int N)[] Shapes =
    [
        (64, 48, 48), (64, 50, 50), (64, 100, 100), (64, 512, 512), (256, 50, 50), (256, 100, 100), (256, 200, 200),
        (1024, 100, 100), (1024, 200, 200), (1024, 256, 256), (1024, 512, 512), (64, 5, 100),
        (64, 100, 5), (64, 100, 10),
    ];

    /// <summary>
    /// Times every kernel; each round also measures the peak, and medians of the rounds' ratios are reported, because a
    /// shared machine changes speed.
    /// </summary>
    /// <param name="rounds">Rounds, 1 or more; 31 take about three seconds.</param>
    public static IReadOnlyList<KernelTiming> Run(int rounds = 31)
    {
        var timings = new List<KernelTiming>();
        foreach (var (m, k, n) in Shapes)
        {
            float[] a = Numbers(m * k), b = Numbers(k * n), c = Numbers(m * n), bias = Numbers(n);
            var shape = $"{m}×{k}×{n}";
            timings.Add(TimeProduct("A·B + bias", shape, 2.0 * m * k * n, rounds,
                () => MatrixProduct.Multiply<float>(a, b, bias, c, m, k, n, false)));
            timings.Add(TimeProduct("A·Bᵀ", shape, 2.0 * m * k * n, rounds,
                () => MatrixProduct.MultiplyTransposedRight<float>(c, b, a, m, k, n, false)));
            timings.Add(TimeProduct("Aᵀ·B", shape, 2.0 * m * k * n, rounds,
                () => MatrixProduct.MultiplyTransposedLeft<float>(a, c, b, m, k, n, false)));
        }

        float[] x = Numbers(Elements), y = Numbers(Elements), z = Numbers(Elements), w = new float[Elements],
            first = new float[Elements], second = new float[Elements];
        timings.Add(TimeElements("tanh", rounds, () => ElementFunctions.Tanh<float>(x, y)));
        timings.Add(TimeElements("exp", rounds, () => ElementFunctions.Exp<float>(x, y)));
        timings.Add(TimeElements("log", rounds, () => ElementFunctions.Log<float>(x, y)));
        timings.Add(TimeElements("sigmoid", rounds, () => ElementFunctions.Sigmoid<float>(x, y)));
        timings.Add(TimeElements("softplus", rounds, () => ElementFunctions.Softplus<float>(x, y)));
        timings.Add(TimeElements("xtanh", rounds, () => ActivationKernels.Forward<float>(Activation.Xtanh, x, y)));
        timings.Add(TimeElements(
            "xtanh back", rounds, () => ActivationKernels.Backward<float>(Activation.Xtanh, x, y, z, w, false)));
        timings.Add(TimeElements(
            "Adam", rounds, () => AdamKernel.Update(y, x, first, second, 0.9f, 0.999f, 1e-3f, 1, 1e-8f, 0, 1)));
        timings.AddRange(TimeRisingMaps(rounds));
        var stream = new RandomStream(1);
        timings.Add(TimeElements("normals", rounds, () => stream.FillNormal(y.AsSpan())));
        return timings;
    }

    /// <summary>The rising maps of a layer of the default flow, by softplus function.</summary>
    private static IEnumerable<KernelTiming> TimeRisingMaps(int rounds)
    {
        const int Units = 5, Knots = 6, Rows = 128, Functions = Units * Knots * Rows;
        var numbers = RisingKernel.Numbers(Knots);
        float[] x = Numbers(Units * Rows), units = Numbers(Units * numbers), dY = Numbers(Units * Rows),
            y = new float[Units * Rows], slope = new float[Units * Rows], kept = new float[2 * Functions],
            dX = new float[Units * Rows], sums = new float[Units * RisingKernel.Sums(Knots)], spare = new float[Rows];
        foreach (ref var number in units.AsSpan())
            number = Math.Abs(number);
        yield return TimeElements(
            "rising", rounds, () => RisingKernel.Forward<float>(x, units, y, slope, kept, Units), Functions);
        yield return TimeElements("rising back", rounds,
            () => RisingKernel.Backward<float>(
                x, units, y, kept, dY, dY.AsSpan(0, Rows), dX, sums, spare), Functions);
    }

    private static KernelTiming TimeElements(string kernel, int rounds, Action call, int elements = Elements)
        => new(kernel, $"{elements}", Time(elements / 2.0, rounds, call).Nanoseconds, elements, null);

    private static KernelTiming TimeProduct(string kernel, string shape, double operations, int rounds, Action call)
    {
        var (nanoseconds, peak) = Time(operations / 100, rounds, call);
        return new(kernel, shape, nanoseconds, operations, operations / nanoseconds / peak);
    }

    /// <summary>
    /// Median time of a call and of the peak next to it; a round lasts about 0.1 ms, so that most rounds are not
    /// interrupted.
    /// </summary>
    private static (double Nanoseconds, double Peak) Time(double expected, int rounds, Action call)
    {
        var calls = Math.Max(1, (int)(100_000 / expected));
        var times = new double[rounds];
        var ratios = new double[rounds];
        for (var warm = 0; warm < 60; warm++)
            call();
        for (var round = 0; round < rounds; round++)
        {
            var before = MachinePeak.Measure();
            var clock = Stopwatch.GetTimestamp();
            for (var i = 0; i < calls; i++)
                call();
            times[round] = Stopwatch.GetElapsedTime(clock).TotalNanoseconds / calls;
            ratios[round] = times[round] * (before + MachinePeak.Measure()) / 2;
        }

        Array.Sort(times);
        Array.Sort(ratios);
        return (times[rounds / 2], ratios[rounds / 2] / times[rounds / 2]);
    }

    private static float[] Numbers(int length)
    {
        var numbers = new float[length];
        new RandomStream(1).FillNormal(numbers.AsSpan());
        return numbers;
    }
}
