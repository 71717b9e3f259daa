using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Ivae.Numerics;

/// <summary>Four floats: NEON, SSE, WebAssembly.</summary>
internal readonly unsafe struct Lanes128(Vector128<float> value) : ILanes<Lanes128, float>
{
    private readonly Vector128<float> value = value;

    public static int Count => 4;

    public static bool HasManyRegisters => AdvSimd.IsSupported || Vector512.IsHardwareAccelerated;

    public static Lanes128 Create(float value) => new(Vector128.Create(value));

    public static Lanes128 Load(float* source) => new(Vector128.Load(source));

    public void Store(float* destination) => value.Store(destination);

    public static Lanes128 operator +(Lanes128 x, Lanes128 y) => new(x.value + y.value);

    public static Lanes128 MultiplyAdd(Lanes128 x, Lanes128 y, Lanes128 z) => new(Vector128.MultiplyAddEstimate(x.value, y.value, z.value));

    public static void StoreSums(Lanes128 x0, Lanes128 x1, Lanes128 x2, Lanes128 x3, float* destination)
    {
        var sums = AdvSimd.Arm64.IsSupported
            ? AdvSimd.Arm64.AddPairwise(AdvSimd.Arm64.AddPairwise(x0.value, x1.value), AdvSimd.Arm64.AddPairwise(x2.value, x3.value))
            : Sse3.IsSupported ? Sse3.HorizontalAdd(Sse3.HorizontalAdd(x0.value, x1.value), Sse3.HorizontalAdd(x2.value, x3.value))
            : Vector128.Create(Vector128.Sum(x0.value), Vector128.Sum(x1.value), Vector128.Sum(x2.value), Vector128.Sum(x3.value));
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
