using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;
using Ivae.Numerics;

namespace Ivae.Bench;

/// <summary>
/// Element functions over one layer's numbers, batch 64 and width 100, with the package's functions as yardstick.
/// </summary>
public class ElementBenchmarks
{
    private readonly RandomStream stream = new(1);
    private readonly float[] x = new float[6400], y = new float[6400], z = new float[6400], m = new float[6400],
        v = new float[6400];

    [GlobalSetup]
    public void Fill()
    {
        stream.FillNormal(x.AsSpan());
        stream.FillNormal(z.AsSpan());
    }

    [Benchmark]
    public void Tanh() => ElementFunctions.Tanh<float>(x, y);

    [Benchmark]
    public void TanhOfPackage() => TensorPrimitives.Tanh<float>(x, y);

    [Benchmark]
    public void Exp() => ElementFunctions.Exp<float>(x, y);

    [Benchmark]
    public void ExpOfPackage() => TensorPrimitives.Exp<float>(x, y);

    [Benchmark]
    public void Log() => ElementFunctions.Log<float>(x, y);

    [Benchmark]
    public void Sigmoid() => ElementFunctions.Sigmoid<float>(x, y);

    [Benchmark]
    public void Softplus() => ElementFunctions.Softplus<float>(x, y);

    [Benchmark]
    public void XtanhForward() => ActivationKernels.Forward<float>(Activation.Xtanh, x, y);

    [Benchmark]
    public void XtanhBackward() => ActivationKernels.Backward<float>(Activation.Xtanh, x, x, z, y, false);

    [Benchmark]
    public void Adam() => AdamKernel.Update(y, x, m, v, 0.9f, 0.999f, 1e-3f, 1f, 1e-8f, 0f, 1f);

    [Benchmark]
    public void Normals() => stream.FillNormal(y.AsSpan());
}
