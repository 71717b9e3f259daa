using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Ivae.Numerics;

/// <summary>Sixteen floats.</summary>
internal readonly unsafe struct Lanes512(Vector512<float> value) : IFloatLanes<Lanes512>
{
    private readonly Vector512<float> value = value;

    public static int Count => 16;

    public static bool HasManyRegisters => true;

    public static Lanes512 Create(float value) => new(Vector512.Create(value));

    public static Lanes512 Constant(double value) => new(Vector512.Create((float)value));

    public static Lanes512 Load(float* source) => new(Vector512.Load(source));

    public void Store(float* destination) => value.Store(destination);

    public static Lanes512 operator +(Lanes512 x, Lanes512 y) => new(x.value + y.value);

    public static Lanes512 operator -(Lanes512 x, Lanes512 y) => new(x.value - y.value);

    public static Lanes512 operator *(Lanes512 x, Lanes512 y) => new(x.value * y.value);

    public static Lanes512 operator &(Lanes512 x, Lanes512 y) => new(x.value & y.value);

    public static Lanes512 operator |(Lanes512 x, Lanes512 y) => new(x.value | y.value);

    public static Lanes512 operator ^(Lanes512 x, Lanes512 y) => new(x.value ^ y.value);

    public static Lanes512 operator -(Lanes512 x) => new(-x.value);

    public static Lanes512 operator ~(Lanes512 x) => new(~x.value);

    public static Lanes512 MultiplyAdd(Lanes512 x, Lanes512 y, Lanes512 z) =>
        new(Vector512.MultiplyAddEstimate(x.value, y.value, z.value));

    /// <remarks>An estimate of 14 bits and one step of Newton's; the divider would take as long as a whole
    /// tanh.</remarks>
    public static Lanes512 Quotient(Lanes512 x, Lanes512 y)
    {
        var inverse = Avx512F.Reciprocal14(y.value);
        var quotient = x.value * inverse;
        return new(Vector512.MultiplyAddEstimate(
            Avx512F.FusedMultiplyAddNegated(quotient, y.value, x.value), inverse, quotient));
    }

    public static Lanes512 SquareRoot(Lanes512 x)
    {
        var bounded = Vector512.MaxNative(Vector512.Create(1e-30f), x.value);
        var inverse = Avx512F.ReciprocalSqrt14(bounded);
        var root = bounded * inverse;
        var rest = Avx512F.FusedMultiplyAddNegated(root, root, bounded);
        return new(Vector512.MultiplyAddEstimate(rest, Vector512.Create(0.5f) * inverse, root));
    }

    public static Lanes512 Min(Lanes512 bound, Lanes512 x) => new(Vector512.MinNative(bound.value, x.value));

    public static Lanes512 Max(Lanes512 bound, Lanes512 x) => new(Vector512.MaxNative(bound.value, x.value));

    public static Lanes512 WherePositive(Lanes512 x, Lanes512 then, Lanes512 otherwise)
        => new(Vector512.ConditionalSelect(
            Vector512.GreaterThan(x.value, Vector512<float>.Zero), then.value, otherwise.value));

    public static Lanes512 WhereNegative(Lanes512 x, Lanes512 then, Lanes512 otherwise)
        => new(Vector512.ConditionalSelect(
            Vector512.LessThan(x.value.AsInt32(), Vector512<int>.Zero).AsSingle(), then.value, otherwise.value));

    public static Lanes512 CopySign(Lanes512 size, Lanes512 sign)
        => new(Vector512.ConditionalSelect(Vector512.Create(int.MinValue).AsSingle(), sign.value, size.value));

    public static Lanes512 Bits(int pattern) => new(Vector512.Create(pattern).AsSingle());

    public static Lanes512 AddBits(Lanes512 x, Lanes512 y) => new((x.value.AsInt32() + y.value.AsInt32()).AsSingle());

    public static Lanes512 ShiftLeft(Lanes512 x, int count) => new((x.value.AsInt32() << count).AsSingle());

    public static Lanes512 ShiftRight(Lanes512 x, int count) => new((x.value.AsInt32() >> count).AsSingle());

    public static Lanes512 ToNumber(Lanes512 x) => new(Vector512.ConvertToSingle(x.value.AsInt32()));

    public static Lanes512 Scale(Lanes512 x, Lanes512 shifted) =>
        new(Avx512F.Scale(x.value, shifted.value - Vector512.Create(12582912f)));

    public static void StoreSums(Lanes512 x0, Lanes512 x1, Lanes512 x2, Lanes512 x3, float* destination)
        => Lanes256.StoreSums(Halves(x0), Halves(x1), Halves(x2), Halves(x3), destination);

    /// <remarks>Four-number pieces of rows i, i + 4, i + 8, i + 12 fill a register, so that only 4 × 4 transposes
    /// inside the pieces are left.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transpose(float* source, nint sourceStride, float* destination, nint destinationStride)
    {
        for (var column = 0; column < 16; column += 4)
        {
            var r0 = Pieces(source + column, sourceStride);
            var r1 = Pieces(source + column + sourceStride, sourceStride);
            var r2 = Pieces(source + column + 2 * sourceStride, sourceStride);
            var r3 = Pieces(source + column + 3 * sourceStride, sourceStride);
            var low01 = Avx512F.UnpackLow(r0, r1).AsDouble();
            var high01 = Avx512F.UnpackHigh(r0, r1).AsDouble();
            var low23 = Avx512F.UnpackLow(r2, r3).AsDouble();
            var high23 = Avx512F.UnpackHigh(r2, r3).AsDouble();
            var target = destination + column * destinationStride;
            Avx512F.UnpackLow(low01, low23).AsSingle().Store(target);
            Avx512F.UnpackHigh(low01, low23).AsSingle().Store(target + destinationStride);
            Avx512F.UnpackLow(high01, high23).AsSingle().Store(target + 2 * destinationStride);
            Avx512F.UnpackHigh(high01, high23).AsSingle().Store(target + 3 * destinationStride);
        }

        static Vector512<float> Pieces(float* source, nint stride)
        {
            var pieces = Avx512F.InsertVector128(
                Vector128.Load(source).ToVector256Unsafe().ToVector512Unsafe(), Vector128.Load(source + 4 * stride), 1);
            pieces = Avx512F.InsertVector128(pieces, Vector128.Load(source + 8 * stride), 2);
            return Avx512F.InsertVector128(pieces, Vector128.Load(source + 12 * stride), 3);
        }
    }

    private static Lanes256 Halves(Lanes512 x) => new(x.value.GetLower() + x.value.GetUpper());
}
