namespace Ivae.Methods.Linear;

/// <summary>A density of free shape: the mixture Σ_k w_k N(z; m_k, s_k²) of K normal densities.</summary>
/// <remarks>
/// Source: Dempster, Laird and Rubin, "Maximum likelihood from incomplete data via the EM algorithm", J. R. Stat. Soc.
/// B 39, 1977.
/// </remarks>
internal sealed class NormalMixture : MarginalDensity
{
    /// <summary>
    /// Standard deviation of a component as share of that of the data, at least: spikes on single rows have no bound.
    /// </summary>
    public const double NarrowestShare = 0.05;

    private readonly double[] weights;
    private readonly double[] means;
    private readonly double[] deviations;
    private readonly double[] logFactors;

    /// <summary>The mixture of given components.</summary>
    /// <param name="weights">w <c>[K]</c>, not negative, of sum 1.</param>
    /// <param name="means">m <c>[K]</c>.</param>
    /// <param name="deviations">s <c>[K]</c>, positive.</param>
    /// <exception cref="ArgumentException">A number is out of range, or there are not as many of each.</exception>
    public NormalMixture(IReadOnlyList<double> weights, IReadOnlyList<double> means, IReadOnlyList<double> deviations)
    {
        if (weights.Count == 0 || means.Count != weights.Count || deviations.Count != weights.Count)
            throw new ArgumentException(
                $"{weights.Count} weights, {means.Count} means and {deviations.Count} deviations; " +
                "give as many of each, at least one.");
        if (!(Math.Abs(weights.Sum() - 1) < 1e-9) || !weights.All(w => w >= 0))
            throw new ArgumentException(
                $"Weights {string.Join(", ", weights)}; they must not be negative and have sum 1.", nameof(weights));
        if (!deviations.All(s => s > 0 && double.IsFinite(s)))
            throw new ArgumentException(
                $"Deviations {string.Join(", ", deviations)}; they must be positive.", nameof(deviations));
        (this.weights, this.means, this.deviations) = ([.. weights], [.. means], [.. deviations]);
        logFactors = [.. weights.Zip(deviations, (w, s) => Math.Log(w / s) - 0.5 * Math.Log(2 * Math.PI))];
    }

    /// <summary>w <c>[K]</c>.</summary>
    public IReadOnlyList<double> Weights => weights;

    /// <summary>m <c>[K]</c>.</summary>
    public IReadOnlyList<double> Means => means;

    /// <summary>s <c>[K]</c>.</summary>
    public IReadOnlyList<double> Deviations => deviations;

    /// <summary>
    /// The mixture of most likelihood of values z <c>[N]</c>, by expectation–maximisation from components on K equal
    /// shares of the sorted values.
    /// </summary>
    /// <param name="z">Values, not all alike.</param>
    /// <param name="components">K, at least 1; fewer are taken of fewer than 2 K values.</param>
    /// <param name="iterations">Steps at most.</param>
    /// <exception cref="ArgumentException">There are fewer than two different values, or K is below 1.</exception>
    public static NormalMixture Fit(ReadOnlySpan<double> z, int components = 6, int iterations = 200)
    {
        var mixture = Start(z, components);
        var likelihood = double.NegativeInfinity;
        for (var iteration = 0; iteration < iterations; iteration++)
        {
            (mixture, var next) = mixture.Improved(z);
            if (next - likelihood < 1e-7)
                break;
            likelihood = next;
        }

        return mixture;
    }

