using System.Numerics.Tensors;
using System.Text.Json.Serialization;
using Ivae.Autodiff;
using Ivae.Numerics;

namespace Ivae.Networks;

/// <summary>How the weights of a layer with I inputs and O outputs are drawn.</summary>
[JsonConverter(typeof(SnakeCaseConverter<Initialiser>))]
public enum Initialiser
{
    /// <summary>
    /// Uniform with variance 2 / (I + O) (Glorot and Bengio 2010): for activations that are the identity around 0.
    /// </summary>
    Xavier,

    /// <summary>Normal with variance 2 / I (He, Zhang, Ren and Sun 2015): for rectifiers.</summary>
    He,

    /// <summary>
    /// As <see cref="Xavier"/>, but in the first layer normal with variance 1 / I, and with standard normal biases:
    /// units then bend at different places of standardised data, where otherwise all would bend at its centre.
    /// </summary>
    Spread,
}

/// <summary>Draws initial weights.</summary>
internal static class Initial
{
    /// <summary>
    /// The weights of <paramref name="rows"/> of the inputs of a layer with I inputs and O outputs <c>[rows, O]</c>,
    /// row-major.
    /// </summary>
    public static double[] Weights(Initialiser initialiser, int rows, int inputs, int outputs, RandomStream stream)
    {
        ParameterBudget.Check((long)rows * outputs);
        var weights = new double[rows * outputs];
        var bound = Math.Sqrt(6.0 / (inputs + outputs));
        var deviation = Math.Sqrt(2.0 / inputs);
        for (var i = 0; i < weights.Length; i++)
            weights[i] =
                initialiser == Initialiser.He ? deviation * stream.NextNormal() : stream.NextUniform(-bound, bound);
        return weights;
    }

    /// <summary>The same for the first layer of a network.</summary>
    public static double[] FirstWeights(Initialiser initialiser, int rows, int inputs, int outputs, RandomStream stream)
        => initialiser == Initialiser.Spread
            ? Normals((long)rows * outputs, 1 / Math.Sqrt(inputs), stream)
            : Weights(initialiser, rows, inputs, outputs, stream);

    /// <summary>The biases of the first layer of a network with O outputs <c>[O]</c>.</summary>
    public static double[] FirstBiases(Initialiser initialiser, int outputs, RandomStream stream)
        => initialiser == Initialiser.Spread ? Normals(outputs, 1, stream) : new double[outputs];

    private static double[] Normals(long count, double deviation, RandomStream stream)
    {
        ParameterBudget.Check(count);
        var numbers = new double[count];
        stream.FillNormal(numbers.AsSpan());
        TensorPrimitives.Multiply(numbers, deviation, numbers);
        return numbers;
    }

    /// <summary>
    /// A random matrix <c>[rows, columns]</c> with orthonormal rows or columns, whichever are fewer (Gram–Schmidt on
    /// normal vectors).
    /// </summary>
    public static double[] Orthonormal(int rows, int columns, RandomStream stream)
    {
        ParameterBudget.Check((long)rows * columns);
        var (count, length) = rows < columns ? (rows, columns) : (columns, rows);
        var basis = new double[count][];
        for (var i = 0; i < count; i++)
        {
            var vector = new double[length];
            stream.FillNormal(vector.AsSpan());
            for (var repeat = 0; repeat < 2; repeat++)
                foreach (var earlier in basis.AsSpan(0, i))
                {
                    var projection = TensorPrimitives.Dot(vector, earlier);
                    TensorPrimitives.MultiplyAdd(earlier, -projection, vector, vector);
                }

            TensorPrimitives.Divide(vector, TensorPrimitives.Norm<double>(vector), vector);
            basis[i] = vector;
        }

        var matrix = new double[rows * columns];
        for (var i = 0; i < count; i++)
            for (var j = 0; j < length; j++)
                matrix[rows < columns ? i * columns + j : j * columns + i] = basis[i][j];
        return matrix;
    }
}
