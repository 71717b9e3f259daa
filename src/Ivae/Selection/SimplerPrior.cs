using Ivae.Autodiff;
using Ivae.Training;
using MathNet.Numerics.Statistics;

namespace Ivae.Selection;

/// <summary>
/// Occam's razor for the prior, once a model is trained. Where the mean of one latent moves far with u, the likelihood
/// hardly determines how that latent is bent between values of u, nor whether others are shifted and stretched along
/// it: means and scales of the prior follow at no cost. So the flow is trained anew with the simplest prior, one scale
/// for latents that move and one mean for all others, and then with scales set free. This is done from several starts;
/// of those that explain held-out rows alike the ones go whose scales differ clearly more between values of u than
/// another's, since a needless stretch makes them differ more. Where no mean moves far, training goes on with one mean
/// for each latent. Either is kept unless it explains held-out rows worse by more than the numbers it does without, or
/// begins without, are worth.
/// </summary>
/// <remarks>
/// What a number is worth: log(N)/2N nats per row (Schwarz, "Estimating the dimension of a model", Annals of
/// Statistics 1978).
/// </remarks>
internal sealed class SimplerPrior
{
    private readonly Parameter table;
    private readonly IObjective<float> objective;
    private readonly TrainingOptions training;
    private readonly ParameterSet<float> parameters;
    private readonly double[] variances;
    private readonly int latents;
    private readonly int[] moving;
    private readonly int[] still;

    /// <summary>Looks how far the means of a trained model move.</summary>
    /// <param name="table">Means and log-scales of the prior, <c>[M, 2L]</c>.</param>
    /// <param name="objective">What the model was trained by.</param>
    /// <param name="training">How it was trained.</param>
    /// <param name="variances">Variance of each latent at scale 1 <c>[L]</c>.</param>
    public SimplerPrior(
        Parameter table, IObjective<float> objective, TrainingOptions training, double[] variances)
    {
        (this.table, this.objective, this.training, this.variances) = (table, objective, training, variances);
        (parameters, latents) = (objective.Parameters, table.Columns / 2);
        double[] movement = [.. Enumerable.Range(0, latents).Select(Movement)];
        var far = Math.Max(SelectionDecisions.FarMovement, movement.Max() / SelectionDecisions.SideEffectRatio);
        moving = Latents(i => movement[i] >= far);
        still = Latents(i => movement[i] < far && (moving.Length > 0 || movement[i] > SelectionDecisions.MinMovement));
    }

    /// <summary>Trains a given objective from where its parameters are, or goes on from a run before.</summary>
    /// <param name="objective">The objective.</param>
    /// <param name="training">How.</param>
    /// <param name="start">Number of the start, from 0.</param>
    /// <param name="before">The run that this one goes on from, if it does.</param>
    public delegate TrainingResult Train(
        IObjective<float> objective, TrainingOptions training, int start, TrainingResult? before);

    /// <summary>Whether there is a simpler prior to try.</summary>
    public bool IsNeeded => still.Length > 0;

    /// <summary>Epochs of all starts together.</summary>
    public int Epochs => Starts * (Continued.EpochsFor(objective.TrainingRows.Length)
        + (moving.Length > 0 ? Simplest.EpochsFor(objective.TrainingRows.Length) : 0));

    private int Starts => moving.Length > 0 ? SelectionDecisions.SimplestStarts : 1;

    /// <summary>How each start is trained with the simplest prior.</summary>
    private TrainingOptions Simplest => training.Part(SelectionDecisions.SimplestShare);

    /// <summary>How training goes on.</summary>
    private TrainingOptions Continued => training.Part(SelectionDecisions.ContinuedShare) with
    {
        LearningRate = SelectionDecisions.ContinuedRateFactor * training.LearningRate,
    };

