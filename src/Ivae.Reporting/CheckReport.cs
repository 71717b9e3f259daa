using System.Globalization;
using System.Text.Json;
using Ivae.Identifiability;
using Ivae.Reporting.Figures;
using Ivae.Reporting.Plotting;

namespace Ivae.Reporting;

/// <summary>The check of a fitted model as one HTML page and as JSON.</summary>
public static class CheckReport
{
    private const int MaxPairs = 10;

    /// <summary>The content of check.json; equal checks give equal text.</summary>
    public static string ToJson(IdentifiabilityCheck check)
    {
        ArgumentNullException.ThrowIfNull(check);
        return JsonSerializer.Serialize(check, RunJson.Indented.GetTypeInfo<IdentifiabilityCheck>()) + "\n";
    }

    /// <summary>The page: the verdict, why, and the evidence in the order of the questions.</summary>
    public static string Render(IdentifiabilityCheck check)
    {
        ArgumentNullException.ThrowIfNull(check);
        return Page(check).Html;
    }

    /// <summary>The page with its figures.</summary>
    internal static ReportPage Page(IdentifiabilityCheck check)
    {
        var body = new HtmlWriter();
        Header(body, check);
        body.Section("guarantee", "What is guaranteed", () => GuaranteeSection.Write(body, check.Guarantee));
        body.Section("variability", "Do the latents change with u enough?", () => Variability(body, check.Variability));
        body.Section("past", "Does the past move the latents?", () => Past(body, check.Transitions));
        body.Section("targets", "Which part of u moves which latent?", () =>
        {
            if (check.LearnedTargets is null)
                return;
            body.List([.. Sentences.OfTargets(check.LearnedTargets)]);
            body.Figure(LearnedTargetsFigure.Of(check.LearnedTargets));
        });
        body.Section("agreement", "Do independent fits find the same?", () => Agreement(body, check.Agreement));
        body.Section("controls", "Is there more than in shuffled data?", () => Controls(body, check.Nulls));
        body.Section("use", "Does the model use its latents and fit?", () => Use(body, check));
        body.Section("columns", "Which column drives which latent?", () =>
        {
            body.Figure(CheckFigures.Attribution(check));
            Ranges(body, check);
        });
        body.Section("truth", "Against known sources", () => Truth(body, check));
        return HtmlReport.Page($"Check of {check.Method} on {check.Data}", body);
    }

    private static void Header(HtmlWriter body, IdentifiabilityCheck check)
    {
        body.Raw("<header>\n");
        body.Paragraph($"Can these latents be believed? · method {check.Method}", "kicker");
        body.Raw($"<h1>{SvgWriter.Escape(check.Data)}</h1>\n");
        var mood = check.Verdict switch
        {
            Verdict.Believable => "good",
            Verdict.NotBelievable or Verdict.DoesNotFit or Verdict.NotConverged => "bad",
            _ => "open",
        };
        body.Raw($"<p class=\"verdict {mood}\"><b>{SvgWriter.Escape(check.Headline)}</b></p>\n");
        body.List(check.Reasons);
        body.Paragraph("u is the auxiliary variable that the fit was given; z1, z2, … are the latents in the order of "
            + "latents.csv. Below is the evidence, question by question.", "model");
        body.Raw("</header>\n");
    }

