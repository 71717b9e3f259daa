using Ivae.Data;
using Ivae.Methods;
using Ivae.Numerics;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using TemporaryFolder = Ivae.Test.Data.TemporaryFolder;

namespace Ivae.Test.Onnx;

/// <summary>
/// A model fitted for a moment to 1000 rows, whose parameters are then moved at random, and its ONNX files, run by
/// another program.
/// </summary>
internal sealed class OnnxModel : IDisposable
{
    public const int Rows = 1000;
    private const double Tolerance = 1e-4; // of a number, or of the root mean square of its column

    private readonly TemporaryFolder folder = new();

    /// <param name="options">Options of the fit.</param>
    /// <param name="columns">D.</param>
    /// <param name="numeric">Whether u has a numeric part next to its levels.</param>
    /// <param name="move">Standard deviation of what is added to each parameter.</param>
    /// <param name="exposure">Whether counts have an exposure.</param>
    public OnnxModel(
        IvaeOptions options, int columns = 4, bool numeric = false, double move = 0.05, bool exposure = false)
    {
        Data = MakeData(options, columns, numeric);
        if (options.Likelihood.Masked)
            Data = Data with { Observed = Lacking(Data.Observed) };
        if (exposure)
            Data = Data with { Exposure = [.. Enumerable.Range(1, Rows).Select(row => 0.1f * row)] };
        options = options with { Training = options.Training with { Epochs = 1, BatchSize = 200, Restarts = 1 } };
        Model = new IvaeEstimator(options).Fit(Data).Model;
        var stream = new RandomStream(5);
        foreach (ref var value in Model.Parameters.Values.AsSpan())
            value += (float)(move * stream.NextNormal());
        Files = Model.SaveOnnx(folder.Of("model.onnx"));
    }

    public Dataset Data { get; }

    public LatentModel Model { get; }

    public IReadOnlyList<string> Files { get; }

    public void Dispose() => folder.Dispose();

    /// <summary>Runs a file on the rows of the data, with other inputs where it wants them.</summary>
    public Dictionary<string, float[]> Run(string function, params (string Name, Matrix Value)[] others)
    {
        var name = function == "encoder" ? "model.onnx" : $"model.{function}.onnx";
        using var options = new SessionOptions { IntraOpNumThreads = 1 };
        using var session = new InferenceSession(folder.Of(name), options);
        NamedOnnxValue[] inputs = [.. session.InputMetadata.Keys.Select(input => Input(input, others))];
        using var results = session.Run(inputs);
        return results.ToDictionary(result => result.Name, result => result.AsTensor<float>().ToArray());
    }

    /// <summary>Two ways to the same numbers <c>[N, C]</c>.</summary>
    public static void AssertClose(IReadOnlyList<float> expected, float[] found, string what)
    {
        Assert.Equal(expected.Count, found.Length);
        var columns = found.Length / Rows;
        for (var column = 0; column < columns; column++)
        {
            var square = 0.0;
            for (var i = column; i < found.Length; i += columns)
                square += (double)expected[i] * expected[i] / Rows;
            for (var i = column; i < found.Length; i += columns)
                Assert.True(
                    Math.Abs(expected[i] - found[i]) <= Tolerance * Math.Max(Math.Abs(expected[i]), Math.Sqrt(square)),
                    $"{what} of row {i / columns}, column {column}: {expected[i]} here and {found[i]} there");
        }
    }

    private static Matrix Lacking(Matrix x)
    {
        var random = new RandomStream(6);
        foreach (ref var value in x.Values.AsSpan())
            value = random.NextDouble() < 0.25 ? float.NaN : value;
        return x;
    }

    private Matrix Exposure => new(Rows, 1, [.. Data.Exposure!]);

    private NamedOnnxValue Input(string name, (string Name, Matrix Value)[] others)
    {
        var u = Data.Auxiliary;
        if (u.Categorical.FirstOrDefault(part => name == $"u.{part.Name}") is { } part)
            return NamedOnnxValue.CreateFromTensor(
                name, new DenseTensor<long>(Array.ConvertAll(part.Codes, code => (long)code), [Rows]));
        var matrix = others.FirstOrDefault(other => other.Name == name).Value
            ?? (name == "x" ? Data.Observed : name == "exposure" ? Exposure : u.Numeric);
        return NamedOnnxValue.CreateFromTensor(
            name, new DenseTensor<float>(matrix.Values, [matrix.Rows, matrix.Columns]));
    }

    private static Dataset MakeData(IvaeOptions options, int columns, bool numeric)
    {
        var stream = new RandomStream(3);
        var x = new Matrix(Rows, columns);
        var shared = new double[columns];
        for (var row = 0; row < Rows; row++)
        {
            foreach (ref var source in shared.AsSpan())
                source = (0.5 + row * 5 / Rows) * stream.NextNormal();
            for (var j = 0; j < columns; j++)
            {
                var value = 2 * shared[j] + Math.Tanh(shared[(j + 1) % columns]) + 0.2 * shared[0];
                x[row, j] = options.Likelihood.Family.Name switch
                {
                    "bernoulli" => value > 0 ? 1 : 0,
                    "poisson" => (float)Math.Round(Math.Abs(value) / 8),
                    _ => (float)(100 * j + 3 * value),
                };
            }
        }

        string[] levels = [.. Enumerable.Range(0, Rows).Select(row => $"{row * 5 / Rows}")];
        var data = Dataset.Of(x).WithLabels("segment", levels);
        return numeric
            ? data.WithNumbers("dose", [.. Enumerable.Range(0, Rows).Select(row => 50 + row % 7 * 3.5)])
            : data;
    }
}
