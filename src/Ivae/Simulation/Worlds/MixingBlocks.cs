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

    /// <summary>Layers that each follow a random rotation, and a linear map at the end.</summary>
    /// <param name="shape">Numbers of sources, columns and layers, and the strength.</param>
    /// <param name="layer">The layer of n coordinates and a strength.</param>
    /// <param name="random">Where rotations, layers and the last map come from.</param>
    public static WorldMixing BetweenRotations(
        MixingShape shape, Func<int, double, RandomStream, MixingStep> layer, RandomStream random)
    {
        var (n, steps) = (shape.Latent, new List<MixingStep>());
        for (var i = 0; i < shape.Layers; i++)
        {
            var own = random.Split((ulong)i);
            steps.Add(Rotation(n, own.Split("rotation")));
            steps.Add(layer(n, shape.Strength, own));
        }

        return new WorldMixing(n, [.. steps, Linear(n, shape.Columns, random.Split("last"))]);
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
