using Ivae.Methods;
using Ivae.Reporting.Plotting;

namespace Ivae.Reporting.Figures;

/// <summary>The held-out bound of each model of a search by epoch.</summary>
internal static class SearchFigure
{
    public static Figure? Draw(RunReport report)
    {
        if (report.Stages.FirstOrDefault(stage => stage.Outcome is not null) is not { Outcome: { } search } stage)
            return null;
        Mark[] marks = [.. search.Candidates.Where(candidate => stage.Runs[candidate.Run].History.Count > 0)
            .OrderBy(candidate => candidate.Run).Select((candidate, place) => Curve(stage, candidate, place))];
        if (marks.Length == 0)
            return null;
        double[] values = [.. marks.OfType<LineMark>().SelectMany(mark => mark.Y)];
        return new Figure
        {
            Title = "The search",
            Description = $"{stage.Objective} of held-out rows by epoch; higher is better. A curve ends where its "
                + "model was dropped, or at the last round, which is a stage of its own. Each round starts at the full "
                + "learning rate again, so that curves may fall before they rise.",
            Plots =
            [
                new Plot
                {
                    X = new Axis { Label = "epoch" },
                    Y = new Axis
                    {
                        Label = $"{stage.Objective}, nats per row",
                        Range = TrainingFigure.WithoutTheFirstSteps(values),
                    },
                    Marks = marks,
                },
            ],
        };
    }

    private static LineMark Curve(FitStage stage, SearchCandidate candidate, int place)
    {
        var history = stage.Runs[candidate.Run].History;
        return new([.. history.Select(epoch => (double)epoch.Epoch)], [.. history.Select(epoch => epoch.HeldOutBound)])
        {
            Name = candidate.Name + (candidate.Start > 1 ? $", start {candidate.Start}" : ""),
            Colour = Palette.Categories[place % Palette.Categories.Count],
            Dashed = candidate.Start > 1,
            Width = candidate.Chosen ? 2.5 : 1.5,
        };
    }
}
