using Ivae.Numerics;

namespace Ivae.Evaluation.Disentanglement;

/// <summary>
/// Whether latents fall apart into the clusters that labels name. Clusters are what is joined by steps shorter than .4
/// of the root mean squared distance between points, so that wide gaps lie between them; what has less than 5 % of the
/// points is none.
/// </summary>
/// <param name="Clusters">Number of clusters.</param>
/// <param name="Purity">Share of all points that are in a cluster and have its most frequent label, 0 … 1. One cluster
/// of all points has the share of the largest label.</param>
internal sealed record ClusterPurity(int Clusters, double Purity)
{
    /// <summary>The clusters of latents; time grows with N².</summary>
    /// <param name="latents">z, <c>[N, L]</c>, N at least 1.</param>
    /// <param name="labels">Label of each row, <c>[N]</c>.</param>
    /// <exception cref="ArgumentException">There are no rows, or the numbers of rows differ.</exception>
    public static ClusterPurity Compute(Matrix latents, IReadOnlyList<int> labels)
    {
        ArgumentNullException.ThrowIfNull(latents);
        ArgumentNullException.ThrowIfNull(labels);
        if (latents.Rows == 0 || labels.Count != latents.Rows)
            throw new ArgumentException($"{labels.Count} labels for {latents.Rows} rows; give one a row, and at least "
                + "one row.", nameof(labels));

        // The mean squared distance of two of N points is 2N/(N − 1) times the total variance.
        const double Step = EvaluationDecisions.ClusterStep;
        var limit = Step * Step * 2 * latents.Rows / Math.Max(latents.Rows - 1, 1) * Columns.Variance(latents).Sum();
        var cluster = new int[latents.Rows];
        Array.Fill(cluster, -1);
        var members = new List<List<int>>();
        for (var start = 0; start < cluster.Length; start++)
        {
            if (cluster[start] >= 0)
                continue;
            var found = new List<int> { start };
            cluster[start] = members.Count;
            for (var next = 0; next < found.Count; next++)
                for (var other = 0; other < cluster.Length; other++)
                    if (cluster[other] < 0 && SquaredDistance(latents.Row(found[next]), latents.Row(other)) < limit)
                    {
                        cluster[other] = members.Count;
                        found.Add(other);
                    }

            members.Add(found);
        }

        var large = members.Where(found => found.Count >= EvaluationDecisions.MinClusterShare * latents.Rows).ToArray();
        var pure = large.Sum(found => found.GroupBy(row => labels[row]).Max(group => group.Count()));
        return new ClusterPurity(large.Length, (double)pure / latents.Rows);
    }

    private static double SquaredDistance(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += (double)(a[i] - b[i]) * (a[i] - b[i]);
        return sum;
    }
}
