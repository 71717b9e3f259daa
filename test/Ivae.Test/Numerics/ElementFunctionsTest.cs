using Ivae.Numerics;

namespace Ivae.Test.Numerics;

/// <summary>The vectorised functions of floats against <see cref="Math"/> in double.</summary>
[Trait("Category", "Kernels")]
public class ElementFunctionsTest
{
    private delegate void Function(ReadOnlySpan<float> x, Span<float> y);

    private static readonly Dictionary<string,
        (Function Fast, Func<double, double> Exact, float Low, float High, double Units)> Functions = new()
        {
            ["tanh"] = (ElementFunctions.Tanh, Math.Tanh, -12, 12, 2.6),
            ["exp"] = (ElementFunctions.Exp, Math.Exp, -87, 88, 1.1),
            ["log"] = (ElementFunctions.Log, Math.Log, 1e-3f, 40, 2),
            ["sigmoid"] = (ElementFunctions.Sigmoid, x => 1 / (1 + Math.Exp(-x)), -87, 40, 2.4),
            ["softplus"] = (ElementFunctions.Softplus, x => x < 30 ? LogP1(Math.Exp(x)) : x, -87, 90, 2.7),
        };

    public static TheoryData<string> Names => [.. Functions.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void ErrorsStayWithinAFewUnitsInTheLastPlace(string name)
    {
        var (fast, exact, low, high, units) = Functions[name];
        const int Count = 100_000;
        float[] x = new float[2 * Count], y = new float[2 * Count];
        for (var i = 0; i < Count; i++)
        {
            x[i] = low + (high - low) * i / (Count - 1);

            // The second half is as dense near 0 and 1, where relative errors show.
            x[Count + i] = name == "log" ? 1 + x[i] / 80 : x[i] * x[i] * x[i] / (high * high);
        }

        fast(x, y);
        var worst = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            var expected = exact(x[i]);
            if (Math.Abs(expected) > 1.2e-38 && x[i] != 0)
                worst = Math.Max(worst, Math.Abs(y[i] - expected)
                    / (MathF.BitIncrement(MathF.Abs((float)expected)) - MathF.Abs((float)expected)));
        }

        Assert.True(worst <= units, $"{name}: {worst:F2} units in the last place");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryLengthGivesTheSameNumbersAlsoInPlace(string name)
    {
        var fast = Functions[name].Fast;
        var x = new float[256];
        new RandomStream(1).FillUniform(x.AsSpan());
        float[] whole = new float[256], one = new float[1];
        for (var i = 0; i < 256; i++)
        {
            fast(x.AsSpan(i, 1), one);
            whole[i] = one[0];
        }

        for (var length = 0; length <= 256; length++)
        {
            var y = (float[])x.Clone();
            fast(y.AsSpan(0, length), y);
            Assert.Equal(whole.AsSpan(0, length).ToArray(), y.AsSpan(0, length).ToArray());
            Assert.Equal(x.AsSpan(length).ToArray(), y.AsSpan(length).ToArray());
        }
    }

    [Fact]
    public void ExtremesAreThoseOfTheFunctions()
    {
        float[] x =
            [float.NegativeInfinity, -200, -100, -0f, 0, 1e-40f, -1e-40f, 100, 200, float.PositiveInfinity, float.NaN];
        Assert.Equal([-1, -1, -1, -0f, 0, 1e-40f, -1e-40f, 1, 1, 1, float.NaN], Apply(ElementFunctions.Tanh, x));
        Assert.True(float.IsNegative(Apply(ElementFunctions.Tanh, [-0f])[0]));
        Assert.Equal([0, 0, 3.78e-44f, 1, 1, 1, 1, float.PositiveInfinity, float.PositiveInfinity,
            float.PositiveInfinity, float.NaN],
            Apply(ElementFunctions.Exp, x));
        Assert.Equal([0, 0, 3.78e-44f, 0.5f, 0.5f, 0.5f, 0.5f, 1, 1, 1, float.NaN], Apply(ElementFunctions.Sigmoid, x));
        Assert.Equal(
            [0, 0, MathF.Log(2), MathF.Log(2), MathF.Log(2), MathF.Log(2), 100, 200, float.PositiveInfinity, float.NaN],
            Apply(ElementFunctions.Softplus, [.. x.Where(value => value != -100)]));
        Assert.Equal(
            [float.NaN, float.NaN, float.NegativeInfinity, float.NegativeInfinity, 0,
                float.PositiveInfinity, float.NaN],
            Apply(ElementFunctions.Log, [float.NegativeInfinity, -1, -0f, 0, 1, float.PositiveInfinity, float.NaN]));
        Assert.Equal(-92.1034f, Apply(ElementFunctions.Log, [1e-40f])[0], 1e-3f);
    }

    [Fact]
    public void DoubleGivesTheFunctionsOfMath()
    {
        double[] x = [-3, -0.1, 0.2, 5], y = new double[4];
        ElementFunctions.Tanh<double>(x, y);
        Assert.Equal(x.Select(Math.Tanh), y);
        ElementFunctions.Softplus<double>(x, y);
        for (var i = 0; i < x.Length; i++)
            Assert.Equal(Math.Log(1 + Math.Exp(x[i])), y[i], 1e-14);
    }

    private static float[] Apply(Function function, float[] x)
    {
        var y = new float[x.Length];
        function(x, y);
        return y;
    }

    /// <summary>ln(1 + t) by Kahan's correction, exact for small t.</summary>
    private static double LogP1(double t) => 1 + t == 1 ? t : Math.Log(1 + t) * t / (1 + t - 1);
}
