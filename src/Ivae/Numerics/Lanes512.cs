using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Ivae.Numerics;

/// <summary>Sixteen floats.</summary>
internal readonly unsafe struct Lanes512(Vector512<float> value) : ILanes<Lanes512, float>
{
    private readonly Vector512<float> value = value;

    public static int Count => 16;

    public static bool HasManyRegisters => true;

    public static Lanes512 Create(float value) => new(Vector512.Create(value));

    public static Lanes512 Load(float* source) => new(Vector512.Load(source));

    public void Store(float* destination) => value.Store(destination);

    public static Lanes512 operator +(Lanes512 x, Lanes512 y) => new(x.value + y.value);

    public static Lanes512 MultiplyAdd(Lanes512 x, Lanes512 y, Lanes512 z) => new(Vector512.MultiplyAddEstimate(x.value, y.value, z.value));

    public static void StoreSums(Lanes512 x0, Lanes512 x1, Lanes512 x2, Lanes512 x3, float* destination)
        => Lanes256.StoreSums(Halves(x0), Halves(x1), Halves(x2), Halves(x3), destination);

    /// <remarks>Four-number pieces of rows i, i + 4, i + 8, i + 12 fill a register, so that only 4 × 4 transposes inside the pieces are left.</remarks>
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
            => Vector512.Create(
                Vector256.Create(Vector128.Load(source), Vector128.Load(source + 4 * stride)),
                Vector256.Create(Vector128.Load(source + 8 * stride), Vector128.Load(source + 12 * stride)));
    }

    private static Lanes256 Halves(Lanes512 x) => new(x.value.GetLower() + x.value.GetUpper());
}
