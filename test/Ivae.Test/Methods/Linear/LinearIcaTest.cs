using System.Text.Json;
using Ivae.Evaluation;
using Ivae.Methods.Linear;
using Ivae.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Ivae.Test.Methods.Linear;

public class LinearIcaTest
{
    private const int Sources = 3;
    private static readonly JsonElement Golden = Read();
    private static readonly Matrix X = Table("x", Golden.GetProperty("columns").GetInt32());

    /// <summary>
    /// Components of scikit-learn's FastICA from the same start, iterated to the end; ours stop at a tolerance of 1e-4
    /// of a squared angle.
    /// </summary>
    [Theory]
    [InlineData(nameof(ContrastFunction.Tanh))]
    [InlineData(nameof(ContrastFunction.Cube))]
    [InlineData(nameof(ContrastFunction.Gauss))]
    public void ComponentsAreThoseOfScikitLearn(string name)
    {
        var contrast = Enum.Parse<ContrastFunction>(name);
        var unmixing =
            FastIca.Fit(X, Matrix<double>.Build.DenseOfRowMajor(Sources, Sources, Numbers("start")), contrast);
        Assert.True(unmixing.Converged);
        Assert.InRange(unmixing.Iterations, 2, 100);
        var (ours, theirs) = (unmixing.Apply(X), Table(name, Sources));
        var score = MeanCorrelationCoefficient.Compute(ours, theirs);
        Assert.All(score.PairCorrelations,
            correlation => Assert.True(Math.Abs(correlation) > 0.9999, $"{correlation}"));
        Assert.All(Enumerable.Range(0, Sources),
            j => Assert.Equal(1, ours.Column(j).Average(value => (double)value * value), 1e-4));
    }

    [Fact]
    public void PrincipalComponentsAreThoseOfScikitLearnUpToSigns()
    {
        var (ours, theirs) = (PrincipalComponents.Fit(X, Sources).Apply(X), Table("pca", Sources));
        for (var j = 0; j < Sources; j++)
        {
            var sign = MathF.Sign(ours[0, j] * theirs[0, j]);
            for (var row = 0; row < X.Rows; row++)
                Assert.Equal(theirs[row, j], sign * ours[row, j], 1e-4f);
        }
    }

    /// <summary>The slope of g is its derivative.</summary>
    [Theory]
    [InlineData(nameof(ContrastFunction.Tanh))]
    [InlineData(nameof(ContrastFunction.Cube))]
    [InlineData(nameof(ContrastFunction.Gauss))]
    public void SlopesAreDerivatives(string name)
    {
        var contrast = Enum.Parse<ContrastFunction>(name);
        foreach (var y in new[] { -1.3, -0.2, 0, 0.7, 2.1 })
        {
            var difference =
                (FastIca.Evaluate(contrast, y + 1e-5).Value - FastIca.Evaluate(contrast, y - 1e-5).Value) / 2e-5;
            Assert.Equal(difference, FastIca.Evaluate(contrast, y).Slope, 1e-7);
        }
    }

    [Fact]
    public void OneColumnAndDeadColumnsAreNoTrouble()
    {
        var one = new Matrix(4, 1, [1, 2, 3, 6]); // mean 3, variance 3.5
        var z = FastIca.Fit(one, 1, new RandomStream(1)).Apply(one);
        Assert.Equal([2, 1, 0, 3], z.Values.Select(value => Math.Round(Math.Abs(value) * Math.Sqrt(3.5), 3)));
        var dead = new Matrix(4, 2, [1, 7, 2, 7, 3, 7, 6, 7]);
        Assert.All(FastIca.Fit(dead, 2, new RandomStream(1)).Apply(dead).Values, z => Assert.True(float.IsFinite(z)));
    }

    [Fact]
    public void MoreComponentsThanColumnsAreRefused()
        => Assert.Contains(
            "give 1 to 4", Assert.Throws<ArgumentException>(() => FastIca.Fit(X, 5, new RandomStream(1))).Message);

    private static JsonElement Read()
    {
        using var json = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(SharedData.Repository, "test", "golden", "linear", "fastica.json")));
        return json.RootElement.Clone();
    }

    private static double[] Numbers(string name) =>
        [.. Golden.GetProperty(name).EnumerateArray().Select(v => v.GetDouble())];

    private static Matrix Table(string name, int columns)
    {
        var values = Array.ConvertAll(Numbers(name), v => (float)v);
        return new Matrix(values.Length / columns, columns, values);
    }
}
