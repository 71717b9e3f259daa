using System.Numerics;
using Ivae.Autodiff;

namespace Ivae.Training;

/// <summary>An objective that moves some parameters and holds the others.</summary>
/// <param name="whole">The objective of all parameters.</param>
/// <param name="moves">Whether a parameter moves.</param>
internal sealed class PartialObjective<T>(IObjective<T> whole, Func<Parameter, bool> moves) : IObjective<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Parameter[] held = [.. whole.Parameters.All.Where(parameter => !moves(parameter))];

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
        foreach (var parameter in held)
            Parameters.Gradients.AsSpan(parameter.Offset, parameter.Length).Clear();
        return loss;
    }

    public double Validate() => whole.Validate();

    public IEnumerable<(string Name, double Value)> Terms() => whole.Terms();
}
