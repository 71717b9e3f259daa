using System.Numerics;
using Ivae.Autodiff;
using Ivae.Numerics;

namespace Ivae.Training;

/// <summary>An objective that moves some numbers of the parameters and holds the others.</summary>
/// <param name="whole">The objective of all parameters.</param>
/// <param name="held">Where the numbers that are held are in the flat array of all.</param>
internal sealed class PartialObjective<T>(IObjective<T> whole, IReadOnlyList<Range> held) : IObjective<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public ParameterSet<T> Parameters => whole.Parameters;

    public ReadOnlySpan<int> TrainingRows => whole.TrainingRows;

    /// <inheritdoc/>
    public int Threads
    {
        get => whole.Threads;
        set => whole.Threads = value;
    }

    public double Loss(ReadOnlySpan<int> rows, double progress)
    {
        var loss = whole.Loss(rows, progress);
        foreach (var range in held)
            Parameters.Gradients.AsSpan(range).Clear();
        return loss;
    }

    public double Validate() => whole.Validate();

    public void Exchange(StateArchive state) => whole.Exchange(state);

    public IEnumerable<(string Name, double Value)> Terms() => whole.Terms();
}
