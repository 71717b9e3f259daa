using Ivae.Methods;

namespace Ivae.Reporting;

/// <summary>The regimes of a model that are not observed, in numbers.</summary>
/// <param name="Initial">p(k_1) of the first row of a sequence that has a past <c>[K]</c>.</param>
/// <param name="Transition">p(k_t | k_{t−1}), a row for each regime before <c>[K][K]</c>.</param>
/// <param name="DwellRows">Rows that each regime lasts on average, by the transitions <c>[K]</c>.</param>
/// <param name="Share">Part of the rows in which each is the most probable <c>[K]</c>.</param>
internal sealed record RegimeSummary(double[] Initial, double[][] Transition, double[] DwellRows, double[] Share)
{
    /// <summary>Those of a fit; none where there are no regimes.</summary>
    public static RegimeSummary? Of(FitResult fit)
    {
        if (fit.Model is not IvaeModel { Chain: { } chain } model)
            return null;
        var k = chain.Regimes;
        var path = model.Regimes(fit.Data).Path.Where(regime => regime >= 0).ToArray();
        return new(
            chain.Initial,
            [.. Enumerable.Range(0, k).Select(from => chain.Transition[(from * k)..((from + 1) * k)])],
            chain.Dwell(),
            [.. Enumerable.Range(0, k).Select(regime =>
                path.Count(one => one == regime) / (double)Math.Max(1, path.Length))]);
    }
}
