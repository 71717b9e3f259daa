using Ivae.Numerics;

namespace Ivae.Evaluation.Disentanglement;

/// <summary>
/// Regression trees on bootstrap samples of rows, averaged. Targets may have several columns; a split removes the
/// squared error of all of them.
/// </summary>
/// <remarks>Source: Breiman 2001; importances as in Breiman, Friedman, Olshen and Stone 1984.</remarks>
internal sealed class RandomForest
{
    private const int Trees = 10;
    private const int MaxDepth = 12;
    private const int MinLeaf = 5;
    private readonly Matrix x;
    private readonly Matrix y;
    private readonly List<Node>[] trees;

    /// <summary>Fits features <c>[N, p]</c> to targets <c>[N, q]</c>.</summary>
    public RandomForest(Matrix features, Matrix targets, RandomStream stream)
    {
        (x, y) = (features, targets);
        Importances = new double[x.Columns];
        trees = new List<Node>[Trees];
        for (var tree = 0; tree < Trees; tree++)
        {
            var random = stream.Split((ulong)tree);
            var rows = new int[x.Rows];
            foreach (ref var row in rows.AsSpan())
                row = random.NextInt32(x.Rows);
            Grow(trees[tree] = [], rows, 0);
        }

        var total = Importances.Sum();
        for (var i = 0; i < Importances.Length && total > 0; i++)
            Importances[i] /= total;
    }

    /// <summary>
    /// Share of the removed squared error that splits on each feature removed <c>[p]</c>; all 0 where nothing was
    /// split.
    /// </summary>
    public double[] Importances { get; }

    /// <summary>Predicted targets <c>[N, q]</c>.</summary>
    public Matrix Predict(Matrix features)
    {
        var predicted = new Matrix(features.Rows, y.Columns);
        for (var row = 0; row < features.Rows; row++)
            foreach (var tree in trees)
            {
                var node = tree[0];
                while (node.Mean is null)
                    node = tree[features[row, node.Feature] <= node.Threshold ? node.Left : node.Right];
                for (var c = 0; c < y.Columns; c++)
                    predicted[row, c] += (float)(node.Mean[c] / Trees);
            }

        return predicted;
    }

    /// <summary>Appends a node and all below it; gives its place.</summary>
    private int Grow(List<Node> tree, int[] rows, int depth)
    {
        var place = tree.Count;
        tree.Add(null!);
        var (feature, count, gain) = depth < MaxDepth && rows.Length >= 2 * MinLeaf ? BestSplit(rows) : default;
        if (gain <= 0)
        {
            tree[place] = new Node { Mean = Array.ConvertAll(Sums(rows), sum => sum / rows.Length) };
            return place;
        }

        Importances[feature] += gain;
        Sort(rows, feature);
        // The largest value on the left as threshold: a midpoint could round onto the right one.
        var threshold = x[rows[count - 1], feature];
        var left = Grow(tree, rows[..count], depth + 1);
        tree[place] = new Node
        {
            Feature = feature,
            Threshold = threshold,
            Left = left,
            Right = Grow(tree, rows[count..], depth + 1),
        };
        return place;
    }

    /// <summary>
    /// The feature, the number of rows on the left and the squared error removed by the best split; a gain of 0 where
    /// there is none.
    /// </summary>
    private (int Feature, int Count, double Gain) BestSplit(int[] rows)
    {
        var best = (Feature: 0, Count: 0, Gain: 0.0);
        var total = Sums(rows);
        var unsplit = total.Sum(sum => sum * sum) / rows.Length;
        var left = new double[y.Columns];
        var sorted = (int[])rows.Clone();
        for (var feature = 0; feature < x.Columns; feature++)
        {
            Sort(sorted, feature);
            Array.Clear(left);
            for (var count = 1; count <= rows.Length - MinLeaf; count++)
            {
                var row = y.Row(sorted[count - 1]);
                for (var c = 0; c < left.Length; c++)
                    left[c] += row[c];
                if (count < MinLeaf || x[sorted[count - 1], feature] == x[sorted[count], feature])
                    continue;
                var split = 0.0;
                for (var c = 0; c < left.Length; c++)
                    split +=
                        left[c] * left[c] / count + (total[c] - left[c]) * (total[c] - left[c]) / (rows.Length - count);
                if (split - unsplit > best.Gain + 1e-9 * Math.Abs(unsplit)) // equal but for rounding: the first
                    best = (feature, count, split - unsplit);
            }
        }

        return best;
    }

    private double[] Sums(int[] rows)
    {
        var sums = new double[y.Columns];
        foreach (var row in rows)
            for (var c = 0; c < sums.Length; c++)
                sums[c] += y[row, c];
        return sums;
    }

    private void Sort(int[] rows, int feature) => Array.Sort(Array.ConvertAll(rows, row => x[row, feature]), rows);

    /// <summary>A leaf with its mean, or a split.</summary>
    private sealed class Node
    {
        public double[]? Mean { get; init; }

        public int Feature { get; init; }

        public float Threshold { get; init; }

        public int Left { get; init; }

        public int Right { get; init; }
    }
}
