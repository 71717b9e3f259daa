using Ivae.Numerics;

namespace Ivae.Evaluation.Disentanglement;

/// <summary>
/// Plug-in mutual information of latents, in 20 bins of equal width from smallest to largest value, with the levels of
/// factors; in nats.
/// </summary>
internal static class MutualInformation
{
    private const int Bins = EvaluationDecisions.LatentBins;

    /// <summary>I(z_i; v_k) <c>[L, K]</c>.</summary>
    public static double[,] OfAll(Matrix latents, FactorLevels[] factors)
    {
        var information = new double[latents.Columns, factors.Length];
        for (var i = 0; i < latents.Columns; i++)
        {
            var codes = EqualWidth(latents.Column(i));
            for (var k = 0; k < factors.Length; k++)
                information[i, k] = Between(codes, Bins, factors[k].Codes, factors[k].Count);
        }

        return information;
    }

    /// <summary>H(v) of levels.</summary>
    public static double Entropy(FactorLevels factor) =>
        Between(factor.Codes, factor.Count, factor.Codes, factor.Count);

    /// <summary>I(a; b) = Σ p(a, b) log [p(a, b) / (p(a) p(b))] of two codes <c>[N]</c>.</summary>
    public static double Between(int[] a, int levelsA, int[] b, int levelsB)
    {
        var joint = new double[levelsA, levelsB];
        var (marginalA, marginalB) = (new double[levelsA], new double[levelsB]);
        for (var row = 0; row < a.Length; row++)
        {
            joint[a[row], b[row]]++;
            marginalA[a[row]]++;
            marginalB[b[row]]++;
        }

        var sum = 0.0;
        for (var i = 0; i < levelsA; i++)
            for (var j = 0; j < levelsB; j++)
                if (joint[i, j] > 0)
                    sum += joint[i, j] / a.Length * Math.Log(joint[i, j] * a.Length / (marginalA[i] * marginalB[j]));
        return Math.Max(sum, 0);
    }

    /// <summary>
    /// Bin of each value from 0 <c>[N]</c>; the largest value belongs to the last bin, and a constant column to the
    /// first.
    /// </summary>
    public static int[] EqualWidth(float[] values)
    {
        double low = values.Min(), width = (values.Max() - low) / Bins;
        return Array.ConvertAll(values, value => width > 0 ? Math.Min((int)((value - low) / width), Bins - 1) : 0);
    }
}
