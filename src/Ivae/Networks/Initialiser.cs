using System.Numerics.Tensors;
using Ivae.Numerics;

namespace Ivae.Networks;

/// <summary>How the weights of a layer with I inputs and O outputs are drawn.</summary>
public enum Initialiser
{
    /// <summary>Uniform with variance 2 / (I + O) (Glorot and Bengio 2010): for activations that are the identity around 0.</summary>
    Xavier,

    /// <summary>Normal with variance 2 / I (He, Zhang, Ren and Sun 2015): for rectifiers.</summary>
    He,
}

/// <summary>Draws initial weights.</summary>
internal static class Initial
{
    /// <summary>The weights of <paramref name="rows"/> of the inputs of a layer with I inputs and O outputs <c>[rows, O]</c>, row-major.</summary>
    public static double[] Weights(Initialiser initialiser, int rows, int inputs, int outputs, RandomStream stream)
    {
        var weights = new double[rows * outputs];
        var bound = Math.Sqrt(6.0 / (inputs + outputs));
        var deviation = Math.Sqrt(2.0 / inputs);
        for (var i = 0; i < weights.Length; i++)
            weights[i] = initialiser == Initialiser.Xavier ? stream.NextUniform(-bound, bound) : deviation * stream.NextNormal();
        return weights;
    }

    /// <summary>A random matrix <c>[rows, columns]</c> with orthonormal rows or columns, whichever are fewer (Gram–Schmidt on normal vectors).</summary>
    public static double[] Orthonormal(int rows, int columns, RandomStream stream)
    {
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
