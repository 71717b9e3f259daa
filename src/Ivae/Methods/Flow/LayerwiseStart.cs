using Ivae.Autodiff;
using Ivae.Data;
using Ivae.Methods.Linear;
using Ivae.Networks;
using Ivae.Networks.Invertible;
using Ivae.Numerics;
using Ivae.Training;
using MathNet.Numerics.LinearAlgebra;
using Matrix = Ivae.Numerics.Matrix;

namespace Ivae.Methods;

/// <summary>
/// Where a flow of rising maps starts that makes data normal layer by layer: the maps of the first layer bend the
/// columns as they were observed, each to a normal one, those of every other layer the principal components of what the
/// layer before gives, rotated at random.
/// </summary>
/// <remarks>Source: Laparra, Camps-Valls and Malo, "Iterative Gaussianization: from ICA to random rotations", IEEE
/// Trans. Neural Networks 22, 2011.</remarks>
internal static class LayerwiseStart
{
    private const int Rows = 4000;
    private const int BatchRows = 1000;

    /// <summary>The starts of all layers.</summary>
    /// <param name="x">Preprocessed observations <c>[N, n]</c>.</param>
    /// <param name="preprocessing">How they were made.</param>
    /// <param name="depth">Number of layers of rising maps.</param>
    /// <param name="stream">Where rotations come from.</param>
    public static IReadOnlyList<LayerStart> Of(Matrix x, Preprocessing preprocessing, int depth, RandomStream stream)
    {
        var n = x.Columns;
        var h = Some(x, stream.Split("rows"));
        List<LayerStart> layers = [];
        for (var layer = 0; layer <= depth; layer++)
        {
            var own = stream.Split((ulong)layer);
            var linear = layer == 0 ? Observed(preprocessing, n)
                : layer == depth ? PrincipalComponents.Fit(h, n)
                : PrincipalComponents.Fit(h, n).Then(
                    Matrix<double>.Build.DenseOfRowMajor(n, n, Initial.Orthonormal(n, n, own)));
            var bias = new double[n];
            for (var i = 0; i < n; i++)
                for (var j = 0; j < n; j++)
                    bias[j] -= linear.Centre[i] * linear.Matrix[i * n + j];
            h = linear.Apply(h);
            IReadOnlyDictionary<string, double[]>? map = null;
            if (layer < depth)
                (h, map) = Bend(h, own.Split("maps"));
            layers.Add(new(linear.Matrix, bias, map));
        }

        return layers;
    }

    private static Matrix Some(Matrix x, RandomStream stream)
    {
        var count = Math.Min(Rows, x.Rows);
        return x.TakeRows(stream.Permutation(x.Rows).AsSpan(0, count));
    }

    /// <summary>The map from the units of a model to observed columns of variance 1.</summary>
    private static LinearUnmixing Observed(Preprocessing preprocessing, int n)
    {
        var units = new Matrix(n, n);
        for (var i = 0; i < n; i++)
            units[i, i] = 1;
        var directions = preprocessing.InvertDirections(units);
        var whiten = preprocessing.Options.Scaling == Scaling.Whiten;
        var map = new double[n * n];
        for (var j = 0; j < n; j++)
        {
            // White coordinates have variance 1 and are uncorrelated; others were divided by their deviation.
            var deviation = whiten ? Math.Sqrt(directions.Sum(row => row[j] * row[j])) : directions[j][j];
            for (var i = 0; i < n; i++)
                map[i * n + j] = directions[i][j] / deviation;
        }

        return new(new double[n], map);
    }

    /// <summary>Rising maps that make each column as normal as they can, by likelihood.</summary>
    private static (Matrix Bent, IReadOnlyDictionary<string, double[]> Map) Bend(Matrix h, RandomStream stream)
    {
        var n = h.Columns;
        var parameters = new ParameterSet<double>();
        var maps = new MonotoneLayer<double>(parameters, "map", n, stream);
        var (scale, shift) = (parameters.Add("log_scale", 1, n), parameters.Add("shift", 1, n));
        var tape = new Tape<double>();
        var input = tape.Input(n);
        var (bent, logSlope) = maps.Forward(input);
        var logScale = input * 0 + tape.View(parameters, scale);
        var y = bent * tape.Record(new Exponential<double>(logScale, 1)) + tape.View(parameters, shift);
        var loss = ((y * y).SumOfRow() * 0.5 - logSlope - logScale.SumOfRow()).Average();
        var adam = new Adam<double>(parameters, new TrainingOptions());
        var batches = Math.Max(1, h.Rows / BatchRows);
        var rows = h.Rows / batches;
        for (var step = 0; step < MethodDecisions.StepsOfBending; step++)
        {
            Load(h.Values.AsSpan(step % batches * rows * n, rows * n));
            tape.Forward();
            tape.Backward(loss);
            var done = (double)step / MethodDecisions.StepsOfBending;
            adam.Step(MethodDecisions.RateOfBending * (1 + Math.Cos(Math.PI * done)) / 2);
        }

        // The maps take the scale over; the linear layer that follows takes the shift.
        var logScales = parameters.ValuesOf(scale).ToArray();
        foreach (var part in parameters.All.Where(part => part.Name is "map.least" or "map.weight"))
            for (var i = 0; i < part.Length; i++)
                parameters.ValuesOf(part)[i] += logScales[i % n];
        Load(h.Values);
        tape.Forward();
        var result = new Matrix(h.Rows, n, [.. bent.Value.ToArray().Select(value => (float)value)]);
        return (result, parameters.All.Where(part => part != scale && part != shift).ToDictionary(
            part => part.Name["map.".Length..], part => parameters.ValuesOf(part).ToArray()));

        void Load(ReadOnlySpan<float> values)
        {
            input.Resize(values.Length / n);
            for (var i = 0; i < values.Length; i++)
                input.Value[i] = values[i];
        }
    }
}
