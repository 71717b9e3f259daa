using Ivae.Data;
using Ivae.Methods;
using Ivae.Numerics;

namespace Ivae.Identifiability;

/// <summary>
/// Latents in units of their prior: (z − mean(u)) / deviation(u) of a draw from the posterior, which over the rows
/// should be a draw from the standardised prior. Where the prior reads the past, both are given u and the past.
/// </summary>
/// <param name="Values">The draws <c>[N, L]</c>.</param>
/// <param name="Posterior">Means and deviations given x <c>[N, L]</c>.</param>
/// <param name="Prior">Means and deviations given u <c>[N, L]</c>.</param>
/// <param name="Groups">Level of u of each row, or group of rows whose u resemble each other <c>[N]</c>.</param>
/// <param name="Rows">The rows, from 0; without those that lack the past which the prior reads <c>[N]</c>.</param>
internal sealed record StandardLatents(
    Matrix Values, (Matrix Mean, Matrix StandardDeviation) Posterior,
    (Matrix Mean, Matrix StandardDeviation) Prior, int[] Groups, int[] Rows)
{
    /// <summary>Those of some rows.</summary>
    public static StandardLatents Of(IvaeModel model, Dataset data)
    {
        var options = model.Description.Options;
        var u = model.Method.NeedsAuxiliary ? data.Auxiliary : Auxiliary.None(data.Rows);
        var rows = model.RowsWithPast(data);
        var posterior = Taken(model.Posterior(data));
        var prior = Taken(model.Past > 0 ? model.Prior(data) : model.Prior(u));
        u = rows.Length == data.Rows ? u : u.TakeRows(rows);
        var random = new RandomStream(options.Seed).Split("posterior draw");
        var values = new Matrix(rows.Length, model.Latents);
        for (var i = 0; i < values.Values.Length; i++)
        {
            var draw = posterior.Mean.Values[i] + posterior.StandardDeviation.Values[i] * random.NextNormal();
            values.Values[i] = (float)((draw - prior.Mean.Values[i]) / prior.StandardDeviation.Values[i]);
        }

        var groups = options.Prior.ReadsAuxiliary
            ? ConditionGroups.Of(
                u, LearnedParameters.Of(prior.Mean, prior.StandardDeviation, posterior.Mean, options.Prior))
            : ConditionGroups.Of(Auxiliary.None(rows.Length), new Matrix(rows.Length, 0));
        return new(values, posterior, prior, groups.Codes, rows);

        (Matrix Mean, Matrix StandardDeviation) Taken((Matrix Mean, Matrix Deviation) moments) =>
            rows.Length == data.Rows ? moments : (moments.Mean.TakeRows(rows), moments.Deviation.TakeRows(rows));
    }

    /// <summary>How much they depend on each other given u.</summary>
    public IReadOnlyList<PairDependence> Dependence(RandomStream random) =>
        ConditionalDependence.Of(Values, Groups, random);
}
