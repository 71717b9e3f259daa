using Ivae.Data;
using Ivae.Independence;
using Ivae.Methods;
using Ivae.Numerics;

namespace Ivae.Causality;

/// <summary>
/// The four-test procedure on two disturbances recovered by nonlinear ICA: in x₁ → x₂ the cause x₁ is a function of one
/// disturbance only. Exactly one of the tests of x_a ⟂ n_b stays unrejected, and then a is the cause.
/// </summary>
/// <remarks>
/// Source: Monti, Zhang and Hyvärinen 2019 (NonSENS); Khemakhem et al. 2020, supplement I.2. Here tests are made within
/// segments, since over all of them x and n depend on each other through u, and p-values are adjusted by Holm's method.
/// </remarks>
internal static class FourTests
{
    /// <summary>The answer for given disturbances.</summary>
    /// <param name="observed">x <c>[N, 2]</c>.</param>
    /// <param name="disturbances">n <c>[N, 2]</c>, in any order, each up to an invertible map; of other rows than the
    /// ones they were learned on.</param>
    /// <param name="segment">Segment of each row <c>[N]</c>.</param>
    /// <param name="alpha">Level of the four tests together.</param>
    /// <exception cref="ArgumentException">There are not two columns each, or rows are too few.</exception>
    public static FourTestResult Decide(
        Matrix observed, Matrix disturbances, IReadOnlyList<int> segment, double alpha = CausalityDecisions.Alpha)
    {
        ArgumentNullException.ThrowIfNull(observed);
        ArgumentNullException.ThrowIfNull(disturbances);
        ArgumentNullException.ThrowIfNull(segment);
        if (observed.Columns != 2 || disturbances.Columns != 2)
            throw new ArgumentException($"{observed.Columns} variables and {disturbances.Columns} disturbances; the "
                + "four tests take 2 of each.", nameof(observed));
        double[] p = [.. Enumerable.Range(0, 4).Select(test =>
            Hsic.GivenSegment(observed.TakeColumns([test / 2]), disturbances.TakeColumns([test % 2]), segment).PValue)];
        var adjusted = MultipleTesting.Holm(p);
        int[] kept = [.. Enumerable.Range(0, 4).Where(test => adjusted[test] > alpha)];
        var answer = kept.Length switch
        {
            0 => DirectionAnswer.Confounded,
            1 => kept[0] / 2 == 0 ? DirectionAnswer.Forward : DirectionAnswer.Backward,
            _ => DirectionAnswer.Undetermined,
        };
        return new FourTestResult(answer, adjusted);
    }

    /// <summary>
    /// Learns the disturbances of two variables by any method of <see cref="IvaeEstimator"/> on one half of every
    /// segment, and tests on the other.
    /// </summary>
    /// <param name="data">Two variables, and u whose levels are the segments.</param>
    /// <param name="options">Method and training; as many latents as variables.</param>
    /// <param name="alpha">Level of the four tests together.</param>
    /// <param name="cancellation">Ends training early.</param>
    /// <exception cref="DataException">The data cannot be used.</exception>
    public static FourTestResult Fit(
        Dataset data,
        IvaeOptions options,
        double alpha = CausalityDecisions.Alpha,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        var causal = CausalData.Of(data);
        int[] RowsOf(int half) => [.. Enumerable.Range(0, causal.Rows).Where(row => causal.Half[row] == half)];
        var fit =
            new IvaeEstimator(options with { LatentDimension = 2 }).Fit(data.TakeRows(RowsOf(0)), null, cancellation);
        var tested = RowsOf(1);
        var rows = data.TakeRows(tested);
        return Decide(rows.Observed, fit.Model.Transform(rows), [.. tested.Select(row => causal.Segment[row])], alpha);
    }
}
