using Ivae.Numerics;

namespace Ivae.Causality;

/// <summary>
/// Which of two variables causes the other: triangular flows under both orders, fitted to one half of every segment and compared on the other, and the dependence left between their disturbances
/// within segments. The right order has the higher likelihood and leaves none.
/// </summary>
/// <remarks>
/// Source: Khemakhem, Monti, Leech and Hyvärinen 2021 (likelihood ratio of autoregressive flows) and Monti, Zhang and Hyvärinen 2019 (independence of disturbances). Dependence is measured and
/// compared with a margin instead of tested for: with enough rows any error of estimation is significant. Within segments, since over all of them disturbances depend on each other through u.
/// </remarks>
public static class PairDirection
{
    /// <summary>The direction between columns 0 and 1 of two-column data.</summary>
    /// <exception cref="ArgumentException">Options are out of range, or there are not two variables.</exception>
    public static PairResult Of(CausalData data, PairOptions options, CancellationToken cancellation = default)
    {
        options.Validate();
        if (data.Variables != 2)
            throw new ArgumentException($"{data.Variables} variables; a pair has 2. Use a graph for more.", nameof(data));
        var stream = new RandomStream(options.Seed);
        return Compare(new MechanismScores(data, options.Mechanism, stream.Split("mechanisms"), cancellation), 0, 1, [], options);
    }

    /// <summary>The direction between a and b given variables that come before both.</summary>
    internal static PairResult Compare(MechanismScores scores, int a, int b, IReadOnlyList<int> given, PairOptions options)
    {
        var (forward, backward) = (Order(scores, a, b, given), Order(scores, b, a, given));
        double[] ratio = [.. forward.LogLikelihood.Zip(backward.LogLikelihood, (f, r) => f - r)];
        double[] evidence = [.. ratio.Select((value, i) => value + backward.Dependence[i] - forward.Dependence[i])];
        var means = BootstrapMeans(evidence, options);
        var total = evidence.Average();
        var tail = (int)(options.Alpha / 2 * means.Length);
        var (low, high) = (means[tail], means[^(tail + 1)]);
        var (left, other) = total > 0 ? (forward.Dependence.Average(), backward.Dependence.Average()) : (backward.Dependence.Average(), forward.Dependence.Average());

        // Halves are scored by different fits, which must agree.
        var agree = evidence.Index().GroupBy(block => block.Index % 2).All(half => half.Average(block => block.Item) * total > 0);
        var answer = !agree || Math.Abs(total) < options.Margin || low * high <= 0 ? DirectionAnswer.Undetermined
            : left > Math.Max(options.DependenceMargin + 2 * ResidualDependence.StandardErrorByChance(scores.Blocks), options.DependenceShare * other) ? DirectionAnswer.Confounded
            : total > 0 ? DirectionAnswer.Forward : DirectionAnswer.Backward;
        return new PairResult(
            answer, total, low, high, ratio.Average(), forward.Dependence.Average(), backward.Dependence.Average(), means.Average(mean => mean * total > 0 ? 1 : 0));
    }

    /// <summary>Held-out log-likelihood and dependence left of "a before b", a mean for each half of each segment.</summary>
    private static (double[] LogLikelihood, double[] Dependence) Order(MechanismScores scores, int a, int b, IReadOnlyList<int> given)
    {
        var (first, second) = (scores.Of(a, given), scores.Of(b, [.. given, a]));
        double[] sum = [.. first.LogLikelihood.Zip(second.LogLikelihood, (p, q) => p + q)];
        return (scores.BlockMeans(sum), ResidualDependence.BySegment(first.Disturbance, second.Disturbance, scores.Blocks));
    }

    /// <summary>Means of segments drawn with replacement, ascending; both halves of a segment go together.</summary>
    private static double[] BootstrapMeans(double[] blocks, PairOptions options)
    {
        var stream = new RandomStream(options.Seed).Split("bootstrap");
        var segments = blocks.Length / 2;
        var means = new double[options.Bootstrap];
        foreach (ref var mean in means.AsSpan())
        {
            for (var draw = 0; draw < segments; draw++)
            {
                var segment = stream.NextInt32(segments);
                mean += (blocks[2 * segment] + blocks[2 * segment + 1]) / (2 * segments);
            }
        }

        Array.Sort(means);
        return means;
    }
}
