using BenchmarkDotNet.Attributes;
using Ivae.Numerics;

namespace Ivae.Bench;

/// <summary>The three products of a linear layer with as many inputs as outputs.</summary>
public class ProductBenchmarks
{
    private float[] x = [], weight = [], y = [], bias = [];

    [Params(64, 256, 1024)]
    public int Batch { get; set; }

    [Params(50, 100, 200, 512)]
    public int Width { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        var stream = new RandomStream(1);
        (x, weight, y, bias) =
            (new float[Batch * Width], new float[Width * Width], new float[Batch * Width], new float[Width]);
        foreach (var numbers in new[] { x, weight, y, bias })
            stream.FillNormal(numbers.AsSpan());
    }

    [Benchmark]
    public void Forward() => MatrixProduct.Multiply<float>(x, weight, bias, y, Batch, Width, Width, false);

    [Benchmark]
    public void DataGradient() =>
        MatrixProduct.MultiplyTransposedRight<float>(y, weight, x, Batch, Width, Width, false);

    [Benchmark]
    public void WeightGradient() =>
        MatrixProduct.MultiplyTransposedLeft<float>(x, y, weight, Batch, Width, Width, false);
}
