using System.Numerics;
using System.Runtime.CompilerServices;

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
    private bool recordsShared;

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

    /// <summary>
    /// Rows of a batch that are better run at once, since what they compute, about 2.5 MB with its gradients, then stays in the caches of a core; a multiple of 64.
    /// </summary>
    public int SlabRows
    {
        get
        {
            var bytes = 3L * Unsafe.SizeOf<T>() * operations.Where(operation => !operation.IsShared).Sum(operation => operation.Output.Columns);
            return (int)Math.Max(64, (5 << 19) / bytes / 64 * 64);
        }
    }

    /// <summary>Appends an operation and gives its output.</summary>
    public Variable<T> Record(Operation<T> operation)
    {
        operation.IsShared = recordsShared;
        operations.Add(operation);
        return operation.Output;
    }

    /// <summary>Records operations that depend on parameters alone: they are run once for all slabs of a batch.</summary>
    public Variable<T> RecordShared(Func<Variable<T>> record)
    {
        recordsShared = true;
        var output = record();
        recordsShared = false;
        return output;
    }

    /// <summary>Computes every output; for a later slab of the same batch those only that are not shared.</summary>
    public void Forward(bool isFirst = true)
    {
        foreach (var operation in operations)
            if (isFirst || !operation.IsShared)
                operation.Forward();
    }

    /// <summary>Computes the gradient of <paramref name="loss"/> <c>[1, 1]</c> with respect to everything that requires it.</summary>
    public void Backward(Variable<T> loss) => Backward(loss, T.One, isFirst: true, isLast: true);

    /// <summary>Computes the share of a slab in the gradient of a whole batch's loss, Σ weight·loss over its slabs, and adds it to those of the slabs before.</summary>
    /// <param name="loss">The slab's loss <c>[1, 1]</c>.</param>
    /// <param name="weight">The slab's weight, its share of the rows for a mean over rows.</param>
    /// <param name="isFirst">Whether this is the first slab, which starts the gradients of parameters and shared operations.</param>
    /// <param name="isLast">Whether this is the last one, which passes those of shared operations on.</param>
    public void Backward(Variable<T> loss, T weight, bool isFirst, bool isLast)
    {
        foreach (var operation in operations)
            if (isFirst || !operation.IsShared)
            {
                operation.Output.ResetGradient();
                operation.SecondOutput?.ResetGradient();
            }

        if (isFirst)
            foreach (var view in views.Values)
                view.ResetGradient();
        loss.StartGradient();
        loss.Gradient.Fill(weight);
        for (var i = operations.Count - 1; i >= 0; i--)
            if (operations[i] is { HasGradient: true } operation && (isLast || !operation.IsShared))
                operation.Backward();
        if (isLast)
            foreach (var view in views.Values)
                if (!view.GradientStarted)
                    view.Gradient.Clear();
    }
}
