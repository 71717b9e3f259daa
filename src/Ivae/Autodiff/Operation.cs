using System.Numerics;

namespace Ivae.Autodiff;

/// <summary>
/// One step of a computation: the value of its output from its inputs, and the gradients of its inputs from that of its
/// output.
/// </summary>
internal abstract class Operation<T>(Tape<T> tape, int columns, bool requiresGradient)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The result.</summary>
    public Variable<T> Output { get; } = new(tape, columns, requiresGradient);

    /// <summary>
    /// A second result with a gradient of its own, such as the log slope of a map in addition to its value; none for
    /// most operations.
    /// </summary>
    public virtual Variable<T>? SecondOutput => null;

    /// <summary>Whether a gradient has reached a result that wants one.</summary>
    public bool HasGradient =>
        Output is { RequiresGradient: true, GradientStarted: true } || SecondOutput is { GradientStarted: true };

    /// <summary>Forgets the gradients of the results.</summary>
    public void ResetGradients()
    {
        Output.ResetGradient();
        SecondOutput?.ResetGradient();
    }

    /// <summary>
    /// Whether the output depends on parameters alone, so that it is the same for all rows of a batch.
    /// </summary>
    public bool IsShared { get; set; }

    /// <summary>Sets the output's rows and value.</summary>
    public abstract void Forward();

    /// <summary>
    /// Sets the outputs in an ONNX graph by standard operators: the formula of <see cref="Forward"/>. An operation that
    /// only training needs has none.
    /// </summary>
    public virtual void Describe(OnnxTape<T> onnx) =>
        throw new NotSupportedException($"{GetType().Name} is an operation of training, which ONNX files do without.");

    /// <summary>Adds this operation's share to the gradients of its inputs.</summary>
    public abstract void Backward();

    /// <summary>The gradient of an input to add to; empty where there is no such input or it needs none.</summary>
    protected static Span<T> Target(Variable<T>? variable) =>
        variable is { RequiresGradient: true } ? variable.GradientToAdd() : default;
}
