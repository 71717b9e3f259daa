using System.Globalization;
using System.Text.Json.Nodes;
using Ivae.Data;
using Ivae.Distributions;
using Ivae.Methods;
using Ivae.Networks;
using Ivae.Numerics;

namespace Ivae.Reporting;

/// <summary>Makes the report of a fit.</summary>
internal static class FitReport
{
    private const int MaxRows = 100_000;
    private const int GridPoints = 101;

    /// <summary>Everything the report shows; of more than 100 000 rows as many, evenly spaced.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="data">The data it was fitted to.</param>
    /// <param name="latents">Posterior means of all rows, <c>[N, L]</c>.</param>
    /// <param name="summary">The scores of the fit.</param>
    /// <param name="details">What else is known about the run; the seconds stay out, so that equal fits have equal
    /// reports.</param>
    public static RunReport Of(
        FitResult fit, Dataset data, Matrix latents, FitSummary summary, RunDetails? details = null)
    {
        var model = fit.Model;
        var description = model.Description;
        var preprocessing = description.Preprocessing;
        var rows = EvenRows.Of(data.Rows, MaxRows);
        var isWhole = rows.Length == data.Rows;
        var (shown, shownLatents) = isWhole ? (data, latents) : (data.TakeRows(rows), latents.TakeRows(rows));
        var levels = Levels(shown);
        var method = model.Method;
        var density = model as IvaeModel;
        var prior = density is null ? null : Prior(density, shown, levels);
        var held = fit.HeldOutRows.Count > 0;
        return new RunReport
        {
            DataName = Path.GetFileName(data.Name),
            Method = method.Title,
            Model = method is DensityMethod ofDensity ? Describe(ofDensity, description) : method.Title,
            Auxiliary = Auxiliary(data, description),
            Outcome = summary.Message,
            Guarantee = summary.Guarantee,
            Version = description.Version,
            Notes = [.. Notes(fit, summary, shown.Rows)],
            Warnings = summary.Warnings,
            RowsInAll = data.Rows,
            Observed = preprocessing.Clip(DataOrder.Observed(shown, description.Recipe)),
            ObservedNames = [.. data.ObservedNames.Zip(description.Recipe.ObservedOrigins ?? data.Origins, WithOrigin)],
            Clipped = preprocessing.Clipped.Any(count => count > 0) ? preprocessing.Clipped : null,
            TimeOrdered = data.TimeOrdered,
            Levels = levels,
            Continuous = shown.Auxiliary.Numeric.Columns > 0 ? shown.Auxiliary.Numeric : null,
            ContinuousNames = shown.Auxiliary.NumericNames,
            RowNumbers = shown.RowNumbers,
            Stages = fit.Stages,
            ModelStage = fit.ModelStage.Number,
            HasHeldOutRows = held,
            Fit = fit,
            Data = shown,
            Accuracy = summary.Accuracy,
            Latents = shownLatents,
            PriorMean = prior?.Mean,
            PriorStandardDeviation = prior?.StandardDeviation,
            PriorGrid = prior?.Grid,
            PriorGridName = prior?.Grid is null ? "u" : shown.Auxiliary.NumericNames[0],
            LearnedTargets = summary.LearnedTargets,
            Reconstruction = density?.DecodeFor(shown, shownLatents),
            Sources = summary.Evaluation is null ? null : FitSummary.Comparable(model, shown.Sources!),
            Matching = summary.Evaluation?.Assignment ?? [],
            HeldOutBound = held ? summary.Elbo : null,
            ImportanceWeightedBound = held && !method.HasExactLikelihood ? summary.Iwae : null,
            ActiveUnits = summary.ActiveUnits,
            MeanCorrelationHeldOut = summary.Evaluation?.MccHeldOut,
            Options = [.. Flatten(summary.Options, "")],
            CommandLine = details?.CommandLine ?? "",
        };
    }

    /// <summary>The model in one line.</summary>
    /// <summary>The name of a column that is counted from an origin: "a − 200000000".</summary>
    private static string WithOrigin(string name, double origin) => origin == 0
        ? name
        : string.Create(CultureInfo.InvariantCulture, $"{name} {(origin > 0 ? '−' : '+')} {Math.Abs(origin)}");

