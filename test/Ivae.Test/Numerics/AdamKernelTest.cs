using System.Numerics;
using Ivae.Numerics;

namespace Ivae.Test.Numerics;

[Trait("Category", "Kernels")]
public class AdamKernelTest
{
    [Fact]
    public void FloatUpdatesFollowTheFormulaAtEveryLength()
    {
        for (var length = 0; length <= 70; length++)
            Check<float>(length, 1e-6);
    }

    [Fact]
    public void DoubleUpdatesFollowTheFormula() => Check<double>(21, 1e-14);

    [Fact]
    public void WithoutGradientNothingMoves()
    {
        float[] parameters = new float[40], m = new float[40], v = new float[40];
        AdamKernel.Update(parameters, new float[40], m, v, 0.9f, 0.999f, 0.01f, 1f, 1e-8f, 0, 1);
        Assert.All(parameters.Concat(m).Concat(v), value => Assert.Equal(0, value));
    }

    [Fact]
    public void SpansOfUnequalLengthAreRefused()
        => Assert.Throws<ArgumentException>(() =>
            AdamKernel.Update<float>(new float[3], new float[3], new float[3], new float[2], 0, 0, 0, 0, 0, 0, 1));

    private static void Check<T>(int length, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] parameters = Numbers<T>(length, 1), m = new T[length], v = new T[length];
        var expected = parameters.Select(double.CreateTruncating).ToArray();
        double[] first = new double[length], second = new double[length];
        for (var step = 1; step <= 5; step++)
        {
            var g = Numbers<T>(length, (ulong)(10 + step));
            double learningRate = 0.01 / (1 - Math.Pow(0.9, step)), scale = 1 / Math.Sqrt(1 - Math.Pow(0.999, step));
            const double Shrink = 0.7;
            var squares = AdamKernel.Update(
                parameters, g, m, v, Of(0.9), Of(0.999), Of(learningRate), Of(scale), Of(1e-8), Of(1e-3), Of(Shrink));
            Assert.Equal(g.Sum(x => Math.Pow(double.CreateTruncating(x), 2)), double.CreateTruncating(squares),
                tolerance * (1 + length));
            for (var i = 0; i < length; i++)
            {
                var gradient = Shrink * double.CreateTruncating(g[i]);
                first[i] = 0.9 * first[i] + 0.1 * gradient;
                second[i] = 0.999 * second[i] + 0.001 * gradient * gradient;
                expected[i] =
                    (1 - 1e-3) * expected[i] - learningRate * first[i] / (Math.Sqrt(second[i]) * scale + 1e-8);
                Assert.Equal(expected[i], double.CreateTruncating(parameters[i]), tolerance);
            }
        }

        static T Of(double value) => T.CreateTruncating(value);
    }

    private static T[] Numbers<T>(int length, ulong seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var numbers = new T[length];
        new RandomStream(seed).FillNormal(numbers.AsSpan());
        return numbers;
    }
}
