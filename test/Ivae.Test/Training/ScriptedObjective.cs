using Ivae.Autodiff;
using Ivae.Training;

namespace Ivae.Test.Training;

/// <summary>
/// An objective that does what a test says: one parameter with slope −1, losses and held-out bounds from a script.
/// </summary>
internal sealed class ScriptedObjective : IObjective<double>
{
    private readonly int[] rows;
    private readonly Func<int, double> loss;
    private readonly Func<int, double> bound;

    /// <param name="rows">Number of training rows.</param>
    /// <param name="bound">Held-out bound of each epoch, from 1.</param>
    /// <param name="loss">Loss of each step, from 1; 0 when not given.</param>
    public ScriptedObjective(int rows, Func<int, double> bound, Func<int, double>? loss = null)
    {
        this.rows = [.. Enumerable.Range(100, rows)];
        this.bound = bound;
        this.loss = loss ?? (_ => 0);
        Parameters.Add("θ", 1, 1);
    }

    public ParameterSet<double> Parameters { get; } = new();

    public int Threads { get; set; } = 1;

    public ReadOnlySpan<int> TrainingRows => rows;

    /// <summary>The batches seen.</summary>
    public List<int[]> Batches { get; } = [];

    /// <summary>The fraction of training done at each batch.</summary>
    public List<double> Progress { get; } = [];

    /// <summary>The parameter at the end of each epoch.</summary>
    public List<double> AtEpochEnd { get; } = [];

    public double Loss(ReadOnlySpan<int> batch, double progress)
    {
        Batches.Add(batch.ToArray());
        Progress.Add(progress);
        Parameters.Gradients[0] = -1;
        return loss(Batches.Count);
    }

    public double Validate()
    {
        AtEpochEnd.Add(Parameters.Values[0]);
        return bound(AtEpochEnd.Count);
    }

    public IEnumerable<(string Name, double Value)> Terms() =>
        [("fine", 1), ("broken", loss(Batches.Count)), ("broken too", double.NaN)];
}
