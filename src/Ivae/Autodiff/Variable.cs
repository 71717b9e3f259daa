using System.Numerics;

namespace Ivae.Autodiff;

/// <summary>A matrix on a tape, <c>[Rows, Columns]</c> row-major, with the gradient of the loss with respect to it.</summary>
internal sealed class Variable<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterSet<T>? parameters;
    private readonly int offset;
    private T[] value = [];
    private T[] gradient = [];
    private bool gradientStarted;

    /// <summary>A matrix that the tape computes or the caller fills; rows are set at each run.</summary>
    public Variable(Tape<T> tape, int columns, bool requiresGradient)
    {
        Tape = tape;
        Columns = columns;
        RequiresGradient = requiresGradient;
    }

    /// <summary>A view of trained parameters, whose values and gradients live in <paramref name="parameters"/>.</summary>
    public Variable(Tape<T> tape, ParameterSet<T> parameters, Parameter parameter)
        : this(tape, parameter.Columns, requiresGradient: true)
    {
        this.parameters = parameters;
        offset = parameter.Offset;
        Rows = parameter.Rows;
    }

    public Tape<T> Tape { get; }

    public int Rows { get; private set; }

    public int Columns { get; }

    public bool RequiresGradient { get; }

    public int Length => Rows * Columns;

    public Span<T> Value => (parameters?.Values ?? value).AsSpan(offset, Length);

    /// <summary>∂loss/∂value; meaningful once <see cref="GradientStarted"/>.</summary>
    public Span<T> Gradient => (parameters is null ? OwnGradient() : Tape.OwnGradients ?? parameters.Gradients).AsSpan(offset, Length);

    /// <summary>Whether any operation has contributed to the gradient in this backward pass.</summary>
    public bool GradientStarted => gradientStarted;

    /// <summary>Sets the number of rows; buffers only ever grow, so that a warm run allocates nothing.</summary>
    public void Resize(int rows)
    {
        Rows = rows;
        if (value.Length < Length)
            value = GC.AllocateUninitializedArray<T>(Length, pinned: true);
    }

    /// <summary>Announces a contribution: <see langword="false"/> for the first one, which overwrites; <see langword="true"/> for the others, which add.</summary>
    public bool StartGradient()
    {
        var accumulate = gradientStarted;
        gradientStarted = true;
        return accumulate;
    }

    /// <summary>The gradient, zeroed unless it was started, for a contribution that can only add.</summary>
    public Span<T> GradientToAdd()
    {
        if (!StartGradient())
            Gradient.Clear();
        return Gradient;
    }

    /// <summary>Forgets the gradient, whose memory another variable may then take.</summary>
    public void ResetGradient()
    {
        if (gradient.Length > 0)
            Tape.ReturnGradient(gradient);
        (gradient, gradientStarted) = ([], false);
    }

    public static Variable<T> operator +(Variable<T> a, Variable<T> b) => a.Tape.Record(new Sum<T>(a, b, T.One));

    public static Variable<T> operator -(Variable<T> a, Variable<T> b) => a.Tape.Record(new Sum<T>(a, b, -T.One));

    public static Variable<T> operator -(Variable<T> a) => a * -1;

    public static Variable<T> operator *(Variable<T> a, Variable<T> b) => a.Tape.Record(new Product<T>(a, b));

    public static Variable<T> operator *(Variable<T> a, double factor) => a.Tape.Record(new Scaled<T>(a, () => factor));

    public static Variable<T> operator +(Variable<T> a, double shift) => a.Tape.Record(new Scaled<T>(a, () => 1, shift));

    public static Variable<T> operator *(double factor, Variable<T> a) => a * factor;

    private T[] OwnGradient() => gradient.Length > 0 ? gradient : gradient = Tape.TakeGradient(Length);
}
