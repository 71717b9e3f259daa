using Ivae.Numerics;
using Ivae.Training;

namespace Ivae.Causality;

/// <summary>
/// Which of two variables causes the other: triangular flows under both orders, fitted to one half of every segment and
/// compared on the other, and the dependence left between their disturbances within segments. The right order has the
/// higher likelihood, leaves none, and its cause has one disturbance, whose shape is the same in all segments.
/// </summary>
/// <remarks>
/// Source: Khemakhem, Monti, Leech and Hyvärinen 2021 (likelihood ratio of autoregressive flows) and Monti, Zhang and
/// Hyvärinen 2019 (independence of disturbances). Dependence is measured and compared with a margin instead of tested
/// for: with enough rows any error of estimation is significant. Within segments, since over all of them disturbances
/// depend on each other through u.
/// </remarks>
public static class PairDirection
{
    /// <summary>The direction between columns 0 and 1 of two-column data.</summary>
    /// <exception cref="ArgumentException">Options are out of range, or there are not two variables.</exception>
    public static PairResult Of(CausalData data, PairOptions options, CancellationToken cancellation = default) =>
        Of(data, options, null, cancellation);

    /// <summary>The same, its mechanisms being kept.</summary>
    internal static PairResult Of(
        CausalData data, PairOptions options, Checkpoint? checkpoint, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (data.Variables != 2)
            throw new ArgumentException(
                $"{data.Variables} variables; a pair has 2. Use a graph for more.", nameof(data));
        var stream = new RandomStream(options.Seed);
        return Compare(
            new MechanismScores(data, options.Mechanism, stream.Split("mechanisms"), checkpoint, cancellation),
            0, 1, [], options);
    }

    /// <summary>The direction between a and b given variables that come before both.</summary>
    internal static PairResult Compare(
        MechanismScores scores, int a, int b, IReadOnlyList<int> given, PairOptions options)
    {
        var (forward, backward) = (Order(scores, a, b, given), Order(scores, b, a, given));
        double[] ratio = [.. forward.LogLikelihood.Zip(backward.LogLikelihood, (f, r) => f - r)];
        double[] less = [.. backward.Dependence.Zip(forward.Dependence, (r, f) => r - f)];
        double[] evidence = [.. less.Select((value, m) => value + (ratio[2 * m] + ratio[2 * m + 1]) / 2)];
        var (total, means) = (evidence.Average(), BootstrapMeans(evidence, options));
        var (low, high) = Interval(means, options.Alpha);
        var (better, other) = total > 0 ? (forward, backward) : (backward, forward);
        var chance = ResidualDependence.StandardErrorByChance(scores.Blocks);
        var allowed = Math.Max(
            CausalityDecisions.MaxDependence + CausalityDecisions.ChanceErrorsLeft * chance,
            CausalityDecisions.DependenceShare * other.Left);
        var fits = better.Left <= allowed && better.Skewness <= CausalityDecisions.MaxSkewnessChange;

        // The two halves are scored by different fits, whose errors no resampling of segments shows: they must agree.
        var agree = Enumerable.Range(0, 2)
            .All(half => (less.Average() + ratio.Where((_, i) => i % 2 == half).Average()) * total > 0);
        var byEvidence = agree && low * high > 0 && Math.Abs(total) >= options.Margin;
        var (least, most) = Interval(BootstrapMeans(less, options), options.Alpha);
        var byDependence = agree && fits && least * most > 0
            && less.Average() * Math.Sign(total) > CausalityDecisions.ChanceErrorsOfDifference * chance;
        var answer = !byEvidence && !byDependence ? DirectionAnswer.Undetermined
            : !fits ? DirectionAnswer.Confounded
            : total > 0 ? DirectionAnswer.Forward : DirectionAnswer.Backward;
        return new PairResult(
            answer, total, low, high, ratio.Average(), forward.Left, backward.Left, forward.Skewness, backward.Skewness,
            means.Average(mean => mean * total > 0 ? 1 : 0));
    }

    /// <summary>
    /// Held-out log-likelihood of "a before b", a mean for each half of each segment; the dependence in each segment;
    /// what of it is left, on average, without what segments share; and how much the shape of the cause's disturbance
    /// changes.
    /// </summary>
    private static (double[] LogLikelihood, double[] Dependence, double Left, double Skewness) Order(
        MechanismScores scores, int a, int b, IReadOnlyList<int> given)
    {
        int[] causes = [.. given, a];
        double[] sum = [.. scores.LogLikelihood(a, given).Zip(scores.LogLikelihood(b, causes), (p, q) => p + q)];
        var (own, effect) = (SharedError.Standardised(scores.Of(a, given).Disturbance, scores.Blocks),
            scores.Of(b, causes).Disturbance);
        var rest = SharedError.Remove(effect, scores.Data.Standardised.TakeColumns([a]).Values, scores.Blocks);
        return (
            sum,
            ResidualDependence.BySegment(own, SharedError.Standardised(effect, scores.Blocks), scores.Blocks),
            ResidualDependence.BySegment(own, rest, scores.Blocks).Average(),
            SegmentSkewness.Changes(own, scores.Blocks));
    }

    private static (double Low, double High) Interval(double[] means, double alpha)
    {
        var tail = (int)(alpha / 2 * means.Length);
        return (means[tail], means[^(tail + 1)]);
    }

    /// <summary>Means of segments drawn with replacement, ascending.</summary>
    private static double[] BootstrapMeans(double[] evidence, PairOptions options)
    {
        var stream = new RandomStream(options.Seed).Split("bootstrap");
        var means = new double[options.Bootstrap];
        foreach (ref var mean in means.AsSpan())
        {
            for (var draw = 0; draw < evidence.Length; draw++)
                mean += evidence[stream.NextInt32(evidence.Length)] / evidence.Length;
        }

        Array.Sort(means);
        return means;
    }
}
