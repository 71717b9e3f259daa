using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Ivae.Numerics;

/// <summary>Eight floats.</summary>
internal readonly unsafe struct Lanes256(Vector256<float> value) : IFloatLanes<Lanes256>
{
    private readonly Vector256<float> value = value;

    public static int Count => 8;

    public static bool HasManyRegisters => Vector512.IsHardwareAccelerated;

    public static Lanes256 Create(float value) => new(Vector256.Create(value));

    public static Lanes256 Constant(double value) => new(Vector256.Create((float)value));

    public static Lanes256 Load(float* source) => new(Vector256.Load(source));

    public void Store(float* destination) => value.Store(destination);

    public static Lanes256 operator +(Lanes256 x, Lanes256 y) => new(x.value + y.value);

    public static Lanes256 operator -(Lanes256 x, Lanes256 y) => new(x.value - y.value);

    public static Lanes256 operator *(Lanes256 x, Lanes256 y) => new(x.value * y.value);

    public static Lanes256 operator &(Lanes256 x, Lanes256 y) => new(x.value & y.value);

    public static Lanes256 operator |(Lanes256 x, Lanes256 y) => new(x.value | y.value);

    public static Lanes256 operator ^(Lanes256 x, Lanes256 y) => new(x.value ^ y.value);

    public static Lanes256 operator -(Lanes256 x) => new(-x.value);

    public static Lanes256 operator ~(Lanes256 x) => new(~x.value);

    public static Lanes256 MultiplyAdd(Lanes256 x, Lanes256 y, Lanes256 z) =>
        new(Vector256.MultiplyAddEstimate(x.value, y.value, z.value));

    public static Lanes256 Quotient(Lanes256 x, Lanes256 y) => new(x.value / y.value);

    public static Lanes256 SquareRoot(Lanes256 x) => new(Vector256.Sqrt(x.value));

    public static Lanes256 Min(Lanes256 bound, Lanes256 x) => new(Vector256.MinNative(bound.value, x.value));

    public static Lanes256 Max(Lanes256 bound, Lanes256 x) => new(Vector256.MaxNative(bound.value, x.value));

    public static Lanes256 WherePositive(Lanes256 x, Lanes256 then, Lanes256 otherwise)
        => new(Vector256.ConditionalSelect(
            Vector256.GreaterThan(x.value, Vector256<float>.Zero), then.value, otherwise.value));

    public static Lanes256 WhereNegative(Lanes256 x, Lanes256 then, Lanes256 otherwise)
        => new(Vector256.ConditionalSelect(
            Vector256.LessThan(x.value.AsInt32(), Vector256<int>.Zero).AsSingle(), then.value, otherwise.value));

    public static Lanes256 CopySign(Lanes256 size, Lanes256 sign)
        => new(Vector256.ConditionalSelect(Vector256.Create(int.MinValue).AsSingle(), sign.value, size.value));

    public static Lanes256 Bits(int pattern) => new(Vector256.Create(pattern).AsSingle());

    public static Lanes256 AddBits(Lanes256 x, Lanes256 y) => new((x.value.AsInt32() + y.value.AsInt32()).AsSingle());

    public static Lanes256 ShiftLeft(Lanes256 x, int count) => new((x.value.AsInt32() << count).AsSingle());

    public static Lanes256 ShiftRight(Lanes256 x, int count) => new((x.value.AsInt32() >> count).AsSingle());

    public static Lanes256 ToNumber(Lanes256 x) => new(Vector256.ConvertToSingle(x.value.AsInt32()));

    public static Lanes256 Scale(Lanes256 x, Lanes256 shifted)
    {
        // In two steps, because 2ⁿ itself may lie outside the range of a float.
        var n = shifted.value.AsInt32() - Vector256.Create(0x4B400000);
        var half = n >> 1;
        return new(x.value * Power(half) * Power(n - half));

        static Vector256<float> Power(Vector256<int> n) => ((n + Vector256.Create(127)) << 23).AsSingle();
    }

    public static void StoreSums(Lanes256 x0, Lanes256 x1, Lanes256 x2, Lanes256 x3, float* destination)
    {
        var sums = Avx.HorizontalAdd(Avx.HorizontalAdd(x0.value, x1.value), Avx.HorizontalAdd(x2.value, x3.value));
        (sums.GetLower() + sums.GetUpper()).Store(destination);
    }

    /// <remarks>Four-number pieces of rows i and i + 4 fill a register, so that only 4 × 4 transposes inside the pieces
    /// are left.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transpose(float* source, nint sourceStride, float* destination, nint destinationStride)
    {
        for (var column = 0; column < 8; column += 4)
        {
            var r0 = Pieces(source + column, sourceStride);
            var r1 = Pieces(source + column + sourceStride, sourceStride);
            var r2 = Pieces(source + column + 2 * sourceStride, sourceStride);
            var r3 = Pieces(source + column + 3 * sourceStride, sourceStride);
            var low01 = Avx.UnpackLow(r0, r1).AsDouble();
            var high01 = Avx.UnpackHigh(r0, r1).AsDouble();
            var low23 = Avx.UnpackLow(r2, r3).AsDouble();
            var high23 = Avx.UnpackHigh(r2, r3).AsDouble();
            var target = destination + column * destinationStride;
            Avx.UnpackLow(low01, low23).AsSingle().Store(target);
            Avx.UnpackHigh(low01, low23).AsSingle().Store(target + destinationStride);
            Avx.UnpackLow(high01, high23).AsSingle().Store(target + 2 * destinationStride);
            Avx.UnpackHigh(high01, high23).AsSingle().Store(target + 3 * destinationStride);
        }

        static Vector256<float> Pieces(float* source, nint stride)
            => Vector256.Create(Vector128.Load(source), Vector128.Load(source + 4 * stride));
    }
}
