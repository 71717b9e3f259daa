using System.Numerics;
using Ivae.Autodiff;
using Ivae.Numerics;

namespace Ivae.Training;

/// <summary>What the training loop needs of a model.</summary>
internal interface IObjective<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The parameters to move.</summary>
    ParameterSet<T> Parameters { get; }

    /// <summary>Rows to train on.</summary>
    ReadOnlySpan<int> TrainingRows { get; }

    /// <summary>Threads that the loss of a large batch may take; results do not depend on it.</summary>
    int Threads
    {
        get => 1;
        set { }
    }

    /// <summary>Loss of some rows, minus the bound in nats per row; leaves its gradient in the parameters.</summary>
    /// <param name="rows">The batch.</param>
    /// <param name="progress">Fraction of training done, for schedules.</param>
    double Loss(ReadOnlySpan<int> rows, double progress);

    /// <summary>
    /// The bound on held-out rows with the present parameters, in nats per row; the same noise at every call.
    /// </summary>
    double Validate();

    /// <summary>What it keeps between batches but the parameters, as state: positions of its noise.</summary>
    void Exchange(StateArchive state)
    {
    }

    /// <summary>The terms of the last loss by name, to say which one diverged.</summary>
    IEnumerable<(string Name, double Value)> Terms();
}
