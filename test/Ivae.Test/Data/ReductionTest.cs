using Ivae.Data;
using Ivae.Numerics;
using MathNet.Numerics.LinearAlgebra;
using Matrix = Ivae.Numerics.Matrix;

namespace Ivae.Test.Data;

public sealed class ReductionTest
{
    private static readonly PreprocessingOptions Reduce = new() { Scaling = Scaling.Reduce, ClipAt = 0 };

    /// <summary>Directions and variances are those of the covariance matrix, with more columns than rows too.</summary>
    [Theory]
    [InlineData(300, 12, 12)]
    [InlineData(300, 60, 4)]
    [InlineData(40, 200, 4)]
    public void Components_are_those_of_the_covariance(int n, int d, int count)
    {
        var x = Factors(n, d, factors: 4, noise: 0.1);
        var rows = Matrix<double>.Build.Dense(n, d, (i, j) => x[i, j]);
        var eigen = (rows.TransposeThisAndMultiply(rows) / n).Evd(Symmetricity.Symmetric);
        var found = LeadingComponents.Fit(n, d, count, Reader(x), default);
        Assert.Equal(eigen.EigenValues.Sum(value => value.Real), found.Total, 6);
        for (var k = 0; k < count; k++)
        {
            Assert.Equal(eigen.EigenValues[d - 1 - k].Real, found.Variances[k], 6);
            var direction = Vector<double>.Build.Dense(found.Directions[(k * d)..((k + 1) * d)]);
            Assert.Equal(1, direction.L2Norm(), 9);
            Assert.Equal(1, Math.Abs(direction * eigen.EigenVectors.Column(d - 1 - k)), 4);
        }
    }

    /// <summary>
    /// With normal coordinates it is probabilistic principal component analysis: log p(x) is that of a normal
    /// distribution of covariance S (Vᵀ Λ V + σ² (I − VᵀV)) S in data units.
    /// </summary>
    [Fact]
    public void Density_is_that_of_probabilistic_principal_components()
    {
        const int D = 12;
        var x = Factors(500, D, factors: 2, noise: 0.3);
        var map = Preprocessing.Fit(x, Reduce);
        Assert.True(map.ModelColumns < D);
        var (k, reduction) = (map.ModelColumns, map.Reduction!);
        double[] variances = [.. Enumerable.Range(1, k).Select(i => 3.0 / i)];
        var v = Matrix<double>.Build.DenseOfRowMajor(k, D, reduction.Directions);
        var covariance = v.TransposeThisAndMultiply(Matrix<double>.Build.DenseOfDiagonalArray(variances)) * v
            + reduction.Variance * (Matrix<double>.Build.DenseIdentity(D) - v.TransposeThisAndMultiply(v));
        var scales = Matrix<double>.Build.DenseOfDiagonalArray([.. map.Forward.Select(value => 1 / value)]);
        var full = scales * covariance * scales;
        var (y, rest) = (map.Apply(x), map.LogRest(x)!);
        for (var row = 0; row < 20; row++)
        {
            var reduced = rest[row] + map.LogAbsDeterminant + Enumerable.Range(0, k).Sum(i =>
                -0.5 * (Math.Log(2 * Math.PI * variances[i]) + y[row, i] * (double)y[row, i] / variances[i]));
            var centred = Vector<double>.Build.Dense(D, j => x[row, j] - map.Centre[j]);
            var direct = -0.5 * (D * Math.Log(2 * Math.PI) + Math.Log(full.Determinant())
                + centred * full.Solve(centred));
            Assert.Equal(direct, reduced, 3);
        }
    }

    /// <summary>All components are a rotation: nothing is left, and data comes back.</summary>
    [Fact]
    public void All_components_are_all_of_the_data()
    {
        var x = Factors(300, 6, factors: 6, noise: 1);
        var map = Preprocessing.FitRows(x, Reduce, names: null, least: 6);
        var standardised = Preprocessing.Fit(x, Reduce with { Scaling = Scaling.Standardise });
        Assert.Equal(6, map.ModelColumns);
        Assert.Equal(standardised.LogAbsDeterminant, map.LogAbsDeterminant, 12);
        Assert.All(map.LogRest(x)!, rest => Assert.Equal(0, rest, 6));
        var (y, other, back) = (map.Apply(x), standardised.Apply(x), map.Invert(map.Apply(x)));
        for (var row = 0; row < x.Rows; row++)
        {
            Assert.Equal(Norm(other, row), Norm(y, row), 1e-4);
            for (var j = 0; j < 6; j++)
                Assert.Equal(x[row, j], back[row, j], 1e-4f);
        }

        static double Norm(Matrix matrix, int row) => Math.Sqrt(matrix.Row(row).ToArray().Sum(v => v * v));
    }

    [Theory]
    [InlineData(1000, 200)]
    [InlineData(100, 300)]
    public void As_many_components_are_kept_as_there_are_factors(int n, int d)
    {
        var reduction = Preprocessing.Fit(Factors(n, d, factors: 3, noise: 0.5), Reduce).Reduction!;
        Assert.InRange(reduction.Coordinates, 3, 4);
    }

    [Fact]
    public void What_is_drawn_has_the_variance_that_is_left()
    {
        var x = Factors(1000, 40, factors: 3, noise: 0.5);
        var map = Preprocessing.Fit(x, Reduce);
        var drawn = map.Invert(new Matrix(2000, map.ModelColumns), new RandomStream(4));
        Assert.All(map.Apply(drawn).Values, value => Assert.Equal(0, value, 1e-3f));
        var (left, d) = (40 - map.ModelColumns, map.LogRest(drawn)!);
        var expected = -0.5 * left * (Math.Log(2 * Math.PI * map.Reduction!.Variance) + 1);
        Assert.InRange(d.Average() - expected, -0.5, 0.5); // standard error .1
    }

    [Fact]
    public void Too_few_rows_for_so_many_latents_are_named()
    {
        var message = Assert.Throws<ArgumentException>(() =>
            Preprocessing.FitRows(Factors(10, 30, factors: 3, noise: 1), Reduce, names: null, least: 9)).Message;
        Assert.Contains("have no 9 principal components", message);
    }

    [Fact]
    public void Components_are_cancelled_between_two_rows()
    {
        using var source = new CancellationTokenSource();
        var (x, reads) = (Factors(50, 20, factors: 3, noise: 1), 0);
        var read = Reader(x);
        Assert.Throws<OperationCanceledException>(() => LeadingComponents.Fit(50, 20, 3, (row, to) =>
        {
            if (++reads == 70)
                source.Cancel();
            read(row, to);
        }, source.Token));
        Assert.Equal(70, reads);
    }

    private static LeadingComponents.Reader Reader(Matrix x) => (row, to) =>
    {
        for (var j = 0; j < to.Length; j++)
            to[j] = x[row, j];
    };

    // x = A s + noise, which is not the same in all columns; s uniform of few dimensions.
    private static Matrix Factors(int n, int d, int factors, double noise)
    {
        var random = new RandomStream(11);
        var (mixing, x) = (new double[factors * d], new Matrix(n, d));
        random.FillNormal(mixing.AsSpan());
        var s = new double[factors];
        for (var row = 0; row < n; row++)
        {
            for (var i = 0; i < factors; i++)
                s[i] = (2 * random.NextDouble() - 1) * (1 + 0.2 * i);
            for (var j = 0; j < d; j++)
                x[row, j] = (float)(noise * (1 + j % 3) / 4 * random.NextNormal()
                    + Enumerable.Range(0, factors).Sum(i => s[i] * mixing[i * d + j]));
        }

        return x;
    }
}