    private static string Describe(DensityMethod method, ModelDescription description)
    {
        var options = description.Options;
        var (prior, likelihood) = (options.Prior, options.Likelihood);
        var isMoving = method.NeedsAuxiliary && prior.ReadsAuxiliary;
        var moving = prior.Modulates switch
        {
            Modulation.Scale => "variance moves",
            Modulation.Mean => "mean moves",
            _ => "mean and variance move",
        };
        var residual = description.Preprocessing.ModelColumns - description.Latents;
        string[] parts =
        [
            prior.ReadsPast ? PastText(prior, description.Auxiliary)
                : prior.HasRegimes ? $"{prior.ShapeText} prior whose {moving} with {RegimeText(prior)}"
                : isMoving
                ? $"{prior.ShapeText} prior whose {moving} with u"
                : $"{prior.ShapeText} prior that does not depend on u",
            description.Preprocessing is { Reduction: not null } reduced
                ? $"{method.EncoderText} of {reduced.ModelColumns} principal components" : method.EncoderText,
            !method.HasExactLikelihood ? $"{likelihood.Family} likelihood"
                : residual > 0 ? $"{residual} residual coordinates that do not depend on u"
                : "no noise",
        ];
        if (method.HasNetworks)
            parts = [.. parts, $"encoder {Layers(method.Encoder.Network)}, decoder {Layers(likelihood.Network)}"
                + (method.LinearPath ? ", each plus a linear map" : "")];
        return string.Join(" · ", parts);
    }

    /// <summary>What a prior that reads the past does with it.</summary>
    private static string PastText(PriorOptions prior, ContextShape auxiliary)
    {
        var given = prior.HasRegimes ? $" and {RegimeText(prior)}"
            : auxiliary is { Columns: 0, Levels.Count: 0 } ? "" : " and u";
        var rows = prior.Past == 1 ? "the row before" : $"the {prior.Past} rows before";
        return prior.HasSumsOfPast
            ? $"{prior.ShapeText} innovations about sums of functions of the latents of {rows}{given}"
            : $"{prior.ShapeText} prior that follows from the latents of {rows}{given} by a network";
    }

    private static string RegimeText(PriorOptions prior) =>
        prior.Regimes!.Most == 1 ? "one regime" : $"{prior.Regimes} regimes that are not observed";

    private static string Layers(NetworkOptions network) => network.HiddenWidths.Count == 0
        ? "linear"
        : $"{string.Join("–", network.HiddenWidths)} {network.Activation.ToString().ToLowerInvariant()}";