    /// <summary>
    /// Trains with a simpler prior and leaves its parameters where it is no worse, or those that were before.
    /// </summary>
    /// <param name="fresh">Parameters to start anew with, by the number of the start.</param>
    /// <param name="train">Trains.</param>
    /// <returns>How every start was trained, and which one was kept, if one was.</returns>
    public (IReadOnlyList<TrainingResult> Starts, int? Kept) Fit(Func<int, float[]> fresh, Train train)
    {
        int[] scales = [.. moving.Select(i => latents + i)];
        double[] means = [.. still.Select(i => Column(i).Average())],
            logScales = [.. scales.Select(i => Column(i).Average())];
        var (given, bound) = (parameters.Values.ToArray(), objective.Validate());
        var starts = new List<Start>();
        for (var start = 0; start < Starts; start++)
        {
            TrainingResult? simplest = null;
            if (moving.Length > 0)
            {
                fresh(start).CopyTo(parameters.Values, 0);
                Fill(still, new double[still.Length]);
                Fill(scales, logScales);
                simplest = train(WithHeld([.. still, .. scales]), Simplest, start, null);
            }
            else
            {
                Fill(still, means);
            }

            var continued = train(WithHeld(still), Continued, start, simplest);
            var whole = simplest?.Then(continued) ?? continued;
            starts.Add(new Start(whole, continued.BestBound, Evidence(), parameters.Values.ToArray()));
        }

        var kept = Kept(starts, bound);
        (kept?.Parameters ?? given).CopyTo(parameters.Values, 0);
        return ([.. starts.Select(start => start.Training)], kept is null ? null : starts.IndexOf(kept));
    }

    /// <summary>
    /// Of the starts that explain held-out rows no worse than any by more than the numbers saved are worth, and whose
    /// scales differ least between values of u, the one that explains them best; none where the first fit is better.
    /// </summary>
    private Start? Kept(IReadOnlyList<Start> starts, double bound)
    {
        var rows = objective.TrainingRows.Length;
        var saved = (still.Length + moving.Length) * (table.Rows - 1) * Math.Log(rows) / (2 * rows);
        var least = Math.Max(bound, starts.Max(start => start.Bound)) - saved;
        var alike = starts.Where(start => start.Bound >= least).ToArray();
        if (alike.Length == 0)
            return null;
        var evidence = alike.Max(start => start.Evidence) - SelectionDecisions.SubstantialEvidence;
        return alike.Where(start => start.Evidence >= evidence).MaxBy(start => start.Bound);
    }

    /// <summary>
    /// How little the scales of latents whose means do not change with u differ between values of u, in nats.
    /// </summary>
    private double Evidence() =>
        -table.Rows / 2.0 * still.Sum(i => Math.Log(Column(latents + i).PopulationVariance()));

    /// <summary>Variance of a latent's means over u by its mean variance given u.</summary>
    private double Movement(int latent) => Column(latent).PopulationVariance()
        / (variances[latent] * Column(latents + latent).Average(logScale => Math.Exp(2 * logScale)));

    private int[] Latents(Func<int, bool> chosen) => [.. Enumerable.Range(0, latents).Where(chosen)];

    private IEnumerable<double> Column(int column) =>
        Enumerable.Range(0, table.Rows).Select(u => (double)parameters.ValuesOf(table)[u * table.Columns + column]);

    private void Fill(int[] columns, double[] values)
    {
        foreach (var (column, value) in columns.Zip(values))
            for (var u = 0; u < table.Rows; u++)
                parameters.ValuesOf(table)[u * table.Columns + column] = (float)value;
    }

    /// <summary>The objective with some columns of the table left where they are.</summary>
    private PartialObjective<float> WithHeld(int[] columns) => new(objective,
        [.. from u in Enumerable.Range(0, table.Rows)
            from column in columns
            let at = table.Offset + u * table.Columns + column
            select at..(at + 1)]);

    /// <summary>What one start came to.</summary>
    private sealed record Start(TrainingResult Training, double Bound, double Evidence, float[] Parameters);
}
