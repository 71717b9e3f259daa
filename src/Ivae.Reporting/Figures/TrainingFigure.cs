using Ivae.Methods;
using Ivae.Reporting.Plotting;
using Ivae.Training;

namespace Ivae.Reporting.Figures;

/// <summary>
/// The bound by epoch on training and held-out rows, and the learning rate when it changed; stage by stage, but for a
/// search, which has a figure of its own.
/// </summary>
internal static class TrainingFigure
{
    public static Figure? Draw(RunReport report)
    {
        var stages = report.Stages.Where(stage => stage.Outcome is null && stage.Best.History.Count > 0).ToArray();
        if (stages.Length == 0)
            return null;
        var isOne = stages.Length == 1;
        var objectives = string.Join(", ", stages.Select(stage => stage.Objective).Distinct());
        var marked = isOne ? "epoch whose model was kept" : "best epoch of each stage";
        var isMarked = stages.Any(stage => stage.Best.BestEpoch > 0);
        return new Figure
        {
            Title = "Training",
            Description = $"{objectives} by epoch; higher is better"
                + (isOne ? "" : ", and stages are not to be compared")
                + ". Where the curve of the held-out rows falls away from that of the training rows, "
                + "the model has begun to learn the rows by heart."
                + (isMarked ? $" The dashed line marks the {marked}." : "")
                + (isOne ? "" : $" The model is that of stage {report.ModelStage}."),
            Plots = [.. stages.SelectMany(stage => Plots(stage, report, isOne))],
        };
    }

    private static IEnumerable<Plot> Plots(FitStage stage, RunReport report, bool isOne)
    {
        var history = stage.Best.History;
        double[] epochs = Of(epoch => epoch.Epoch);
        double[] training = Of(epoch => epoch.TrainingBound);
        double[] heldOut = report.HasHeldOutRows ? Of(epoch => epoch.HeldOutBound) : [];
        double[] rates = Of(epoch => epoch.LearningRate);
        var ratesDiffer = rates.Distinct().Count() > 1;

        List<Mark> marks = [Curve(epochs, training, "training rows", 0)];
        if (heldOut.Any(double.IsFinite))
            marks.Add(Curve(epochs, heldOut, "held-out rows", 1));
        var bestIs = stage.Number == report.ModelStage ? "kept" : "best";
        if (stage.Best.BestEpoch is > 0 and var best)
            marks.Add(new RuleMark(best, $"{bestIs}: epoch {best}") { Colour = Palette.Muted });

        var across = new Axis { Range = Interval.Of(epochs) };
        yield return new Plot
        {
            Title = isOne ? "" : $"Stage {stage.Number}: {stage.Name}",
            X = across with { Label = ratesDiffer ? "" : "epoch", Labelled = !ratesDiffer },
            Y = new Axis
            {
                Label = $"{stage.Objective}, nats per row",
                Range = WithoutTheFirstSteps([.. training, .. heldOut]),
            },
            Marks = marks,
            Height = isOne ? 260 : 190,
        };
        if (ratesDiffer)
            yield return new Plot
            {
                X = across with { Label = "epoch" },
                Y = new Axis { Label = "learning rate", Range = new Interval(0, 1.1 * rates.Max()) },
                Marks = [new LineMark(epochs, rates) { Colour = Palette.Muted }],
                Height = isOne ? 98 : 70,
            };

        double[] Of(Func<EpochMetrics, double> value) => [.. history.Select(value)];
    }

    private static LineMark Curve(double[] epochs, double[] values, string name, int category) =>
        new(epochs, values) { Name = name, Colour = Palette.Categories[category], Width = 2 };

    /// <summary>
    /// The first epochs start so low that they would flatten the rest: the lowest part of the curve may leave the
    /// frame.
    /// </summary>
    internal static Interval WithoutTheFirstSteps(double[] values)
    {
        var sorted = values.Where(double.IsFinite).Order().ToArray();
        if (sorted.Length == 0)
            return Interval.Empty;
        var (low, middle, high) = (sorted[0], sorted[sorted.Length / 4], sorted[^1]);
        return new Interval(Math.Max(low, middle - 2.5 * (high - middle)), high).Drawable().Widened(0.05);
    }
}
