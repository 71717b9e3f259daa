using Ivae.Numerics;

namespace Ivae.Simulation.Worlds;

/// <summary>
/// A random network with one hidden layer, h ↦ V tanh(W h + b): W and V normal, b uniform on [−1, 1].
/// </summary>
internal sealed class DualNetwork
{
    private const int Hidden = 16;

    private readonly double[] first;
    private readonly double[] bias;
    private readonly double[] last;

    /// <summary>Draws one whose outputs are about <paramref name="gain"/> in size.</summary>
    public DualNetwork(int inputs, int outputs, double gain, RandomStream random)
    {
        var (inner, outer) = (1.5 / Math.Sqrt(inputs), gain / Math.Sqrt(Hidden));
        first = (MixingBlocks.Normal(Hidden, inputs, random.Split("first")) * inner).ToRowMajorArray();
        bias = MixingBlocks.Uniform(Hidden, -1, 1, random.Split("bias"));
        last = (MixingBlocks.Normal(outputs, Hidden, random.Split("last")) * outer).ToRowMajorArray();
    }

    /// <summary>The outputs at h.</summary>
    public void Evaluate(ReadOnlySpan<Dual> h, Span<Dual> outputs)
    {
        Span<Dual> hidden = stackalloc Dual[Hidden];
        MixingBlocks.Multiply(first, h, hidden);
        for (var k = 0; k < Hidden; k++)
            hidden[k] = Dual.Tanh(hidden[k] + bias[k]);
        MixingBlocks.Multiply(last, hidden, outputs);
    }
}
