using Ivae.Reporting.Plotting;

namespace Ivae.Reporting.Figures;

/// <summary>The bound by epoch on training and held-out rows, and the learning rate when it changed.</summary>
internal static class TrainingFigure
{
    public static Figure? Draw(RunReport report)
    {
        if (report.History.Count == 0)
            return null;
        var epochs = report.History.Select(point => (double)point.Epoch).ToArray();
        var training = report.History.Select(point => point.TrainingBound).ToArray();
        var validation = report.History.Select(point => point.ValidationBound).ToArray();
        var rates = report.History.Select(point => point.LearningRate).ToArray();
        var ratesDiffer = rates.Distinct().Count() > 1;

        List<Mark> marks = [Curve(epochs, training, "training rows", 0)];
        if (validation.Any(double.IsFinite))
            marks.Add(Curve(epochs, validation, "held-out rows", 1));
        if (report.BestEpoch is { } best)
            marks.Add(new RuleMark(best, $"kept: epoch {best}") { Colour = Palette.Muted });

        var across = new Axis { Range = Interval.Of(epochs) };
        var bound = new Plot
        {
            X = across with { Label = ratesDiffer ? "" : "epoch", Labelled = !ratesDiffer },
            Y = new Axis { Label = $"{report.Objective}, nats per row", Range = WithoutTheFirstSteps([.. training, .. validation]) },
            Marks = marks,
            Height = 260,
        };
        var rate = new Plot
        {
            X = across with { Label = "epoch" },
            Y = new Axis { Label = "learning rate", Range = new Interval(0, 1.1 * rates.Max()) },
            Marks = [new LineMark(epochs, rates) { Colour = Palette.Muted }],
            Height = 98,
        };
        return new Figure
        {
            Title = "Training",
            Description = $"{report.Objective} by epoch; higher is better. Where the curve "
                + "of the held-out rows falls away from that of the training rows, the model has begun to learn the rows by heart."
                + (report.BestEpoch is null ? "" : " The dashed line marks the epoch whose model was kept."),
            Plots = ratesDiffer ? [bound, rate] : [bound],
        };
    }

    private static LineMark Curve(double[] epochs, double[] values, string name, int category) =>
        new(epochs, values) { Name = name, Colour = Palette.Categories[category], Width = 2 };

    /// <summary>The first epochs start so low that they would flatten the rest: the lowest part of the curve may leave the frame.</summary>
    private static Interval WithoutTheFirstSteps(double[] values)
    {
        var sorted = values.Where(double.IsFinite).Order().ToArray();
        if (sorted.Length == 0)
            return Interval.Empty;
        var (low, middle, high) = (sorted[0], sorted[sorted.Length / 4], sorted[^1]);
        return new Interval(Math.Max(low, middle - 2.5 * (high - middle)), high).Drawable().Widened(0.05);
    }
}
