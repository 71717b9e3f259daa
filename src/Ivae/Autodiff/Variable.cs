using System.Numerics;

namespace Ivae.Autodiff;

/// <summary>
/// A matrix on a tape, <c>[Rows, Columns]</c> row-major, with the gradient of the loss with respect to it.
/// </summary>
public sealed class Variable<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterSet<T>? parameters;
    private readonly int offset;
    private T[] value = [];
    private T[] gradient = [];
    private bool gradientStarted;

    /// <summary>A matrix that the tape computes or the caller fills; rows are set at each run.</summary>
    internal Variable(Tape<T> tape, int columns, bool requiresGradient)
    {
        Tape = tape;
        Columns = columns;
        RequiresGradient = requiresGradient;
    }

    /// <summary>
    /// A view of trained parameters, whose values and gradients live in <paramref name="parameters"/>.
    /// </summary>
    internal Variable(Tape<T> tape, ParameterSet<T> parameters, Parameter parameter)
        : this(tape, parameter.Columns, requiresGradient: true)
    {
        this.parameters = parameters;
        offset = parameter.Offset;
        Name = parameter.Name;
        Rows = parameter.Rows;
    }

    internal Tape<T> Tape { get; }

    /// <summary>Name of the trained parameters that it is a view of.</summary>
    internal string? Name { get; }

    /// <summary>Number of rows.</summary>
    public int Rows { get; private set; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    internal bool RequiresGradient { get; }

    /// <summary>Number of elements.</summary>
    public int Length => Rows * Columns;

    /// <summary>The elements, row-major; what was computed at the last run.</summary>
    public Span<T> Value => (parameters?.Values ?? value).AsSpan(offset, Length);

    /// <summary>∂loss/∂value; meaningful once <see cref="GradientStarted"/>.</summary>
    internal Span<T> Gradient =>
        (parameters is null ? OwnGradient() : Tape.OwnGradients ?? parameters.Gradients).AsSpan(offset, Length);

    /// <summary>Whether any operation has contributed to the gradient in this backward pass.</summary>
    internal bool GradientStarted => gradientStarted;

    /// <summary>Sets the number of rows; buffers only ever grow, so that a warm run allocates nothing.</summary>
    internal void Resize(int rows)
    {
        Rows = rows;
        if (value.Length < Length)
            value = GC.AllocateUninitializedArray<T>(Length, pinned: true);
    }

    /// <summary>
    /// Announces a contribution: <see langword="false"/> for the first one, which overwrites; <see langword="true"/>
    /// for the others, which add.
    /// </summary>
    internal bool StartGradient()
    {
        var accumulate = gradientStarted;
        gradientStarted = true;
        return accumulate;
    }

    /// <summary>The gradient, zeroed unless it was started, for a contribution that can only add.</summary>
    internal Span<T> GradientToAdd()
    {
        if (!StartGradient())
            Gradient.Clear();
        return Gradient;
    }

    /// <summary>Forgets the gradient, whose memory another variable may then take.</summary>
    internal void ResetGradient()
    {
        if (gradient.Length > 0)
            Tape.ReturnGradient(gradient);
        (gradient, gradientStarted) = ([], false);
    }

    /// <summary>A + B; a B <c>[1, C]</c> or <c>[1, 1]</c> is added to every row or element.</summary>
    public static Variable<T> operator +(Variable<T> a, Variable<T> b) => a.Tape.Record(new Sum<T>(a, b, T.One));

    /// <summary>A − B; of a B <c>[1, C]</c> or <c>[1, 1]</c> from every row or element.</summary>
    public static Variable<T> operator -(Variable<T> a, Variable<T> b) => a.Tape.Record(new Sum<T>(a, b, -T.One));

    /// <summary>−A.</summary>
    public static Variable<T> operator -(Variable<T> a) => a * -1;

    /// <summary>A·B, element by element.</summary>
    public static Variable<T> operator *(Variable<T> a, Variable<T> b) => a.Tape.Record(new Product<T>(a, b));

    /// <summary>A times a number.</summary>
    public static Variable<T> operator *(Variable<T> a, double factor) => a.Tape.Record(new Scaled<T>(a, () => factor));

    /// <summary>A plus a number.</summary>
    public static Variable<T> operator +(Variable<T> a, double shift) =>
        a.Tape.Record(new Scaled<T>(a, () => 1, shift));

    /// <summary>A times a number.</summary>
    public static Variable<T> operator *(double factor, Variable<T> a) => a * factor;

    private T[] OwnGradient() => gradient.Length > 0 ? gradient : gradient = Tape.TakeGradient(Length);
}
