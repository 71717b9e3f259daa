using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Ivae.Numerics;

/// <summary>Four floats: NEON, SSE, WebAssembly.</summary>
internal readonly unsafe struct Lanes128(Vector128<float> value) : IFloatLanes<Lanes128>
{
    private readonly Vector128<float> value = value;

    public static int Count => 4;

    public static bool HasManyRegisters => AdvSimd.IsSupported || Vector512.IsHardwareAccelerated;

    public static Lanes128 Create(float value) => new(Vector128.Create(value));

    public static Lanes128 Constant(double value) => new(Vector128.Create((float)value));

    public static Lanes128 Load(float* source) => new(Vector128.Load(source));

    public void Store(float* destination) => value.Store(destination);

    public static Lanes128 operator +(Lanes128 x, Lanes128 y) => new(x.value + y.value);

    public static Lanes128 operator -(Lanes128 x, Lanes128 y) => new(x.value - y.value);

    public static Lanes128 operator *(Lanes128 x, Lanes128 y) => new(x.value * y.value);

    public static Lanes128 operator &(Lanes128 x, Lanes128 y) => new(x.value & y.value);

    public static Lanes128 operator |(Lanes128 x, Lanes128 y) => new(x.value | y.value);

    public static Lanes128 operator ^(Lanes128 x, Lanes128 y) => new(x.value ^ y.value);

    public static Lanes128 operator -(Lanes128 x) => new(-x.value);

    public static Lanes128 operator ~(Lanes128 x) => new(~x.value);

    public static Lanes128 MultiplyAdd(Lanes128 x, Lanes128 y, Lanes128 z) =>
        new(Vector128.MultiplyAddEstimate(x.value, y.value, z.value));

    public static Lanes128 Quotient(Lanes128 x, Lanes128 y) => new(x.value / y.value);

    public static Lanes128 SquareRoot(Lanes128 x) => new(Vector128.Sqrt(x.value));

    public static Lanes128 Min(Lanes128 bound, Lanes128 x) => new(Vector128.MinNative(bound.value, x.value));

    public static Lanes128 Max(Lanes128 bound, Lanes128 x) => new(Vector128.MaxNative(bound.value, x.value));

    public static Lanes128 WherePositive(Lanes128 x, Lanes128 then, Lanes128 otherwise)
        => new(Vector128.ConditionalSelect(
            Vector128.GreaterThan(x.value, Vector128<float>.Zero), then.value, otherwise.value));

    public static Lanes128 WhereNegative(Lanes128 x, Lanes128 then, Lanes128 otherwise)
        => new(Vector128.ConditionalSelect(
            Vector128.LessThan(x.value.AsInt32(), Vector128<int>.Zero).AsSingle(), then.value, otherwise.value));

    public static Lanes128 CopySign(Lanes128 size, Lanes128 sign)
        => new(Vector128.ConditionalSelect(Vector128.Create(int.MinValue).AsSingle(), sign.value, size.value));

    public static Lanes128 Bits(int pattern) => new(Vector128.Create(pattern).AsSingle());

    public static Lanes128 AddBits(Lanes128 x, Lanes128 y) => new((x.value.AsInt32() + y.value.AsInt32()).AsSingle());

    public static Lanes128 ShiftLeft(Lanes128 x, int count) => new((x.value.AsInt32() << count).AsSingle());

    public static Lanes128 ShiftRight(Lanes128 x, int count) => new((x.value.AsInt32() >> count).AsSingle());

    public static Lanes128 ToNumber(Lanes128 x) => new(Vector128.ConvertToSingle(x.value.AsInt32()));

    public static Lanes128 Scale(Lanes128 x, Lanes128 shifted)
    {
        // In two steps, because 2ⁿ itself may lie outside the range of a float.
        var n = shifted.value.AsInt32() - Vector128.Create(0x4B400000);
        var half = n >> 1;
        return new(x.value * Power(half) * Power(n - half));

        static Vector128<float> Power(Vector128<int> n) => ((n + Vector128.Create(127)) << 23).AsSingle();
    }

    public static void StoreSums(Lanes128 x0, Lanes128 x1, Lanes128 x2, Lanes128 x3, float* destination)
    {
        var sums = AdvSimd.Arm64.IsSupported
            ? AdvSimd.Arm64.AddPairwise(
                AdvSimd.Arm64.AddPairwise(x0.value, x1.value), AdvSimd.Arm64.AddPairwise(x2.value, x3.value))
            : Sse3.IsSupported
            ? Sse3.HorizontalAdd(Sse3.HorizontalAdd(x0.value, x1.value), Sse3.HorizontalAdd(x2.value, x3.value))
            : Vector128.Create(
                Vector128.Sum(x0.value), Vector128.Sum(x1.value), Vector128.Sum(x2.value), Vector128.Sum(x3.value));
        sums.Store(destination);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transpose(float* source, nint sourceStride, float* destination, nint destinationStride)
    {
        for (var row = 0; row < 4; row++)
            for (var column = 0; column < 4; column++)
                destination[column * destinationStride + row] = source[row * sourceStride + column];
    }
}
