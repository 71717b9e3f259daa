using Ivae.Data;
using Ivae.Methods;
using Ivae.Numerics;
using Ivae.Reporting;
using Ivae.Training;

namespace Ivae.Test.Reporting;

/// <summary>
/// Reports of invented runs: sources whose mean and spread change by level, mixed by a curved map, and a nearly perfect
/// model of them.
/// </summary>
internal static class ReportExamples
{
    /// <summary>A stage of one run.</summary>
    public static FitStage Stage(string name, int number, int bestEpoch, params EpochMetrics[] history) => new(
        name, number, "Trains.", "ELBO", [new(TrainingOutcome.Completed, "", history, bestEpoch, 0, 0)], 0, 1.5);

    public static EpochMetrics Epoch(int epoch, double training, double heldOut, double rate) =>
        new(0, epoch, 73, epoch, training, heldOut, rate, 1, false);

    /// <summary>A search over three kinds of models, the simplest of which needs no training.</summary>
    public static FitStage Search()
    {
        SearchCandidate[] candidates =
        [
            new("rising maps, normal", 2, -7.5, 0, 0, 2, 4.5, true) { Run = 2, Agreement = 1 },
            new("rising maps, normal", 1, -8, 0.5, 0.1, 1, 3, false) { Run = 1, Agreement = 0.75 },
            new("linear, u not used", 1, -9, 1.5, 0.25, 0, 0, false) { Run = 0, Agreement = 0.5 },
        ];
        TrainingResult[] runs = [TrainingResult.NotNeeded, Run(8, -8), Run(16, -7.5)];
        return Stage(FitStage.Search, 1, 16) with
        {
            Runs = runs,
            BestRun = 2,
            Outcome = new SearchOutcome(candidates, SearchReason.Best, 1.25, 0.125),
        };

        static TrainingResult Run(int epochs, double last) => new(
            TrainingOutcome.Completed,
            "",
            [.. Enumerable.Range(1, epochs).Select(epoch => Epoch(epoch, last, last - 4.0 / epoch, 0.01))],
            epochs,
            last,
            epochs);
    }

    public static RunReport Of(int rows, int columns, int latents, int levelCount, bool sources = true,
        bool shuffled = false,
        IReadOnlyList<string>? levelNames = null)
    {
        var random = new RandomStream(7);
        var codes = new int[rows];
        for (var row = 0; row < rows; row++)
            codes[row] = shuffled ? random.NextInt32(levelCount) : (int)((long)row * levelCount / Math.Max(1, rows));
        var (mean, deviation) = (new Matrix(levelCount, latents), new Matrix(levelCount, latents));
        for (var i = 0; i < mean.Values.Length; i++)
            (mean.Values[i], deviation.Values[i]) =
                ((float)random.NextUniform(-2, 2), (float)random.NextUniform(0.3, 2));
        var (source, latent) = (new Matrix(rows, latents), new Matrix(rows, latents));
        for (var row = 0; row < rows; row++)
            for (var j = 0; j < latents; j++)
                source[row, j] = mean[codes[row], j] + deviation[codes[row], j] * (float)random.NextNormal();
        for (var row = 0; row < rows; row++)
            for (var j = 0; j < latents; j++)
                latent[row, j] = (j % 2 == 0 ? 1 : -1) * source[row, (j + 1) % latents]
                    + (float)random.NextNormal() * (0.2f + 0.15f * j);
        var (observed, rebuilt) = (new Matrix(rows, columns), new Matrix(rows, columns));
        var weights = new Matrix(latents, columns);
        random.FillNormal<float>(weights.Values);
        for (var row = 0; row < rows; row++)
            for (var d = 0; d < columns; d++)
            {
                var sum = 0f;
                for (var j = 0; j < latents; j++)
                    sum += weights[j, d] * source[row, j];
                rebuilt[row, d] = 4200 + 40 * (sum + MathF.Tanh(sum));
                observed[row, d] = rebuilt[row, d] + (10 + 4 * d) * (float)random.NextNormal();
            }

        return new RunReport
        {
            DataName = "eeg-eye-state.csv",
            Method = "iVAE",
            Model = "Gaussian prior, mean and variance by level · full-covariance Gaussian posterior q(z|x,u) · "
                + "Gaussian likelihood · 2 × 64",
            Auxiliary = $"time, cut into {levelCount} segments of about {rows / Math.Max(1, levelCount)} rows",
            Outcome = "Training stopped at epoch 73 since the held-out bound had not risen for 15 epochs; the model of "
                + "epoch 58 was kept.",
            Version = "0.1.0",
            Seconds = 41.3,
            Warnings =
                ["23 values beyond 12 robust standard deviations were cut: they look like artefacts of the recording.",
                    "Column “T8” is nearly constant."],
            Observed = observed,
            ObservedNames =
                [.. new[] { "AF3", "F7", "F3", "FC5", "T7", "P7", "O1", "O2", "P8", "T8", "FC6", "F4", "F8", "AF4" }
                    .Concat(Enumerable.Range(15, 100).Select(d => $"column {d}")).Take(columns)],
            ObservedUnit = "converter steps",
            Clipped = [.. Enumerable.Range(0, columns).Select(d => d % 5)],
            TimeOrdered = !shuffled,
            Levels = new CategoricalVariable("segment",
                levelNames ?? [.. Enumerable.Range(1, levelCount).Select(level => $"{level}")],
                codes),
            Stages = [Stage("ivae", 1, 58, [.. Enumerable.Range(1, 73).Select(epoch => Epoch(
                epoch, -8 - 14 * Math.Exp(-epoch / 3.0) - 2 * Math.Exp(-epoch / 25.0),
                -8.4 - 14 * Math.Exp(-epoch / 3.1) - 1.9 * Math.Exp(-epoch / 22.0)
                    + 0.05 * random.NextNormal() - (epoch > 58 ? 0.02 * (epoch - 58) : 0),
                epoch < 50 ? 1e-2 : 1e-3))])],
            Latents = latent,
            PriorMean = mean,
            PriorStandardDeviation = deviation,
            Reconstruction = rebuilt,
            Sources = sources ? source : null,
            Matching = sources ? [.. Enumerable.Range(0, latents).Select(s => (s + latents - 1) % latents)] : [],
            HeldOutBound = -8.41,
            ImportanceWeightedBound = -8.12,
            ActiveUnits = latents - 1,
            MeanCorrelationHeldOut = sources ? 0.951 : null,
            Options =
            [
                new("data", "data/eeg-eye-state.csv"), new("observed", "AF3:AF4"), new("segments", "60"),
                new("latent", "8"),
                new("seed", "0"),
                new("epochs", "200"), new("batch", "256"), new("learning-rate", "0.01"), new("held-out", "0.2"),
            ],
            CommandLine = "ivae fit data/eeg-eye-state.csv --observed AF3:AF4 --segments 60 --latent 8 --out runs/eeg",
        };
    }
}
