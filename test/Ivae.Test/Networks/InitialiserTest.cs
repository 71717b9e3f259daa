using Ivae.Autodiff;
using Ivae.Networks;
using Ivae.Numerics;

namespace Ivae.Test.Networks;

public class InitialiserTest
{
    /// <summary>Glorot and Bengio 2010: variance 2 / (I + O); He et al. 2015: 2 / I. One categorical variable is one input, whatever its levels.</summary>
    [Theory]
    [InlineData(Initialiser.Xavier, 2.0 / (3 + 2 + 60))]
    [InlineData(Initialiser.He, 2.0 / (3 + 2))]
    public void WeightsAndTablesOfALayerHaveTheVarianceOfItsInputsAndOutputs(Initialiser initialiser, double expected)
    {
        var parameters = new ParameterSet<double>();
        var options = new NetworkOptions { HiddenWidths = [60], Initialiser = initialiser };
        _ = new Mlp<double>(parameters, "net", new ContextShape(3, [40, 200]), 1, options, new RandomStream(4));
        foreach (var name in new[] { "net.0.weight", "net.0.table0", "net.0.table1" })
        {
            var squares = parameters.ValuesOf(parameters.All.Single(p => p.Name == name)).ToArray().Select(w => w * w).ToArray();
            Assert.InRange(squares.Average() / expected, 1 - 8 / Math.Sqrt(squares.Length), 1 + 8 / Math.Sqrt(squares.Length));
        }

        Assert.All(parameters.ValuesOf(parameters.All.Single(p => p.Name == "net.0.bias")).ToArray(), b => Assert.Equal(0, b));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 4)]
    [InlineData(2, 5)]
    [InlineData(5, 2)]
    public void OrthonormalMatricesHaveOrthonormalRowsOrColumns(int rows, int columns)
    {
        var a = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.DenseOfRowMajor(rows, columns, Initial.Orthonormal(rows, columns, new RandomStream(3)));
        var gram = rows < columns ? a * a.Transpose() : a.Transpose() * a;
        for (var i = 0; i < gram.RowCount; i++)
            for (var j = 0; j < gram.RowCount; j++)
                Assert.Equal(i == j ? 1 : 0, gram[i, j], 1e-12);
    }
}
