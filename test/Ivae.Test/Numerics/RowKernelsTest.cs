using System.Numerics;
using Ivae.Numerics;

namespace Ivae.Test.Numerics;

/// <summary>Kernels on whole rows against loops in double, at every width up to a few registers.</summary>
[Trait("Category", "Kernels")]
public class RowKernelsTest
{
    private const int Levels = 3;
    private static readonly int[] Codes = [2, 0, 2, 2, 1];

    [Fact]
    public void FloatRowsAtEveryWidth()
    {
        for (var width = 1; width <= 70; width++)
            Check<float>(width, 1e-5);
    }

    [Fact]
    public void DoubleRows() => Check<double>(7, 1e-14);

    [Fact]
    public void CodesAndLengthsThatDoNotFitAreRefused()
    {
        var (table, rows, bias) = (new float[12], new float[20], new float[4]);
        Assert.Throws<ArgumentOutOfRangeException>(() => RowKernels.Gather(table, [0, 1, 2, 3, 0], bias, rows));
        Assert.Throws<ArgumentOutOfRangeException>(() => RowKernels.AddTo(rows, [0, 1, 2, -1, 0], table, 4));
        Assert.Throws<ArgumentException>(() => RowKernels.AddFrom(table, [0, 1], rows, 4));
        Assert.Throws<ArgumentException>(() => RowKernels.AddFrom<float>(table, default, rows, 4));
        Assert.Throws<ArgumentException>(() => RowKernels.AddTo(rows, Codes, table, 7));
    }

    private static void Check<T>(int width, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] table = Numbers<T>(Levels * width, 1), rows = Numbers<T>(Codes.Length * width, 2),
            bias = Numbers<T>(width, 3);
        int[] own = [.. Enumerable.Range(0, Codes.Length)];
        foreach (var (codes, given) in new[] { (Codes, Codes), (own, []) })
        {
            var source = given.Length == 0 ? Numbers<T>(rows.Length, 4) : table;
            var gathered = new T[rows.Length];
            RowKernels.Gather(source, given, bias, gathered);
            Compare((r, j) => Of(source[codes[r] * width + j]) + Of(bias[j]), gathered);

            var added = (T[])rows.Clone();
            RowKernels.AddFrom(source, given, added, width);
            Compare((r, j) => Of(rows[r * width + j]) + Of(source[codes[r] * width + j]), added);

            var target = (T[])source.Clone();
            RowKernels.AddTo(rows, given, target, width);
            Compare((r, j) => Of(source[r * width + j])
                + Enumerable.Range(0, codes.Length).Where(i => codes[i] == r).Sum(i => Of(rows[i * width + j])),
                target);
        }

        var sums = (T[])bias.Clone();
        RowKernels.AddColumnSums(rows, sums);
        Compare((_, j) => Of(bias[j]) + Enumerable.Range(0, Codes.Length).Sum(r => Of(rows[r * width + j])), sums);

        static double Of(T value) => double.CreateTruncating(value);
        void Compare(Func<int, int, double> expected, T[] actual)
        {
            for (var i = 0; i < actual.Length; i++)
                Assert.Equal(expected(i / width, i % width), Of(actual[i]), tolerance);
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
