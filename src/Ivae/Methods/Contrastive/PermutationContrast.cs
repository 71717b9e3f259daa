using System.Numerics;
using Ivae.Autodiff;
using Ivae.Data;
using Ivae.Numerics;

namespace Ivae.Methods.Contrastive;

/// <summary>
/// Permutation-contrastive learning: is a pair of rows (x_t, x_t−1), or (x_t, x_t*) of another time t*? The logit is
/// Σ_i [−|a_i h_i(x_t) + b_i h_i(x_t−1) + c_i| + α_i h_i(x_t)²] + m, whose optimum for autoregressive sources with
/// Laplacian innovations has h_i a source each.
/// </summary>
/// <remarks>Source: Hyvärinen and Morioka, "Nonlinear ICA of temporally dependent stationary sources", AISTATS 2017,
/// equation 14; h is standardised over each batch.</remarks>
internal sealed class PermutationContrast<T> : Contrast<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Variable<T> observed;
    private readonly Variable<T> ofTrue;
    private readonly Variable<T> ofFalse;
    private int[] chosen = [];

    /// <summary>Creates the comparison and records the contrast.</summary>
    public PermutationContrast(FeatureNetwork<T> features, ParameterSet<T> parameters)
    {
        var n = features.Features;
        Variable<T> Row(string name, double start) =>
            Tape.View(parameters, parameters.Add($"comparison.{name}", 1, n, [.. Enumerable.Repeat(start, n)]));
        var (a, b, c, alpha) = (Row("a", 1), Row("b", -1), Row("c", 0), Row("alpha", 1));
        var m = Tape.View(parameters, parameters.Add("comparison.m", 1, 1));

        observed = Tape.Input(features.Observed);
        var h = Tape.Record(new BatchStandardise<T>(features.Apply(observed)));
        Variable<T> Block(int block) => Tape.Record(new RowBlock<T>(h, block, 3));
        var (now, before, other) = (Block(0), Block(1), Block(2));
        var marginal = Tape.Record(new ScaledColumns<T>(now * now, alpha));
        var scaled = Tape.Record(new ScaledColumns<T>(now, a)) + c;
        Variable<T> Logit(Variable<T> second)
            =>
            (marginal - Tape.Record(new Absolute<T>(scaled + Tape.Record(new ScaledColumns<T>(second, b))))).SumOfRow()
                + m;
        (ofTrue, ofFalse) = (Logit(before), Logit(other));
        Bound = (LogSigmoid(ofTrue) + LogSigmoid(-ofFalse)) * 0.5;
    }

    /// <summary>Mean log-probability of the right answers about a true and a false pair.</summary>
    public override Variable<T> Bound { get; }

    public override double? Accuracy => Right(ofTrue, ofFalse);

    /// <summary>The row itself if it follows another, or the next that does.</summary>
    internal static int Follower(ModelData data, int row)
    {
        if (data.Starts.Length == data.Rows)
            throw new DataException("data", "no row follows another, and pairs of neighbours are contrasted; give rows "
                + "in the order of time, or bridge gaps.");
        if (data.Starts.Length == 1)
            return Math.Clamp(row, 1, data.Rows - 1);
        while (Array.BinarySearch(data.Starts, row) >= 0)
            row = (row + 1) % data.Rows;
        return row;
    }

    /// <summary>
    /// Copies the rows, those before them and as many others, one block after the other; a row that follows no other,
    /// as the first, gives way to the next that does.
    /// </summary>
    public override void Load(ModelData data, ReadOnlySpan<int> rows, ReadOnlySpan<int> others, RandomStream stream)
    {
        var count = rows.Length;
        if (chosen.Length < 3 * count)
            chosen = new int[3 * count];
        for (var i = 0; i < count; i++)
        {
            chosen[i] = Follower(data, rows[i]);
            chosen[count + i] = chosen[i] - 1;
        }

        Draw(others, chosen.AsSpan(2 * count, count), stream);
        ModelData.Copy(data.Observed, chosen.AsSpan(0, 3 * count), observed, 0);
    }
}