    /// <summary>The auxiliary variable in words.</summary>
    private static string Auxiliary(Dataset data, ModelDescription description)
    {
        var recipe = data.Recipe;
        var parts = recipe.Categorical.Select(coding => $"{coding.Name} ({coding.Levels.Count} levels)")
            .Concat(recipe.Numeric).ToList();
        if (recipe.Segments > 0)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"time, cut into {recipe.Segments} segments"));
        if (recipe.Lags > 0)
            parts.Add(recipe.Lags == 1
                ? "the row before"
                : string.Create(CultureInfo.InvariantCulture, $"the {recipe.Lags} rows before"));
        if (parts.Count == 0)
            return "none";
        var isUsed = description.Auxiliary.Columns > 0 || description.Auxiliary.Levels.Count > 0;
        return string.Join(", ", parts) + (!isUsed ? ", which this method does not use"
            : description.Options.Prior.ReadsAuxiliary ? "" : ", which the model does not use");
    }

    private static string Score(FitResult fit) =>
        fit.Model.Method.HasExactLikelihood ? "exact log-likelihood" : "ELBO";

    private static IEnumerable<string> Notes(FitResult fit, FitSummary summary, int shownRows)
    {
        if (summary.EvaluatedOn == "|s|")
            yield return "Its latents estimate the absolute values of the sources, and are compared with those of the "
                + "known sources.";
        if (summary.ScoredOn == "training" && summary.Elbo is { } elbo)
            yield return string.Create(CultureInfo.InvariantCulture,
                $"No rows were held out; on the training rows the {Score(fit)} is {elbo:F2} nats per row.");
        if (summary.LikelihoodGap is { } gap)
            yield return string.Create(CultureInfo.InvariantCulture,
                $"The model is {gap:F3} nats per row below the process that made the data, whose log-likelihood is "
                + $"{summary.TrueLogLikelihood:F3} on the same rows.");
        foreach (var finding in summary.Found)
            yield return finding;
        if (fit.Stages.Count > 1)
            yield return $"The fit had {fit.Stages.Count} stages: "
                + string.Join(", ", fit.Stages.Select(stage => stage.Name)) + $"; the model is of {fit.ModelStage}.";
        if (fit.Restarts.Count > 1)
            yield return string.Create(CultureInfo.InvariantCulture,
                $"Restart {fit.BestRestart + 1} of {fit.Restarts.Count} had the best bound and is shown.");
        if (shownRows < summary.Rows)
            yield return string.Create(
                CultureInfo.InvariantCulture, $"The figures show {shownRows} of {summary.Rows} rows, evenly spaced.");
    }

    /// <summary>The variable that colours rows: the segment where there is one.</summary>
    private static CategoricalVariable? Levels(Dataset data) =>
        data.Recipe.Segments > 0
            ? data.Auxiliary.Categorical.LastOrDefault()
            : data.Auxiliary.Categorical.FirstOrDefault();

    /// <summary>
    /// The prior by level or over a grid; of a u of several parts, the average over the rows of each level.
    /// </summary>
    private static (Matrix Mean, Matrix StandardDeviation, double[]? Grid)? Prior(
        IvaeModel model, Dataset data, CategoricalVariable? levels)
    {
        var shape = model.Description.Auxiliary;
        if (model.ReadsOrder)
            return null; // it differs from row to row
        if (shape.Columns == 0 && shape.Levels.Count == 1 && levels is not null)
        {
            var each = levels with { Codes = [.. Enumerable.Range(0, levels.Levels.Count)] };
            var (mean, deviation) = model.Prior(Data.Auxiliary.Of(each));
            return (mean, deviation, null);
        }

        if (shape.Columns == 1 && shape.Levels.Count == 0)
        {
            var (low, high) = (data.Auxiliary.Numeric.Values.Min(), data.Auxiliary.Numeric.Values.Max());
            var grid = new Matrix(GridPoints, 1,
                [.. Enumerable.Range(0, GridPoints).Select(i => low + (high - low) * i / (GridPoints - 1))]);
            var (mean, deviation) = model.Prior(new Auxiliary([], grid, data.Auxiliary.NumericNames));
            return low < high ? (mean, deviation, [.. grid.Values.Select(value => (double)value)]) : null;
        }

        if (levels is null || shape.Levels.Count == 0 || levels.Codes.Distinct().Count() < levels.Levels.Count)
            return null;
        var (means, deviations) = model.Prior(data.Auxiliary);
        return (Averaged(means, levels), Averaged(deviations, levels), null);
    }

    private static Matrix Averaged(Matrix values, CategoricalVariable levels)
    {
        var (sums, counts) = (new double[levels.Levels.Count * values.Columns], new int[levels.Levels.Count]);
        for (var row = 0; row < values.Rows; row++)
        {
            counts[levels.Codes[row]]++;
            for (var j = 0; j < values.Columns; j++)
                sums[levels.Codes[row] * values.Columns + j] += values[row, j];
        }

        return new Matrix(
            counts.Length, values.Columns, [.. sums.Select((sum, i) => (float)(sum / counts[i / values.Columns]))]);
    }

    private static IEnumerable<KeyValuePair<string, string>> Flatten(JsonObject branch, string prefix)
    {
        foreach (var (name, value) in branch)
        {
            if (value is JsonObject inner)
            {
                foreach (var pair in Flatten(inner, $"{prefix}{name}."))
                    yield return pair;
            }
            else if (value is not null)
            {
                yield return new(prefix + name, value is JsonArray list
                    ? string.Join(", ", list.Select(item => item?.ToString()))
                    : value.ToString());
            }
        }
    }
}
