using System.Numerics.Tensors;
using Ivae.Autodiff;
using Ivae.Networks.Invertible;
using Ivae.Numerics;

namespace Ivae.Test.Networks.Invertible;

public class ResidualLayerTest
{
    private const int Rows = 200;

    /// <summary>Whatever the weights, ‖(f(a) − a) − (f(b) − b)‖ is less than ‖a − b‖, and f can be undone.</summary>
    [Theory]
    [InlineData(Activation.Silu, 1)]
    [InlineData(Activation.Silu, 30)]
    [InlineData(Activation.Tanh, 3)]
    [InlineData(Activation.Xtanh, 3)]
    [InlineData(Activation.Sigmoid, 100)]
    [InlineData(Activation.LeakyRelu, 10)]
    public void AStepMovesAPointLessFarThanItsNeighbour(Activation activation, float size)
    {
        foreach (var n in new[] { 2, 7 })
        {
            var parameters = new ParameterSet<float>();
            var layer = new ResidualLayer<float>(parameters, "residual", n, 16, activation, new RandomStream(1));
            var stream = new RandomStream(2);
            stream.FillNormal(parameters.Values.AsSpan());
            TensorPrimitives.Multiply(parameters.Values, size, parameters.Values);
            var tape = new Tape<float>();
            var x = tape.Input(n);
            x.Resize(Rows);
            stream.FillNormal(x.Value);
            var (y, logDeterminant) = layer.Forward(x);
            var back = layer.Inverse(y);
            tape.Forward();
            Assert.All(logDeterminant.Value.ToArray(), log => Assert.True(float.IsFinite(log)));
            for (var i = 0; i < x.Length; i++)
                Assert.Equal(x.Value[i], back.Value[i], 2e-5f * (1 + MathF.Abs(y.Value[i])));
            for (var row = 1; row < Rows; row++)
            {
                var far = 0.0;
                var moved = 0.0;
                for (var (at, j) = (row * n, 0); j < n; j++, at++)
                {
                    far += Math.Pow(x.Value[at] - x.Value[at - n], 2);
                    moved += Math.Pow(y.Value[at] - x.Value[at] - y.Value[at - n] + x.Value[at - n], 2);
                }

                Assert.True(moved < 0.9605 * far, $"{n} columns: {moved} of {far}"); // 0.98²
            }
        }
    }
}
