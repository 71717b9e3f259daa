using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Ivae.Numerics;

/// <summary>Eight floats.</summary>
internal readonly unsafe struct Lanes256(Vector256<float> value) : ILanes<Lanes256, float>
{
    private readonly Vector256<float> value = value;

    public static int Count => 8;

    public static bool HasManyRegisters => Vector512.IsHardwareAccelerated;

    public static Lanes256 Create(float value) => new(Vector256.Create(value));

    public static Lanes256 Load(float* source) => new(Vector256.Load(source));

    public void Store(float* destination) => value.Store(destination);

    public static Lanes256 operator +(Lanes256 x, Lanes256 y) => new(x.value + y.value);

    public static Lanes256 MultiplyAdd(Lanes256 x, Lanes256 y, Lanes256 z) => new(Vector256.MultiplyAddEstimate(x.value, y.value, z.value));

    public static void StoreSums(Lanes256 x0, Lanes256 x1, Lanes256 x2, Lanes256 x3, float* destination)
    {
        var sums = Avx.HorizontalAdd(Avx.HorizontalAdd(x0.value, x1.value), Avx.HorizontalAdd(x2.value, x3.value));
        (sums.GetLower() + sums.GetUpper()).Store(destination);
    }

    /// <remarks>Four-number pieces of rows i and i + 4 fill a register, so that only 4 × 4 transposes inside the pieces are left.</remarks>
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
