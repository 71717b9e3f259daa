using System.Numerics;
using Ivae.Numerics;
using MathNet.Numerics.LinearAlgebra.Double;

namespace Ivae.Test.Numerics;

/// <summary>A times its inverse is the identity, and log |det| that of Math.NET, for any number of matrices.</summary>
[Trait("Category", "Kernels")]
public class EliminationKernelTest
{
    [Fact]
    public void Floats()
    {
        foreach (var count in new[] { 1, 3, 4, 16, 37 })
            for (var n = 1; n <= 9; n++)
                Check<float>(n, count, 1e-4);
    }

    [Fact]
    public void Doubles() => Check<double>(5, 3, 1e-12);

    private static void Check<T>(int n, int count, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var stream = new RandomStream((ulong)(n * 100 + count));
        var a = new T[n * n * count];
        for (var at = 0; at < a.Length; at++)
            a[at] = T.CreateTruncating(stream.NextUniform(-0.9, 0.9) / n + (at / count % (n + 1) == 0 ? 1 : 0));
        var inverse = a.ToArray();
        var log = new T[count];
        EliminationKernel.Invert<T>(inverse, log, n);
        for (var matrix = 0; matrix < count; matrix++)
        {
            var (given, found) = (Of(a, matrix), Of(inverse, matrix));
            Assert.Equal(0, (given * found - DenseMatrix.CreateIdentity(n))
                .Enumerate().Max(Math.Abs), tolerance);
            Assert.Equal(
                Math.Log(Math.Abs(given.Determinant())), double.CreateTruncating(log[matrix]), tolerance);
        }

        DenseMatrix Of(T[] all, int matrix) =>
            DenseMatrix.Create(
                n, n, (i, j) => double.CreateTruncating(all[(i * n + j) * count + matrix]));
    }
}