    private static void Variability(HtmlWriter body, VariabilityCheck? check)
    {
        if (check is null)
            return;
        body.Paragraph(check.Sentence);
        body.Paragraph("A latent is identified by how its distribution changes with u. Below is how far mean and scale "
            + "of each one move, beyond what a latent that does not change with u would seem to move when a value of u "
            + "has "
            + Text($"{check.EffectiveRows:F0} effective (independent) rows")
            + (check.OnHeldOutRows ? "; all on held-out rows." : "; training rows included, which flatters."));
        body.Table(["Latent", "Mean moves (SD)", "p", "Scale moves (log)", "p", ""],
            check.Latents.Select((latent, i) => new[]
            {
                Text($"z{i + 1}"), Text($"{latent.MeanMoves:F2}"), P(latent.MeanPValue),
                Text($"{latent.ScaleMoves:F2}"), P(latent.ScalePValue), latent.IsWeak ? "weakly identified" : "",
            }));
        body.Figure(CheckFigures.Spectrum(check));
        body.Facts(
        [
            new("values of u", Text($"{check.Levels}, {check.NeededLevels} needed")),
            new("directions", check.PValues.Length == 0
                ? "not tested: too few values of u"
                : Text($"{check.Rank} of {check.PValues.Length} beyond error; {check.NeededRank} needed")),
            new("condition number of L", Text($"{check.ConditionNumber:G3}") + ", as learned"),
            new("levels that span most", string.Join("; ", check.ChosenLevels)),
        ]);
    }

    private static void Past(HtmlWriter body, LatentTransitions? transitions)
    {
        if (transitions is null)
            return;
        body.List([.. Sentences.OfTransitions(transitions)]);
        body.Paragraph("How much a latent of the past moves a latent: the mean slope over held-out rows, each in units "
            + "of its standard deviation. A latent that nothing of the past moves is not identified by it.");
        body.Table(["Moved", "most by", "rows before", "slope", "95 %", ""],
            transitions.Pairs.GroupBy(pair => pair.To).Select(pairs => pairs.MaxBy(pair => pair.Strength)!)
                .Select(pair => new[]
                {
                    Text($"z{pair.To + 1}"), Text($"z{pair.From + 1}"), Text($"{pair.Lag}"),
                    Text($"{pair.Strength:F2}"), Text($"{pair.Low:F2} to {pair.High:F2}"),
                    transitions.IsMoved(pair.To) ? "" : "not moved",
                }));
    }

    private static void Agreement(HtmlWriter body, AgreementCheck? check)
    {
        if (check is null)
            return;
        body.Paragraph(check.Sentence);
        body.Figure(CheckFigures.Agreement(check));
        body.Table(["Fit", "log-likelihood, held out", "to the model", "error", "good", "group"],
            check.Fits.Select(fit => new[]
            {
                fit.Name, Text($"{fit.HeldOutLogLikelihood:F3}"),
                Text($"{fit.HeldOutLogLikelihood - check.Fits[0].HeldOutLogLikelihood:+0.000;-0.000;0.000}"),
                Text($"{fit.Error:F3}"), fit.IsGood ? "yes" : "no", Text($"{fit.Cluster}"),
            }));
        body.Paragraph(Text($"Correlation of good fits: median {check.MedianMcc:F3} (95 %: ")
            + Text($"{check.MedianMccInterval[0]:F3} to {check.MedianMccInterval[1]:F3}), from {check.Range[0]:F3} to ")
            + Text($"{check.Range[1]:F3}; after the best linear map {check.MedianLinearMcc:F3}. Groups are fits that ")
            + "agree in all their latents.");
        body.Table(["Latent", "correlation, mean", "least", "found by all good fits"],
            check.Latents.Select((latent, i) => new[]
            {
                Text($"z{i + 1}"), Text($"{latent.Mean:F3}"), Text($"{latent.Least:F3}"),
                latent.IsFoundByAll ? "yes" : "no",
            }));
    }

    private static void Controls(HtmlWriter body, NullControls? check)
    {
        if (check is null)
            return;
        body.Paragraph(check.Sentence);
        body.Paragraph(Text($"Every fit here has at most {check.Steps} steps; the data as they are were fitted alike, ")
            + "so that scores compare. Controls are drawn until it is clear whether the data beat them all; a p-value "
            + Text($"of {check.Asked} controls cannot be below {1.0 / (1 + check.Asked):F3}. The gain is what a row's ")
            + "own "
            + (check.Kind == NullKind.Order
                ? "past is worth in nats, beyond the past of another row."
                : "u is worth in nats, beyond the u of another row."));
        body.Figure(CheckFigures.Gains(check));
    }

