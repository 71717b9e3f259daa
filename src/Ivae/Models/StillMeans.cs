using Ivae.Autodiff;
using Ivae.Distributions;
using Ivae.Training;
using MathNet.Numerics.Statistics;

namespace Ivae.Models;

/// <summary>
/// Occam's razor for the prior: latents whose mean hardly moves with u are given one mean, and training goes on. The simpler model is kept unless it explains held-out rows worse by more than the numbers it saves are
/// worth. A model whose means are free may add to one latent a slow function of another whose mean moves far: rows hardly tell, but means then move that need not.
/// </summary>
/// <remarks>What a number is worth: log(N)/2N nats a row (Schwarz, "Estimating the dimension of a model", Annals of Statistics 1978).</remarks>
internal static class StillMeans
{
    /// <summary>Name of this stage in the metrics.</summary>
    public const string Stage = "still means";

    /// <summary>Variance of a latent's means by its mean variance: below the first nothing is gained, above the second the mean is no side effect.</summary>
    private const double LeastMovement = 0.002;
    private const double MostMovement = 1;
    private const double ShareOfSteps = 0.25;

    /// <summary>How this stage is trained.</summary>
    public static TrainingOptions Training(TrainingOptions given) => given.Part(ShareOfSteps) with { LearningRate = given.LearningRate / 2 };

    /// <summary>Trains on with still means where that is no worse; otherwise leaves the parameters as they were.</summary>
    /// <param name="prior">The prior of the trained model.</param>
    /// <param name="objective">What the model was trained by.</param>
    /// <param name="run">Trains a given objective from where its parameters are.</param>
    public static void Fit(Prior<float> prior, IObjective<float> objective, Func<IObjective<float>, TrainingResult> run)
    {
        if (prior.MeansAndScales is not { } table)
            return;
        var values = objective.Parameters.ValuesOf(table);
        var (levels, latents) = (table.Rows, table.Columns / 2);
        IEnumerable<double> Column(int column) => Enumerable.Range(0, levels).Select(u => (double)objective.Parameters.Values[table.Offset + u * table.Columns + column]);
        double Movement(int i) => Column(i).PopulationVariance() / Column(latents + i).Average(logScale => Math.Exp(2 * logScale));
        int[] candidates = [.. Enumerable.Range(0, latents).Where(i => Movement(i) is > LeastMovement and < MostMovement)];
        if (candidates.Length == 0)
            return;
        var saved = candidates.Length * (levels - 1) * Math.Log(objective.TrainingRows.Length) / (2 * objective.TrainingRows.Length);
        var (before, bound) = (objective.Parameters.Values.ToArray(), objective.Validate());
        foreach (var i in candidates)
        {
            var mean = 0f;
            for (var u = 0; u < levels; u++)
                mean += values[u * table.Columns + i] / levels;
            for (var u = 0; u < levels; u++)
                values[u * table.Columns + i] = mean;
        }

        if (!(run(new Held(objective, table, candidates)).BestBound >= bound - saved))
            before.CopyTo(objective.Parameters.Values, 0);
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
