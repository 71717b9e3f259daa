using System.Numerics;
using Ivae.Numerics;

namespace Ivae.Test.Numerics;

/// <summary>
/// The fast products against sums as one writes them down, over shapes that meet every register width, overlap and
/// rest.
/// </summary>
[Trait("Category", "Kernels")]
public class MatrixProductTest
{
    private static readonly int[] Sizes = [1, 2, 3, 5, 7, 8, 15, 16, 17, 47, 48, 49, 100];

    public static TheoryData<int> Rows => [.. Sizes];

    [Theory]
    [MemberData(nameof(Rows))]
    public void FloatProductsEqualTheNaiveOnes(int m) => CompareAll<float>(m, 1e-5);

    [Theory]
    [InlineData(5)]
    [InlineData(16)]
    public void DoubleProductsEqualTheNaiveOnes(int m) => CompareAll<double>(m, 1e-13);

    [Fact]
    public void WideAndDeepProductsEqualTheNaiveOnes()
    {
        foreach (var (m, k, n) in new[] { (40, 512, 66), (63, 50, 200), (33, 200, 256), (320, 10, 10), (9, 300, 515) })
            Compare<float>(m, k, n, 2e-5);
    }

    [Fact]
    public void EmptySumsGiveTheBiasOrWhatWasThere()
    {
        float[] c = [1, 2, 3, 4];
        MatrixProduct.Multiply<float>([], [], [], c, 2, 0, 2, true);
        Assert.Equal([1, 2, 3, 4], c);
        MatrixProduct.Multiply<float>([], [], [5, 6], c, 2, 0, 2, false);
        Assert.Equal([5, 6, 5, 6], c);
        MatrixProduct.MultiplyTransposedLeft<float>([], [], c, 0, 2, 2, false);
        Assert.Equal([0, 0, 0, 0], c);
    }

    [Fact]
    public void ARowDoesNotDependOnTheRowsAroundIt()
    {
        const int Rows = 37;
        float[] a = Numbers<float>(Rows * 50, 1), b = Numbers<float>(50 * 23, 2), bias = Numbers<float>(23, 3),
            all = new float[Rows * 23], one = new float[23];
        MatrixProduct.Multiply<float>(a, b, bias, all, Rows, 50, 23, false);
        for (var row = 0; row < Rows; row++)
        {
            MatrixProduct.Multiply<float>(a.AsSpan(row * 50, 50), b, bias, one, 1, 50, 23, false);
            Assert.Equal(one, all.AsSpan(row * 23, 23).ToArray());
        }
    }

    [Fact]
    public void WarmProductsAllocateNothing()
    {
        float[] a = Numbers<float>(64 * 100, 1), b = Numbers<float>(100 * 103, 2), c = new float[64 * 103];
        Multiply();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Multiply();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Multiply()
        {
            MatrixProduct.Multiply<float>(a, b, [], c, 64, 100, 103, false);
            MatrixProduct.MultiplyTransposedRight<float>(c, b, a, 64, 100, 103, false);
            MatrixProduct.MultiplyTransposedLeft<float>(a, c, b, 64, 100, 103, false);
        }
    }

    [Fact]
    public void ShortSpansAreRefused()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            MatrixProduct.Multiply<float>(new float[5], new float[6], [], new float[4], 2, 3, 2, false));
        Assert.StartsWith("5 numbers do not fill a [2, 3] matrix; it needs 6.", error.Message);
        Assert.Throws<ArgumentException>(() =>
            MatrixProduct.MultiplyTransposedRight<float>(new float[6], new float[5], new float[4], 2, 2, 3, false));
        Assert.Throws<ArgumentException>(() =>
            MatrixProduct.MultiplyTransposedLeft<float>(new float[6], new float[6], new float[3], 3, 2, 2, false));
    }

    private static void CompareAll<T>(int m, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var k in Sizes)
            foreach (var n in Sizes)
                Compare<T>(m, k, n, tolerance);
    }

    private static void Compare<T>(int m, int k, int n, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] left = Numbers<T>(m * k, 1), right = Numbers<T>(k * n, 2), output = Numbers<T>(m * n, 3),
            bias = Numbers<T>(n, 4);
        foreach (var accumulate in new[] { false, true })
        {
            var c = (T[])output.Clone();
            MatrixProduct.Multiply<T>(left, right, bias, c, m, k, n, accumulate);
            AssertSums(c, m, n, k, left, k, 1, right, n, 1, accumulate ? output : bias, accumulate ? n : 0, tolerance);

            c = (T[])output.Clone();
            MatrixProduct.Multiply<T>(left, right, [], c, m, k, n, accumulate);
            AssertSums(c, m, n, k, left, k, 1, right, n, 1, accumulate ? output : new T[n],
                accumulate ? n : 0, tolerance);

            c = (T[])left.Clone();
            MatrixProduct.MultiplyTransposedRight<T>(output, right, c, m, k, n, accumulate);
            AssertSums(c, m, k, n, output, n, 1, right, 1, n, accumulate ? left : new T[k],
                accumulate ? k : 0, tolerance);

            c = (T[])right.Clone();
            MatrixProduct.MultiplyTransposedLeft<T>(left, output, c, m, k, n, accumulate);
            AssertSums(c, k, n, m, left, 1, k, output, n, 1, accumulate ? right : new T[n],
                accumulate ? n : 0, tolerance);
        }
    }

    /// <summary>
    /// actual[i, j] = start[i, j] + Σₗ a[i, l]·b[l, j], each operand with the distances of its rows and columns.
    /// </summary>
    private static void AssertSums<T>(
        T[] actual, int rows, int columns, int depth, T[] a, int aRow, int aColumn, T[] b, int bRow, int bColumn,
        T[] start, int startRow, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < rows; i++)
            for (var j = 0; j < columns; j++)
            {
                var sum = start[i * startRow + j];
                var size = T.Abs(sum);
                for (var l = 0; l < depth; l++)
                {
                    var term = a[i * aRow + l * aColumn] * b[l * bRow + j * bColumn];
                    sum += term;
                    size += T.Abs(term);
                }

                // The bound follows the sizes of the terms, not of their sum, which may cancel.
                if (!(T.Abs(actual[i * columns + j] - sum) <= T.CreateTruncating(tolerance) * size))
                    Assert.Fail($"[{i}, {j}] of [{rows}, {columns}], sums of {depth}: {actual[i * columns + j]} "
                        + $"instead of {sum}");
            }
    }

    private static T[] Numbers<T>(int length, ulong seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var numbers = new T[length];
        new RandomStream(seed).FillNormal(numbers.AsSpan());
        return numbers;
    }
}
