using Ivae.Numerics;
using MathNet.Numerics.LinearAlgebra.Double;

namespace Ivae.Simulation.Worlds;

/// <summary>What the mixings of worlds are built from.</summary>
internal static class MixingBlocks
{
    /// <summary>
    /// h ↦ W h with W = U diag(d) V, U and V random with orthonormal columns or rows, d uniform on [.5, 1.5]: a
    /// condition number of at most 3.
    /// </summary>
    public static MixingStep Linear(int inputs, int outputs, RandomStream random)
    {
        var scales = random.Split("scales");
        var left = Orthonormal(outputs, inputs, random.Split("left"));
        var right = Orthonormal(inputs, inputs, random.Split("right"));
        var scaled = DenseMatrix.CreateDiagonal(inputs, inputs, _ => scales.NextUniform(0.5, 1.5)) * right;
        var weights = (left * scaled).ToRowMajorArray();
        return new MixingStep(outputs, (h, x) => Multiply(weights, h, x));
    }

    /// <summary>A random rotation or reflection of R^n.</summary>
    public static MixingStep Rotation(int n, RandomStream random)
    {
        var weights = Orthonormal(n, n, random).ToRowMajorArray();
        return new MixingStep(n, (h, x) => Multiply(weights, h, x));
    }

    /// <summary>A random matrix with orthonormal columns, <c>[rows, columns]</c>, rows at least columns.</summary>
    public static DenseMatrix Orthonormal(int rows, int columns, RandomStream random) =>
        (DenseMatrix)Normal(rows, columns, random).QR(MathNet.Numerics.LinearAlgebra.Factorization.QRMethod.Thin).Q;

    /// <summary>Independent standard normal numbers, <c>[rows, columns]</c>.</summary>
    public static DenseMatrix Normal(int rows, int columns, RandomStream random) =>
        DenseMatrix.Create(rows, columns, (_, _) => random.NextNormal());

    /// <summary>Numbers uniform on [low, high), <c>[count]</c>.</summary>
    public static double[] Uniform(int count, double low, double high, RandomStream random)
    {
        var values = new double[count];
        for (var i = 0; i < count; i++)
            values[i] = random.NextUniform(low, high);
        return values;
    }

    /// <summary>x = W h.</summary>
    /// <param name="weights">W, <c>[outputs, inputs]</c> row-major.</param>
    /// <param name="h">h, <c>[inputs]</c>.</param>
    /// <param name="x">Receives x, <c>[outputs]</c>.</param>
    public static void Multiply(double[] weights, ReadOnlySpan<Dual> h, Span<Dual> x)
    {
        for (var k = 0; k < x.Length; k++)
        {
            Dual sum = 0;
            for (var i = 0; i < h.Length; i++)
                sum += weights[k * h.Length + i] * h[i];
            x[k] = sum;
        }
    }
}
