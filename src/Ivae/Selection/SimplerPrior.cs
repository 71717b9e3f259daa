using Ivae.Autodiff;
using Ivae.Training;
using MathNet.Numerics.Statistics;

namespace Ivae.Selection;

/// <summary>
/// Occam's razor for the prior, once a model is trained. Where the mean of one latent moves far with u, the likelihood hardly tells how that latent is bent between values of u, nor whether others are shifted and stretched
/// along it: means and scales of the prior follow at no cost. So the flow is trained anew with the simplest prior, one scale for latents that move and one mean for all others, and then with scales set free. This is done
/// from several starts; of those that explain held-out rows alike the ones go whose scales differ clearly more between values of u than another's, since a needless stretch makes them differ more. Where no mean moves far,
/// training goes on with one mean for each latent. Either is kept unless it explains held-out rows worse by more than the numbers it does without, or begins without, are worth.
/// </summary>
/// <remarks>What a number is worth: log(N)/2N nats a row (Schwarz, "Estimating the dimension of a model", Annals of Statistics 1978).</remarks>
/// <param name="table">Means and log-scales of the prior, <c>[M, 2L]</c>.</param>
/// <param name="objective">What the model was trained by.</param>
/// <param name="train">Trains a given objective from where its parameters are; starts are numbered.</param>
internal sealed class SimplerPrior(Parameter table, IObjective<float> objective, Func<IObjective<float>, TrainingOptions, int, TrainingResult> train)
{
    /// <summary>Name of this stage in progress reports.</summary>
    public const string Stage = "simpler prior";

    /// <summary>Variance of a latent's means by its mean variance: below the first nothing is gained by one mean, from the second on the mean moves far.</summary>
    private const double Least = 0.002;
    private const double Far = 4;

    /// <summary>A mean moves by side effect of the farthest one where its movement is less by this factor.</summary>
    private const double Range = 10;
    private const double SimplestShare = 0.5; // of the steps, for each start
    private const double ShareOfSteps = 0.25;
    private const int Starts = 8;

    /// <summary>Nats of evidence that are substantial (Jeffreys, "Theory of probability", 1961): a Bayes factor of √10.</summary>
    private const double Substantial = 1.15;

    private readonly ParameterSet<float> parameters = objective.Parameters;
    private readonly int latents = table.Columns / 2;

    /// <summary>How training goes on.</summary>
    private static TrainingOptions Continued(TrainingOptions given) => given.Part(ShareOfSteps) with { LearningRate = given.LearningRate / 2 };

    /// <summary>Trains with a simpler prior where there is one and it is no worse; otherwise leaves the parameters as they were.</summary>
    /// <param name="fresh">Parameters to start anew with.</param>
    /// <param name="training">How the model was trained.</param>
    public void Fit(Func<int, float[]> fresh, TrainingOptions training)
    {
        var movement = Enumerable.Range(0, latents).Select(i => Column(i).PopulationVariance() / Column(latents + i).Average(logScale => Math.Exp(2 * logScale))).ToArray();
        var far = Math.Max(Far, movement.Max() / Range);
        int[] moving = Latents(i => movement[i] >= far);
        int[] still = Latents(i => movement[i] < far && (moving.Length > 0 || movement[i] > Least));
        if (still.Length == 0)
            return;

        int[] scales = [.. moving.Select(i => latents + i)];
        double[] means = [.. still.Select(i => Column(i).Average())], logScales = [.. scales.Select(i => Column(i).Average())];
        var saved = (still.Length + moving.Length) * (table.Rows - 1) * Math.Log(objective.TrainingRows.Length) / (2 * objective.TrainingRows.Length);
        var (given, bound) = (parameters.Values.ToArray(), objective.Validate());
        var found = new List<(double Bound, double Evidence, float[] Parameters)>();
        for (var start = 0; start < (moving.Length > 0 ? Starts : 1); start++)
        {
            if (moving.Length > 0)
            {
                fresh(start).CopyTo(parameters.Values, 0);
                Fill(still, new double[still.Length]);
                Fill(scales, logScales);
                train(new Held(objective, table, [.. still, .. scales]), training.Part(SimplestShare), start);
            }
            else
            {
                Fill(still, means);
            }

            var reached = train(new Held(objective, table, still), Continued(training), start).BestBound;
            found.Add((reached, -table.Rows / 2.0 * still.Sum(i => Math.Log(Column(latents + i).PopulationVariance())), parameters.Values.ToArray()));
        }

        var least = Math.Max(bound, found.Max(f => f.Bound)) - saved;
        var alike = found.Where(f => f.Bound >= least).ToArray();
        var kept = alike.Length == 0 ? given : alike.Where(f => f.Evidence >= alike.Max(other => other.Evidence) - Substantial).MaxBy(f => f.Bound).Parameters;
        kept.CopyTo(parameters.Values, 0);
    }

    private int[] Latents(Func<int, bool> chosen) => [.. Enumerable.Range(0, latents).Where(chosen)];

    private IEnumerable<double> Column(int column) => Enumerable.Range(0, table.Rows).Select(u => (double)parameters.ValuesOf(table)[u * table.Columns + column]);

    private void Fill(int[] columns, double[] values)
    {
        foreach (var (column, value) in columns.Zip(values))
            for (var u = 0; u < table.Rows; u++)
                parameters.ValuesOf(table)[u * table.Columns + column] = (float)value;
    }

    /// <summary>An objective that leaves some columns of a parameter where they are.</summary>
    private sealed class Held(IObjective<float> objective, Parameter table, int[] columns) : IObjective<float>
    {
        public ParameterSet<float> Parameters => objective.Parameters;

        public ReadOnlySpan<int> TrainingRows => objective.TrainingRows;

        public double Loss(ReadOnlySpan<int> rows, double progress)
        {
            var loss = objective.Loss(rows, progress);
            var gradient = Parameters.Gradients.AsSpan(table.Offset, table.Length);
            for (var row = 0; row < table.Rows; row++)
                foreach (var column in columns)
                    gradient[row * table.Columns + column] = 0;
            return loss;
        }

        public double Validate() => objective.Validate();

        public IEnumerable<(string Name, double Value)> Terms() => objective.Terms();
    }
}
