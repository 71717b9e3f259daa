using MathNet.Numerics.LinearAlgebra.Double;
using MathNet.Numerics.Statistics;
using Matrix = Ivae.Numerics.Matrix;
using RandomStream = Ivae.Numerics.RandomStream;

namespace Ivae.Simulation;

/// <summary>Draws the matrices of a mixing.</summary>
internal static class MixingMatrices
{
    /// <summary>The matrices of all layers, <c>[n, D]</c> and then <c>[D, D]</c>.</summary>
    public static IReadOnlyList<Matrix> Draw(SimulationOptions options, RandomStream random)
    {
        var matrices = new List<Matrix>();
        for (var layer = 0; layer < options.MixingLayers; layer++)
        {
            var inputs = layer == 0 ? options.Latent : options.Observed;
            if (options.RepeatMatrix && layer > 0 && matrices[^1].Rows == inputs)
                matrices.Add(matrices[^1]);
            else
                matrices.Add(DrawOne(inputs, options, random.Split((ulong)layer)));
        }

        return matrices;
    }

    /// <summary>Largest over smallest singular value.</summary>
    public static double ConditionNumber(Matrix matrix)
        => new DenseMatrix(matrix.Columns, matrix.Rows, Array.ConvertAll(matrix.Values, value => (double)value))
            .Svd(false).ConditionNumber;

    /// <summary>The lower quartile of the condition numbers of random matrices: no worse one is kept.</summary>
    public static double AcceptableConditionNumber(int inputs, SimulationOptions options, RandomStream random)
    {
        var conditionNumbers = new double[options.ConditionDraws];
        Parallel.For(0, conditionNumbers.Length,
            i => conditionNumbers[i] = ConditionNumber(Candidate(inputs, options, random.Split((ulong)i))));
        return conditionNumbers.LowerQuartile();
    }

    private static Matrix DrawOne(int inputs, SimulationOptions options, RandomStream random)
    {
        var candidates = random.Split("candidate");
        if (options.Matrix == MixingMatrixKind.Orthogonal)
            return Candidate(inputs, options, candidates);
        var acceptable = AcceptableConditionNumber(inputs, options, random.Split("condition"));
        while (true)
        {
            var matrix = Candidate(inputs, options, candidates);
            if (ConditionNumber(matrix) <= acceptable)
                return matrix;
        }
    }

    private static Matrix Candidate(int inputs, SimulationOptions options, RandomStream random)
    {
        var outputs = options.Observed;
        var columns = new double[outputs][];
        for (var column = 0; column < outputs; column++)
        {
            columns[column] = new double[inputs];
            for (var i = 0; i < inputs; i++)
                columns[column][i] =
                    options.Matrix == MixingMatrixKind.Orthogonal ? random.NextNormal() : random.NextUniform(-1, 1);
        }

        // With a staircase the last output of a layer sees the last input only: the network stays invertible with x_n =
        // z_n.
        if (options.Staircase)
            Array.Clear(columns[^1], 0, inputs - 1);
        if (options.Matrix == MixingMatrixKind.Orthogonal)
            OrthonormaliseRows(columns, inputs);
        else
            foreach (var column in columns)
            {
                var length = Math.Sqrt(column.Sum(value => value * value));
                for (var i = 0; i < inputs; i++)
                    column[i] /= length;
            }

        var matrix = new Matrix(inputs, outputs);
        for (var i = 0; i < inputs; i++)
            for (var column = 0; column < outputs; column++)
                matrix[i, column] = (float)columns[column][i];
        return matrix;
    }

    /// <summary>Gram–Schmidt over rows; of normal numbers it gives a uniformly random (Haar) matrix.</summary>
    private static void OrthonormaliseRows(double[][] columns, int rows)
    {
        for (var row = 0; row < rows; row++)
        {
            for (var before = 0; before < row; before++)
            {
                var share = columns.Sum(column => column[before] * column[row]);
                foreach (var column in columns)
                    column[row] -= share * column[before];
            }

            var length = Math.Sqrt(columns.Sum(column => column[row] * column[row]));
            foreach (var column in columns)
                column[row] /= length;
        }
    }
}
