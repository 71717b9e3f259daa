using System.Numerics;
using Ivae.Numerics;

namespace Ivae.Test.Numerics;

/// <summary>
/// Every activation against its formula, and its derivatives against differences of what they derive from.
/// </summary>
[Trait("Category", "Kernels")]
public class ActivationKernelsTest
{
    private static readonly Dictionary<Activation, Func<double, double>> Formulas = new()
    {
        [Activation.None] = x => x,
        [Activation.LeakyRelu] = x => x > 0 ? x : 0.2 * x,
        [Activation.Xtanh] = x => Math.Tanh(x) + 0.1 * x,
        [Activation.Tanh] = Math.Tanh,
        [Activation.Softplus] = x => Math.Log(1 + Math.Exp(x)),
        [Activation.Relu] = x => Math.Max(x, 0),
        [Activation.Elu] = x => x > 0 ? x : Math.Exp(x) - 1,
        [Activation.Silu] = x => x / (1 + Math.Exp(-x)),
        [Activation.Sigmoid] = x => 1 / (1 + Math.Exp(-x)),
    };

    public static TheoryData<Activation> Kinds => [.. Enum.GetValues<Activation>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void FloatValuesAndDerivativesFollowTheFormula(Activation kind) => Check<float>(kind, 3e-6);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void DoubleValuesAndDerivativesFollowTheFormula(Activation kind) => Check<double>(kind, 1e-6);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void BackwardMultipliesBySlopeAtEveryLength(Activation kind)
    {
        for (var length = 0; length <= 70; length++)
        {
            float[] x = Numbers(length, 1), dy = Numbers(length, 2), before = Numbers(length, 3), y = new float[length],
                slope = new float[length];
            ActivationKernels.Forward<float>(kind, x, y);
            ActivationKernels.Derivative<float>(kind, x, y, slope);
            float[] together = new float[length], inPlaceSlope = (float[])x.Clone();
            ActivationKernels.ForwardWithSlope<float>(kind, inPlaceSlope, together, inPlaceSlope);
            Assert.Equal(y, together);
            var dx = (float[])before.Clone();
            ActivationKernels.Backward<float>(kind, x, y, dy, dx, true);
            var inPlace = (float[])dy.Clone();
            ActivationKernels.Backward<float>(kind, x, y, inPlace, inPlace, false);
            for (var i = 0; i < length; i++)
            {
                Assert.Equal(slope[i], inPlaceSlope[i], 1e-6f);
                Assert.Equal(before[i] + slope[i] * dy[i], dx[i], 1e-5f);
                Assert.Equal(slope[i] * dy[i], inPlace[i]);
            }
        }
    }

    [Fact]
    public void SpansOfUnequalLengthAreRefused()
    {
        Assert.Throws<ArgumentException>(() =>
            ActivationKernels.Forward<float>(Activation.Tanh, new float[3], new float[2]));
        Assert.Throws<ArgumentException>(() =>
            ActivationKernels.Derivative<float>(Activation.Tanh, new float[3], new float[2], new float[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            ActivationKernels.Forward<float>((Activation)99, new float[3], new float[3]));
    }

    private static void Check<T>(Activation kind, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Steps of 1/64 from -9 on miss 0, where some of the functions have a corner.
        var x = Enumerable.Range(0, 1152).Select(i => T.CreateTruncating(-9 + (i + 0.5) / 64)).ToArray();
        T[] y = new T[x.Length], slope = new T[x.Length], curvature = new T[x.Length];
        ActivationKernels.Forward<T>(kind, x, y);
        ActivationKernels.Derivative<T>(kind, x, y, slope);
        ActivationKernels.SecondDerivative<T>(kind, x, y, curvature);
        var formula = Formulas[kind];
        for (var i = 0; i < x.Length; i++)
        {
            const double Step = 1e-3;
            var at = double.CreateTruncating(x[i]);
            Assert.Equal(formula(at), double.CreateTruncating(y[i]), tolerance);
            Assert.Equal(
                (formula(at + Step) - formula(at - Step)) / (2 * Step), double.CreateTruncating(slope[i]), tolerance);
            Assert.Equal((formula(at + Step) - 2 * formula(at) + formula(at - Step)) / (Step * Step),
                double.CreateTruncating(curvature[i]), tolerance);
        }
    }

    private static float[] Numbers(int length, ulong seed)
    {
        var numbers = new float[length];
        new RandomStream(seed).FillNormal(numbers.AsSpan());
        return numbers;
    }
}