    /// <summary>Components on equal shares of the sorted values.</summary>
    internal static NormalMixture Start(ReadOnlySpan<double> z, int components)
    {
        if (components < 1)
            throw new ArgumentException($"{components} components; give at least 1.", nameof(components));
        var (_, deviation) = Moments(z);
        if (!(deviation > 0))
            throw new ArgumentException(
                $"{z.Length} values of deviation {deviation}; a density needs at least two different ones.", nameof(z));
        var sorted = z.ToArray();
        Array.Sort(sorted);
        var k = Math.Clamp(sorted.Length / 2, 1, components);
        var ends = Enumerable.Range(0, k + 1).Select(i => (int)((long)sorted.Length * i / k)).ToArray();
        var shares = Enumerable.Range(0, k).Select(i => Moments(sorted.AsSpan(ends[i]..ends[i + 1]))).ToArray();
        return new NormalMixture(
            [.. shares.Select(_ => 1.0 / k)],
            [.. shares.Select(share => share.Mean)],
            [.. shares.Select(share => Math.Max(share.Deviation, NarrowestShare * deviation))]);
    }

    /// <summary>
    /// The mixture after a step of expectation–maximisation on z <c>[N]</c>, and the mean log-likelihood before it.
    /// </summary>
    internal (NormalMixture Mixture, double MeanLogDensity) Improved(ReadOnlySpan<double> z)
    {
        var k = weights.Length;
        var (mass, first, second, shares, total) = (new double[k], new double[k], new double[k], new double[k], 0.0);
        foreach (var value in z)
        {
            total += Shares(value, shares);
            for (var i = 0; i < k; i++)
            {
                var centred = value - means[i];
                mass[i] += shares[i];
                first[i] += shares[i] * centred;
                second[i] += shares[i] * centred * centred;
            }
        }

        var floor = NarrowestShare * Moments(z).Deviation;
        var (nextMeans, nextDeviations) = (new double[k], new double[k]);
        for (var i = 0; i < k; i++)
        {
            if (!(mass[i] > 1e-9)) // of no row: left where it is
            {
                (nextMeans[i], nextDeviations[i]) = (means[i], deviations[i]);
                continue;
            }

            var shift = first[i] / mass[i];
            nextMeans[i] = means[i] + shift;
            nextDeviations[i] = Math.Max(Math.Sqrt(Math.Max(second[i] / mass[i] - shift * shift, 0)), floor);
        }

        var sum = mass.Sum();
        return (new NormalMixture(Array.ConvertAll(mass, m => m / sum), nextMeans, nextDeviations), total / z.Length);
    }

    /// <summary>The density of c z.</summary>
    internal NormalMixture Scaled(double c)
        => new(weights, Array.ConvertAll(means, m => c * m), Array.ConvertAll(deviations, s => Math.Abs(c) * s));

    /// <inheritdoc/>
    public override double LogDensity(double z, out double score, out double slope)
    {
        Span<double> shares = stackalloc double[weights.Length];
        var logDensity = Shares(z, shares);
        (score, slope) = (0, 0);
        for (var i = 0; i < shares.Length; i++)
        {
            var precision = 1 / (deviations[i] * deviations[i]);
            var pull = (z - means[i]) * precision;
            score += shares[i] * pull;
            slope += shares[i] * (precision - pull * pull);
        }

        slope += score * score;
        return logDensity;
    }

    /// <summary>p(k | z) <c>[K]</c> and log p(z).</summary>
    private double Shares(double z, Span<double> shares)
    {
        var maximum = double.NegativeInfinity;
        for (var i = 0; i < shares.Length; i++)
        {
            var standard = (z - means[i]) / deviations[i];
            shares[i] = logFactors[i] - standard * standard / 2;
            maximum = Math.Max(maximum, shares[i]);
        }

        var sum = 0.0;
        for (var i = 0; i < shares.Length; i++)
            sum += shares[i] = Math.Exp(shares[i] - maximum);
        for (var i = 0; i < shares.Length; i++)
            shares[i] /= sum;
        return maximum + Math.Log(sum);
    }

    private static (double Mean, double Deviation) Moments(ReadOnlySpan<double> z)
    {
        var (mean, variance) = (0.0, 0.0);
        foreach (var value in z)
            mean += value / z.Length;
        foreach (var value in z)
            variance += (value - mean) * (value - mean) / z.Length;
        return (mean, Math.Sqrt(variance));
    }
}
