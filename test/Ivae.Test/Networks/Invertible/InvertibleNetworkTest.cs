using Ivae.Autodiff;
using Ivae.Methods;
using Ivae.Networks.Invertible;
using Ivae.Numerics;
using Ivae.Test.Autodiff;
using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Ivae.Test.Networks.Invertible;

/// <summary>What makes a flow one, over all kinds of layers.</summary>
public class InvertibleNetworkTest
{
    private const int Rows = 5;
    private const double Step = 1e-5;

    public static TheoryData<FlowLayers, int, int> Kinds
    {
        get
        {
            var all = new TheoryData<FlowLayers, int, int>();
            foreach (var kind in FlowExample.Invertible)
                foreach (var (n, changed) in new[] { (1, 1), (2, 2), (3, 3), (5, 5), (2, 1), (5, 3) })
                    all.Add(kind, n, changed);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void TheInverseUndoesTheMap(FlowLayers kind, int n, int changed)
    {
        foreach (var scale in new[] { 1.0, 10 })
        {
            var (flow, _) = FlowExample.Make(kind, n, changed);
            var sketch = new Sketch();
            var x = sketch.Data(Rows, n);
            foreach (ref var value in x.Value)
                value *= scale;
            var back = flow.Inverse(flow.Forward(x).Value);
            sketch.Tape.Forward();
            for (var i = 0; i < x.Length; i++)
                Assert.Equal(x.Value[i], back.Value[i], 1e-9 * scale);
        }
    }

    /// <summary>log |det| and the Jacobian of the inverse against differences.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void TheJacobianIsThatOfTheValues(FlowLayers kind, int n, int changed)
    {
        var (flow, parameters) = FlowExample.Make(kind, n, changed);
        var sketch = new Sketch();
        var x = sketch.Data(Rows, n);
        var (z, logDeterminant) = flow.Forward(x);
        var inverse = sketch.Tape.Record(
            new InverseJacobian<double>(flow.Inverse(z), point => flow.Forward(point).Value, parameters));
        sketch.Tape.Forward();
        var (logs, tangents) = (logDeterminant.Value.ToArray(), inverse.Value.ToArray());
        for (var row = 0; row < Rows; row++)
        {
            var jacobian = Matrix<double>.Build.Dense(n, n); // row k is ∂z/∂x_k
            for (var k = 0; k < n; k++)
            {
                double[] At(double shift)
                {
                    x.Value[row * n + k] += shift;
                    sketch.Tape.Forward();
                    x.Value[row * n + k] -= shift;
                    return [.. z.Value.Slice(row * n, n)];
                }

                var (up, down) = (At(Step), At(-Step));
                for (var i = 0; i < n; i++)
                    jacobian[k, i] = (up[i] - down[i]) / (2 * Step);
            }

            Assert.Equal(Math.Log(Math.Abs(jacobian.Determinant())), logs[row], 1e-7);
            var expected = jacobian.Inverse();
            for (var i = 0; i < n; i++)
                for (var k = 0; k < n; k++)
                    Assert.Equal(expected[i, k], tangents[(row * n + i) * n + k], 1e-6 * (1 + expected.InfinityNorm()));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void EveryLayerHasTheGradientOfItsValues(FlowLayers kind, int n, int changed)
    {
        foreach (var rows in new[] { 1, 3 })
        {
            var (flow, parameters) = FlowExample.Make(kind, n, changed);
            var sketch = new Sketch();
            var (z, logDeterminant) = flow.Forward(sketch.Data(rows, n));
            var loss = sketch.Probe(z) + sketch.Probe(logDeterminant);
            GradientCheck.EveryEntry(sketch.Tape, parameters, loss, $"{kind} [{rows}, {n}], {changed} changed");
        }
    }

    /// <summary>Between linear maps a GIN changes no volume.</summary>
    [Fact]
    public void VolumeIsPreservedWhereItShouldBe()
    {
        foreach (var preserves in new[] { true, false })
        {
            var (parameters, sketch) = (new ParameterSet<double>(), new Sketch());
            var (_, logDeterminant) = new AffineCoupling<double>(
                parameters, "gin", 5, preserves, new(), new RandomStream(1)).Forward(sketch.Data(Rows, 5));
            var stream = new RandomStream(2);
            foreach (ref var value in parameters.Values.AsSpan())
                value = stream.NextUniform(-0.1, 0.1);
            sketch.Tape.Forward();
            Assert.All(logDeterminant.Value.ToArray(), log => Assert.Equal(preserves, Math.Abs(log) < 1e-15));
        }
    }

    /// <summary>∫ N(g(x))·|det ∂g/∂x| dx = 1.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void TheDensityIntegratesToOne(FlowLayers kind, int n, int changed)
    {
        if (n > 2)
            return;
        var (flow, _) = FlowExample.Make(kind, n, changed);
        var tape = new Tape<double>();
        var x = tape.Input(n);
        var (z, logDeterminant) = flow.Forward(x);
        const int Points = 601;
        const double Reach = 15;
        var step = 2 * Reach / (Points - 1);
        x.Resize((int)Math.Pow(Points, n));
        for (var row = 0; row < x.Rows; row++)
            for (var (j, rest) = (0, row); j < n; j++, rest /= Points)
                x.Value[row * n + j] = rest % Points * step - Reach;
        tape.Forward();
        var total = 0.0;
        for (var row = 0; row < x.Rows; row++)
        {
            var square = 0.0;
            foreach (var value in z.Value.Slice(row * n, n))
                square += value * value;
            total += Math.Exp(logDeterminant.Value[row] - square / 2 - n * Constants.LogSqrt2Pi);
        }

        Assert.Equal(1, total * Math.Pow(step, n), 1e-3);
    }
}
