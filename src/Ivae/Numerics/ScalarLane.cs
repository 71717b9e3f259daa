using System.Numerics;

namespace Ivae.Numerics;

/// <summary>A register of one number: every type, every processor.</summary>
internal readonly unsafe struct ScalarLane<T>(T value) : ILanes<ScalarLane<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T value = value;

    public static int Count => 1;

    public static bool HasManyRegisters => false;

    public static ScalarLane<T> Create(T value) => new(value);

    public static ScalarLane<T> Constant(double value) => new(T.CreateTruncating(value));

    public static ScalarLane<T> Load(T* source) => new(*source);

    public void Store(T* destination) => *destination = value;

    public static ScalarLane<T> operator +(ScalarLane<T> x, ScalarLane<T> y) => new(x.value + y.value);

    public static ScalarLane<T> operator -(ScalarLane<T> x, ScalarLane<T> y) => new(x.value - y.value);

    public static ScalarLane<T> operator *(ScalarLane<T> x, ScalarLane<T> y) => new(x.value * y.value);

    public static ScalarLane<T> operator -(ScalarLane<T> x) => new(-x.value);

    public static ScalarLane<T> MultiplyAdd(ScalarLane<T> x, ScalarLane<T> y, ScalarLane<T> z) =>
        new(T.MultiplyAddEstimate(x.value, y.value, z.value));

    public static ScalarLane<T> Quotient(ScalarLane<T> x, ScalarLane<T> y) => new(x.value / y.value);

    public static ScalarLane<T> SquareRoot(ScalarLane<T> x) => new(T.Sqrt(x.value));

    public static ScalarLane<T> WherePositive(ScalarLane<T> x, ScalarLane<T> then, ScalarLane<T> otherwise) =>
        x.value > T.Zero ? then : otherwise;

    public static ScalarLane<T> Exp(ScalarLane<T> x) => new(T.Exp(x.value));

    // T.ExpM1 and T.LogP1 lose the digits of small numbers.
    public static ScalarLane<T> ExpM1(ScalarLane<T> x)
    {
        var half = T.Tanh(x.value / (T.One + T.One));
        return new((half + half) / (T.One - half));
    }

    public static ScalarLane<T> Log(ScalarLane<T> x) => new(T.Log(x.value));

    public static ScalarLane<T> Tanh(ScalarLane<T> x) => new(T.Tanh(x.value));

    public static ScalarLane<T> Sigmoid(ScalarLane<T> x) =>
        new((x.value < T.Zero ? T.Exp(x.value) : T.One) / (T.One + T.Exp(-T.Abs(x.value))));

    public static ScalarLane<T> Softplus(ScalarLane<T> x)
    {
        var exponential = T.Exp(-T.Abs(x.value));
        var whole = T.One + exponential;
        // the quotient takes the rounding of the sum back
        var logP1 = whole == T.One ? exponential : T.Log(whole) * (exponential / (whole - T.One));
        return new(T.Max(x.value, T.Zero) + logP1);
    }

    public static ScalarLane<T> Softplus(ScalarLane<T> x, out ScalarLane<T> slope)
    {
        slope = Sigmoid(x);
        return Softplus(x);
    }

    public static void StoreSums(ScalarLane<T> x0, ScalarLane<T> x1, ScalarLane<T> x2, ScalarLane<T> x3, T* destination)
    {
        x0.Store(destination);
        x1.Store(destination + 1);
        x2.Store(destination + 2);
        x3.Store(destination + 3);
    }

    public static void Transpose(T* source, nint sourceStride, T* destination, nint destinationStride) =>
        *destination = *source;
}
