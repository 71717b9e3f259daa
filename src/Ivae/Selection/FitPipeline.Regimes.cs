using System.Globalization;
using Ivae.Data;
using Ivae.Distributions;
using Ivae.Methods;
using Ivae.Numerics;

namespace Ivae.Selection;

/// <content>A choice among numbers of regimes.</content>
internal sealed partial class FitPipeline
{
    /// <summary>
    /// A fit for each number of regimes: of two, the larger is taken where held-out rows, given those before them, are
    /// more likely by more than chance, of which sequences or blocks in time are the units.
    /// </summary>
    private FitResult WithBestRegimes(RegimeCount range)
    {
        FitResult? best = null;
        var (judged, likelihoods) = (Array.Empty<double>(), new List<string>());
        int[] rows = data.Units.WithPast(data.JudgedRows.ToArray(), options.Prior.Past);
        for (var count = range.Least; count <= range.Most; count++)
        {
            var words = string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "regime" : "regimes")}");
            var asked = options with { Prior = options.Prior with { Regimes = count } };
            var fit = TrainAndRefine(asked, words, $"Trains the flow with {words}.");
            if (IsCancelled)
                return (best ?? fit).Cancelled(stages[^1]);
            if (!fit.Training.HasModel || fit.Model is not IvaeModel model)
            {
                best ??= fit;
                continue;
            }

            double[] own = [.. model.ScoreRows(fit.Data, rows, samples: 1, seed: 0).Elbo];
            likelihoods.Add(string.Create(CultureInfo.InvariantCulture, $"{own.Average():F3} with {count}"));
            if (judged.Length > 0)
            {
                var gain = HeldOutDifference.Of(
                    [.. own.Zip(judged, (one, other) => one - other)], RowOrder.Starts(data.Units.Starts, rows));
                if (gain.Mean <= Quantile.Normal975 * gain.Error)
                    continue;
            }

            (best, judged) = (fit, own);
        }

        return best! with
        {
            Warnings =
            [
                .. best.Warnings,
                $"{((IvaeModel)best.Model).Chain?.Regimes} of {range} regimes were chosen, the fewest that no larger "
                    + "number clearly exceeds on held-out rows; nats per row: " + string.Join(", ", likelihoods) + ".",
            ],
        };
    }
}