    private static void Use(HtmlWriter body, IdentifiabilityCheck check)
    {
        var fit = check.Fit;
        if (fit.Findings.Count > 0)
            body.List([.. fit.Findings.Select(finding => fit.Sentence(finding))]);
        else
            body.Paragraph("Every latent is used, is distributed given u as the prior says, and data made by the model "
                + "look like the data.");
        body.Table(["Latent", "variance", "share from x within u", "KL, nats", "distance from prior"],
            fit.Latents.Select((latent, i) => new[]
            {
                Text($"z{i + 1}"), Text($"{latent.Variance:F3}"), Text($"{latent.WithinShare:F2}"),
                latent.KlNats is { } kl ? Text($"{kl:F2}") : "–", Text($"{latent.PriorDistance:F3}"),
            }));
        body.Table(["Column", "R² from the latents", "distance of made data", "residual / model's"],
            check.ColumnNames.Select((name, j) => new[]
            {
                name, Text($"{fit.ReconstructionRSquared[j]:F3}"), Text($"{fit.PredictiveDistance[j]:F3}"),
                fit.ResidualCalibration is { } r ? Text($"{r[j]:F2}") : "–",
            }));
        body.Paragraph("Do latents depend on each other given " + (fit.ReadsPast ? "the past" : "u")
            + "? Level by level, so that signs that differ between levels do not cancel; the effect is a correlation "
            + "beyond chance, the prior says 0.");
        body.Table(["Latents", "in their", "effect", "95 %", "p"], fit.Dependence.Take(MaxPairs).Select(pair => new[]
        {
            Text($"z{pair.First + 1}, z{pair.Second + 1}"), $"{pair.Kind}".ToLowerInvariant(),
            Text($"{pair.Effect:F3}"), Text($"{pair.Low:F3} to {pair.High:F3}"), P(pair.PValue),
        }));
        if (fit.Predictive is { } test)
            body.Paragraph("Share of held-out rows that a classifier distinguishes from rows that the model makes "
                + "for the "
                + Text($"same u: {test.Accuracy:F3} (95 %: {test.Low:F3} to {test.High:F3}); .5 is chance."));
        if (fit.Coverage90 is { } coverage)
            body.Paragraph(
                Text($"The 90 % posterior intervals cover {100 * coverage:F0} % of the known sources."));
    }

    private static void Ranges(HtmlWriter body, IdentifiabilityCheck check)
    {
        if (check.Attribution.DecoderRange is not { } ranges || check.ColumnNames.Count > 60)
            return;
        body.Paragraph("Strongest columns of each latent, with the range over the fits that agree with the model:");
        body.Table(["Latent", "columns that it drives"], ranges.Select((row, i) => new[]
        {
            Text($"z{i + 1}"),
            string.Join(", ",
                Enumerable.Range(0, row.Length).OrderByDescending(j => check.Attribution.Decoder[i][j]).Take(3)
                    .Select(j => Text($"{check.ColumnNames[j]} {check.Attribution.Decoder[i][j]:F2} ")
                        + Text($"({row[j][0]:F2}–{row[j][1]:F2})"))),
        }));
    }

    private static void Truth(HtmlWriter body, IdentifiabilityCheck check)
    {
        if (check.Evaluation is { } truth)
            body.Paragraph("The true sources are known for these data; they played no part in the verdict. Mean "
                + Text($"correlation (MCC) on held-out rows: {truth.MccHeldOut:F3} (95 %: ")
                + Text($"{truth.MccHeldOutInterval[0]:F3} to {truth.MccHeldOutInterval[1]:F3}), after a linear map ")
                + Text($"{truth.WeakMccHeldOut:F3}."));
    }

    private static string P(double value) => value < 0.001 ? "< .001" : Text($"{value:F3}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
