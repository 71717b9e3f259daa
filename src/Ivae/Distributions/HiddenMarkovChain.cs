using Ivae.Numerics;

namespace Ivae.Distributions;

/// <summary>
/// K regimes of which each row of a piece is in one that is not observed, and follows that of the row before: p(k_1),
/// p(k_t | k_{t−1}). Pieces are rows that follow each other; nothing is said across their borders.
/// </summary>
/// <remarks>
/// Source: Baum, Petrie, Soules and Weiss, "A maximization technique occurring in the statistical analysis of
/// probabilistic functions of Markov chains", Annals of Mathematical Statistics 41, 1970; the scaling is that of
/// Rabiner, Proceedings of the IEEE 77, 1989.
/// </remarks>
/// <param name="Initial">p(k_1) of the first row of a piece <c>[K]</c>.</param>
/// <param name="Transition">p(k_t | k_{t−1}), from row to column <c>[K·K]</c>.</param>
internal sealed record HiddenMarkovChain(double[] Initial, double[] Transition)
{
    /// <summary>
    /// Rows that each first regime and each change is counted as having been seen before the data: Laplace's rule,
    /// which keeps all of them possible.
    /// </summary>
    private const double SeenBefore = 1;

    /// <summary>K.</summary>
    public int Regimes => Initial.Length;

    /// <summary>A chain that stays with a probability, and goes to each other regime alike.</summary>
    public static HiddenMarkovChain Staying(int regimes, double stay)
    {
        var transition = new double[regimes * regimes];
        for (var i = 0; i < transition.Length; i++)
            transition[i] = regimes == 1 ? 1 : i % (regimes + 1) == 0 ? stay : (1 - stay) / (regimes - 1);
        return new([.. Enumerable.Repeat(1.0 / regimes, regimes)], transition);
    }

    /// <summary>
    /// The likelihood of pieces, exact by the forward recursion, and what it says of the regimes given all rows.
    /// </summary>
    /// <param name="logDensity">log p(row | regime), in nats <c>[N, K]</c>.</param>
    /// <param name="pieces">Rows that follow each other, from the first to before the end.</param>
    public RegimePosterior Given(Matrix logDensity, IEnumerable<(int Start, int End)> pieces)
    {
        var k = Regimes;
        var found = new RegimePosterior(logDensity.Rows, k);
        Span<double> now = stackalloc double[k], later = stackalloc double[k];
        foreach (var (start, end) in pieces)
        {
            if (end <= start)
                continue;
            var (predicted, filtered) = (new double[(end - start) * k], new double[(end - start) * k]);
            var scale = new double[end - start];
            for (var row = start; row < end; row++) // forward: p(k_t | rows before), then given the row too
            {
                var own = predicted.AsSpan((row - start) * k, k);
                for (var j = 0; j < k; j++)
                    own[j] = row == start ? Initial[j] : Sum(filtered.AsSpan((row - 1 - start) * k, k), j);
                var largest = Largest(logDensity.Row(row));
                for (var j = 0; j < k; j++)
                    scale[row - start] += now[j] = own[j] * Math.Exp(logDensity[row, j] - largest);
                for (var j = 0; j < k; j++)
                    filtered[(row - start) * k + j] = now[j] / scale[row - start];
                found.LogLikelihood += Math.Log(scale[row - start]) + largest;
                found.SetLogPredicted(row, own);
            }

            later.Fill(1);
            for (var row = end - 1; row >= start; row--) // backward: later[k] ∝ p(rows after | k_t)
            {
                var own = predicted.AsSpan((row - start) * k, k);
                var largest = Largest(logDensity.Row(row));
                found.SetGivenAll(row, own, later, logDensity.Row(row));
                if (row == start)
                    break;
                for (var j = 0; j < k; j++)
                    now[j] = Math.Exp(logDensity[row, j] - largest) * later[j] / scale[row - start];
                var before = filtered.AsSpan((row - 1 - start) * k, k);
                for (var i = 0; i < k; i++)
                {
                    later[i] = 0;
                    for (var j = 0; j < k; j++)
                    {
                        var onwards = Transition[i * k + j] * now[j];
                        later[i] += onwards;
                        found.Changes[i * k + j] += before[i] * onwards;
                    }
                }
            }

            for (var j = 0; j < k; j++)
                found.First[j] += found.Probability[start, j];
        }

        return found;
    }

    /// <summary>The chain under which the regimes that were found are most likely, with Laplace's rule.</summary>
    public static HiddenMarkovChain Of(RegimePosterior found)
    {
        var k = found.First.Length;
        var transition = new double[k * k];
        for (var i = 0; i < k; i++)
            Shares(found.Changes.AsSpan(i * k, k)).CopyTo(transition, i * k);
        return new(Shares(found.First), transition);
    }

    /// <summary>Rows that a regime lasts on average, 1 / (1 − p(k | k)) <c>[K]</c>.</summary>
    public double[] Dwell() =>
        [.. Enumerable.Range(0, Regimes).Select(i => 1 / Math.Max(1 - Transition[i * Regimes + i], 1e-12))];

    /// <summary>Regimes of rows that follow each other, drawn <c>[N]</c>.</summary>
    public int[] Draw(int rows, RandomStream stream)
    {
        var drawn = new int[rows];
        for (var row = 0; row < rows; row++)
        {
            var shares = row == 0 ? Initial : Transition.AsSpan(drawn[row - 1] * Regimes, Regimes);
            var left = stream.NextDouble();
            while (drawn[row] < Regimes - 1 && (left -= shares[drawn[row]]) >= 0)
                drawn[row]++;
        }

        return drawn;
    }

    private double Sum(ReadOnlySpan<double> before, int to)
    {
        var sum = 0.0;
        for (var i = 0; i < before.Length; i++)
            sum += before[i] * Transition[i * before.Length + to];
        return sum;
    }

    private static double Largest(ReadOnlySpan<float> row)
    {
        var largest = double.NegativeInfinity;
        foreach (var value in row)
            largest = Math.Max(largest, value);
        return largest;
    }

    private static double[] Shares(ReadOnlySpan<double> counts)
    {
        var sum = 0.0;
        foreach (var count in counts)
            sum += count + SeenBefore;
        var shares = new double[counts.Length];
        for (var i = 0; i < shares.Length; i++)
            shares[i] = (counts[i] + SeenBefore) / sum;
        return shares;
    }
}
