using Ivae.Data;
using Ivae.Distributions;
using Ivae.Methods;
using Ivae.Selection;

namespace Ivae.Identifiability;

/// <summary>
/// How well a family describes latents that are known up to a rising map of each: every family is judged by the same
/// latents, each bent as suits it best.
/// </summary>
/// <param name="Family">The family.</param>
/// <param name="Loss">How much less likely the latents are than under the best family, in nats a row.</param>
/// <param name="LossError">Standard error of the loss, row by row.</param>
public sealed record FamilyScore(PriorFamily Family, double Loss, double LossError)
{
    /// <summary>Scores of the latents of a fitted model.</summary>
    /// <param name="model">The model, with whatever family.</param>
    /// <param name="data">Its data.</param>
    /// <param name="families">Families to compare, at least one.</param>
    public static FamilyScore[] Of(IvaeModel model, Dataset data, IReadOnlyList<PriorFamily> families)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(families);
        if (families.Count == 1)
            return [new FamilyScore(families[0], 0, 0)];
        var rows = FamilyChoice.LogLikelihoods(model, model.Transform(data), data.Auxiliary, families);
        var best = rows.MaxBy(row => row.Average())!;
        return [.. families.Zip(rows, (family, row) =>
        {
            var (loss, error) = MeanLoss(best, row);
            return new FamilyScore(family, loss, error);
        })];
    }

    /// <summary>
    /// How much less log-likelihood rows have than they have under the best, on average, with its standard error.
    /// </summary>
    internal static (double Mean, double Error) MeanLoss(IReadOnlyList<double> best, IReadOnlyList<double> rows)
    {
        var losses = best.Zip(rows, (x, y) => x - y).ToArray();
        var mean = losses.Average();
        return (mean, Math.Sqrt(losses.Sum(loss => (loss - mean) * (loss - mean))) / losses.Length);
    }
}
