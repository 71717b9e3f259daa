using System.Numerics;

namespace Ivae.Autodiff;

/// <summary>
/// A computation recorded once and run many times: forward in the order of recording, backward in reverse.
/// The number of rows may change from run to run; buffers are kept, so that a warm run allocates nothing.
/// </summary>
internal sealed class Tape<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly List<Operation<T>> operations = [];
    private readonly Dictionary<Parameter, Variable<T>> views = [];

    /// <summary>What was recorded, in order.</summary>
    public IReadOnlyList<Operation<T>> Operations => operations;

    /// <summary>A matrix the caller fills before each run: data or noise.</summary>
    public Variable<T> Input(int columns) => new(this, columns, requiresGradient: false);

    /// <summary>The view of a trained parameter on this tape.</summary>
    public Variable<T> View(ParameterSet<T> parameters, Parameter parameter)
    {
        if (!views.TryGetValue(parameter, out var view))
            views.Add(parameter, view = new Variable<T>(this, parameters, parameter));
        return view;
    }

    /// <summary>Appends an operation and gives its output.</summary>
    public Variable<T> Record(Operation<T> operation)
    {
        operations.Add(operation);
        return operation.Output;
    }

    /// <summary>Computes every output.</summary>
    public void Forward()
    {
        foreach (var operation in operations)
            operation.Forward();
    }

    /// <summary>Computes the gradient of <paramref name="loss"/> <c>[1, 1]</c> with respect to everything that requires it.</summary>
    public void Backward(Variable<T> loss)
    {
        foreach (var operation in operations)
            operation.Output.ResetGradient();
        foreach (var view in views.Values)
            view.ResetGradient();
        loss.StartGradient();
        loss.Gradient.Fill(T.One);
        for (var i = operations.Count - 1; i >= 0; i--)
            if (operations[i].Output is { RequiresGradient: true, GradientStarted: true })
                operations[i].Backward();
        foreach (var view in views.Values)
            if (!view.GradientStarted)
                view.Gradient.Clear();
    }
}
