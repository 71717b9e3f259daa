using Ivae.Data;
using Ivae.Evaluation;
using Ivae.Evaluation.Disentanglement;
using Ivae.Methods;
using Ivae.Numerics;
using Ivae.Reporting;
using Ivae.Training;

namespace Ivae.Experiments;

/// <summary>Makes one run: splits the rows, fits on some and scores the others.</summary>
internal static class RunScorer
{
    private const int MaxBoundRows = 2000;
    private const int BoundSamples = 20;
    private const int MaxTracedRows = 4000;

    /// <summary>The row of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="data">Its data.</param>
    /// <param name="progress">Receives the part of training that is done.</param>
    /// <param name="checkpoint">Where the run keeps its state, if anywhere.</param>
    /// <param name="cancellation">Ends training; the row is then not worth keeping.</param>
    public static RunRow Make(
        ExperimentRun run, Dataset data, IProgress<double>? progress, Checkpoint? checkpoint,
        CancellationToken cancellation)
    {
        if (run.Causal is not null)
            return CausalRunner.Make(run, data, checkpoint, cancellation);

        // The split hangs on the data alone: every method and seed sees the same rows.
        var split = RowSplit.Make(
            data.Rows, run.TestPart, data.TimeOrdered || run.InTime, new RandomStream(0).Split("experiment"));
        var training = data.TakeRows(split.Training);
        // What is scored after every epoch must be trained again: a state has the last epoch's parameters only.
        var estimator = new IvaeEstimator(run.Options with { Threads = 1 })
        {
            Checkpoint = run.Traced ? null : checkpoint,
        };
        var trace = new Trace(progress);
        if (run.Traced && data.Sources is not null)
        {
            var rows = EvenRows.Of(split.HeldOut, MaxTracedRows);
            var shown = data.TakeRows(rows);
            estimator.Created = model => trace.Score =
                () => MeanCorrelationCoefficient.ComputeHeldOut(model.Transform(shown), shown.Sources!).Score;
        }

        var fit = estimator.Fit(training, trace, cancellation);
        var row = new RunRow
        {
            Fingerprint = run.Fingerprint,
            Outcome = fit.Training.Outcome,
            Message = fit.Training.Message,
            Method = fit.Model.Method.Name,
            Seconds = 0,
            Steps = fit.Restarts.Sum(restart => restart.Steps),
            TestRows = split.HeldOut.Length,
        };
        return fit.Training.HasModel && !cancellation.IsCancellationRequested
            ? Score(row, run, data, split, fit.Model) with { Trace = run.Traced ? [.. trace.Scores] : null }
            : row;
    }

    private static RunRow Score(RunRow row, ExperimentRun run, Dataset data, RowSplit split, LatentModel model)
    {
        var latents = model.Transform(data);
        var shown = EvenRows.Of(split.HeldOut, run.Shown);
        row = row with
        {
            ActiveUnits = ActiveUnits.Count(latents.TakeRows(split.HeldOut)),
            Accuracy = (model as FeatureModel)?.Accuracy,
            ShownRows = shown,
            Latents = [.. shown.Select(r => latents.Row(r).ToArray().Select(value => Math.Round(value, 4)).ToArray())],
        };
        if (data.Sources is { } sources)
        {
            var mcc = MeanCorrelationCoefficient.ComputeHeldOut(
                latents, FitSummary.Comparable(model, sources), split.Training, split.HeldOut);
            row = row with { Mcc = mcc.Score, Pairs = [.. mcc.PairCorrelations.Select(Math.Abs)] };
        }

        if (model is IvaeModel density)
        {
            // A prior that reads the rows before needs rows that follow each other.
            var judged = density.ReadsOrder ? [.. split.HeldOut.Take(MaxBoundRows)]
                : EvenRows.Of(split.HeldOut, MaxBoundRows);
            var scores = density.Score(data.TakeRows(judged),
                density.Method.HasExactLikelihood ? 1 : BoundSamples);
            row = row with { Elbo = scores.MeanElbo, Iwae = scores.MeanImportanceWeighted };
        }

        if (!run.Clustered)
            return row;
        var clusters = ClusterPurity.Compute(latents, data.Auxiliary.Categorical[0].Codes);
        return row with { Clusters = clusters.Clusters, Purity = clusters.Purity };
    }

    /// <summary>The score after each epoch, and how far training is.</summary>
    private sealed class Trace(IProgress<double>? progress) : IProgress<EpochMetrics>
    {
        private double done;

        public List<double> Scores { get; } = [];

        public Func<double>? Score { get; set; }

        public void Report(EpochMetrics value)
        {
            if (value.StageName is FitStage.WarmStart or FitStage.Encoder or FitStage.SimplerPrior)
                return;
            if (Score is not null)
                Scores.Add(Score());
            var (before, stages) = value.Stage is { } stage ? (stage.Number - 1, stage.Count ?? stage.Number) : (0, 1);
            done = Math.Max(done, (before + (double)value.Epoch / value.Epochs) / stages);
            progress?.Report(done);
        }
    }
}
