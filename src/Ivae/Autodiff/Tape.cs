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
    private readonly List<T[]> spare = [];
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
    /// Where gradients of parameters go, if not to their <see cref="ParameterSet{T}"/>: as long as all of its values
    /// together.
    /// </summary>
    public T[]? OwnGradients { get; set; }

    /// <summary>
    /// What a row of a batch computes, in bytes: about three numbers, of which one is a gradient, for each number of an
    /// output.
    /// </summary>
    public long RowBytes { get; private set; }

    /// <summary>
    /// Rows of a batch that are better run at once, since what they compute, about 2.5 MB with its gradients, then
    /// stays in the caches of a core; a multiple of 64.
    /// </summary>
    public int SlabRows => (int)Math.Max(64, (5 << 19) / RowBytes / 64 * 64);

    /// <summary>
    /// Memory for a gradient, most likely still in the caches: that returned last among the smallest that fit.
    /// </summary>
    public T[] TakeGradient(int length)
    {
        var best = -1;
        for (var i = 0; i < spare.Count; i++)
            if (spare[i].Length >= length && (best < 0 || spare[i].Length <= spare[best].Length))
                best = i;
        if (best < 0)
            return GC.AllocateUninitializedArray<T>(length, pinned: true);
        var found = spare[best];
        spare.RemoveAt(best);
        return found;
    }

    /// <summary>Gives back what <see cref="TakeGradient"/> gave.</summary>
    public void ReturnGradient(T[] gradient) => spare.Add(gradient);

    /// <summary>Appends an operation and gives its output.</summary>
    public Variable<T> Record(Operation<T> operation)
    {
        operation.IsShared = recordsShared;
        if (!recordsShared)
            RowBytes += 3L * Unsafe.SizeOf<T>() * operation.Output.Columns;
        operations.Add(operation);
        return operation.Output;
    }

    /// <summary>
    /// Records operations that depend on parameters alone: they are run once for all slabs of a batch.
    /// </summary>
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

    /// <summary>
    /// Computes the gradient of <paramref name="loss"/> <c>[1, 1]</c> with respect to everything that requires it.
    /// </summary>
    public void Backward(Variable<T> loss) => Backward(loss, T.One, isFirst: true, isLast: true);

    /// <summary>
    /// Computes the share of a slab in the gradient of a whole batch's loss, Σ weight·loss over its slabs, and adds it
    /// to those of the slabs before.
    /// </summary>
    /// <param name="loss">The slab's loss <c>[1, 1]</c>.</param>
    /// <param name="weight">The slab's weight, its share of the rows for a mean over rows.</param>
    /// <param name="isFirst">Whether this is the first slab, which starts the gradients of parameters and shared
    /// operations.</param>
    /// <param name="isLast">Whether this is the last one, which passes those of shared operations on.</param>
    public void Backward(Variable<T> loss, T weight, bool isFirst, bool isLast)
    {
        foreach (var operation in operations)
            if (isFirst || !operation.IsShared)
                operation.ResetGradients();
        if (isFirst)
            foreach (var view in views.Values)
                view.ResetGradient();
        loss.StartGradient();
        loss.Gradient.Fill(weight);
        for (var i = operations.Count - 1; i >= 0; i--)
            if (operations[i] is { HasGradient: true } operation && (isLast || !operation.IsShared))
            {
                operation.Backward();
                operation.ResetGradients();
            }

        if (isLast)
            foreach (var view in views.Values)
                if (!view.GradientStarted)
                    view.Gradient.Clear();
    }
}
