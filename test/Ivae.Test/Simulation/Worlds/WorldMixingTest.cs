using Ivae.Simulation.Worlds;
using Ivae.Test.Distributions;
using MathNet.Numerics.LinearAlgebra;
using RandomStream = Ivae.Numerics.RandomStream;

namespace Ivae.Test.Simulation;

/// <summary>Laws that hold for every kind of mixing, and what single kinds promise.</summary>
public class WorldMixingTest
{
    public static TheoryData<string> All => [.. World.Mixings.Keys];

    public static TheoryData<string> Invertible =>
        [.. WorldKinds<MixingKind>.All.Where(kind => kind.IsInvertible).Select(kind => kind.Name)];

    [Theory]
    [MemberData(nameof(All))]
    public void TheJacobianAgreesWithCentralDifferences(string name)
    {
        foreach (var n in new[] { 2, 3, 5 })
        {
            var mixing = Draw(name, n, (ulong)n);
            var random = new RandomStream(7);
            for (var trial = 0; trial < 10; trial++)
            {
                var s = Point(n, random);
                var (jacobian, differences) = (mixing.Jacobian(s), Differences(mixing, s));
                for (var k = 0; k < mixing.Outputs; k++)
                    for (var j = 0; j < n; j++)
                        Assert.Equal(differences[k, j], jacobian[k, j], 1e-6 * (1 + Math.Abs(jacobian[k, j])));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Invertible))]
    public void TheLogDeterminantIsThatOfCentralDifferences(string name)
    {
        var mixing = Draw(name, 4, 1);
        var random = new RandomStream(8);
        for (var trial = 0; trial < 20; trial++)
        {
            var s = Point(4, random);
            Assert.Equal(Math.Log(Math.Abs(Differences(mixing, s).Determinant())), mixing.LogAbsDeterminant(s), 1e-5);
        }
    }

    /// <summary>A map that is smooth and injective turns nowhere inside out.</summary>
    [Theory]
    [MemberData(nameof(Invertible))]
    public void TheDeterminantKeepsItsSign(string name)
    {
        var mixing = Draw(name, 3, 2);
        var random = new RandomStream(9);
        int Sign(double[] s) => Math.Sign(Matrix<double>.Build.DenseOfArray(mixing.Jacobian(s)).Determinant());
        int[] signs = [.. Enumerable.Range(0, 2000).Select(_ => Sign(Point(3, random))).Distinct()];
        Assert.NotEqual(0, Assert.Single(signs));
    }

    /// <summary>Whatever Newton's method finds from elsewhere, f(z) = f(s) only at z = s.</summary>
    [Theory]
    [MemberData(nameof(Invertible))]
    public void OnlyTheSourcesGiveTheObservations(string name)
    {
        var (found, trials) = (0, 0);
        for (var seed = 1ul; seed <= 3; seed++)
        {
            var mixing = Draw(name, 3, seed);
            var random = new RandomStream(seed).Split("points");
            for (var trial = 0; trial < 30; trial++, trials++)
            {
                var s = Point(3, random);
                if (Solve(mixing, s, Point(3, random)) is not { } z)
                    continue;
                found++;
                Assert.True(Distance(z, s) < 1e-5, $"{name}: f is the same at two points, {Distance(z, s)} apart");
            }
        }

        Assert.True(found > trials / 2, $"{name}: {found} of {trials} solved");
    }

    /// <summary>
    /// The inverse of each of these stretches by no more than its parts: |f(a) − f(b)| ≥ bound · |a − b|.
    /// </summary>
    [Theory]
    [InlineData("linear", 0.5)]
    [InlineData("near-linear", 0.5 * 0.7)]
    [InlineData("residual", 0.5 * 0.1 * 0.1 * 0.1 * 0.1)]
    [InlineData("strong-residual", 0.5 / 8)]
    [InlineData("leaky-relu", 0.5 * 0.1 * 0.1 * 0.1 * 0.1)]
    public void PointsStayApart(string name, double bound)
    {
        var mixing = Draw(name, 4, 3);
        var random = new RandomStream(10);
        for (var trial = 0; trial < 500; trial++)
        {
            var (a, b) = (Point(4, random), Point(4, random));
            var closeness = random.NextDouble();
            for (var i = 0; i < 4; i++)
                b[i] = a[i] + closeness * (b[i] - a[i]);
            Assert.True(Distance(At(mixing, a), At(mixing, b)) >= bound * Distance(a, b) * (1 - 1e-9));
        }
    }

    [Fact]
    public void AStrongResidualIsStronglyMonotone()
    {
        var layer = new WorldMixing(3, [StrongResidualMixing.Monotone(3, 5, new RandomStream(1))]);
        var random = new RandomStream(11);
        for (var trial = 0; trial < 500; trial++)
        {
            var (a, b) = (Point(3, random), Point(3, random));
            var (x, y) = (At(layer, a), At(layer, b));
            var product = Enumerable.Range(0, 3).Sum(i => (x[i] - y[i]) * (a[i] - b[i]));
            Assert.True(product >= Math.Pow(Distance(a, b), 2) / 6);
        }
    }

    [Fact]
    public void ASpiralKeepsVolumeAndIsNotLinear()
    {
        foreach (var n in new[] { 2, 3, 4 })
        {
            var mixing = Draw("spiral", n, 4);
            var random = new RandomStream(12);
            double[] volumes = [.. Enumerable.Range(0, 50).Select(_ => mixing.LogAbsDeterminant(Point(n, random)))];
            Assert.Equal(volumes.Min(), volumes.Max(), 1e-9);
            var (s, twice) = (Point(n, random), new double[n]);
            for (var i = 0; i < n; i++)
                twice[i] = 2 * s[i];
            Assert.True(Distance(At(mixing, twice), Array.ConvertAll(At(mixing, s), x => 2 * x)) > 0.1);
        }
    }

    [Fact]
    public void ALinearMixingIsWellConditioned()
    {
        var singular = Matrix<double>.Build.DenseOfArray(Draw("linear", 6, 5).Jacobian(new double[6])).Svd(false).S;
        Assert.InRange(singular.Maximum(), 0.5, 1.5);
        Assert.InRange(singular.Minimum(), 0.5, 1.5);
    }

    /// <summary>Every bump has the area 8 √(2π) wherever it is.</summary>
    [Fact]
    public void BumpsMoveWithoutChange()
    {
        var mixing = Draw("bumps", 4, 6);
        Assert.Equal(200, mixing.Outputs);
        foreach (var s in new double[][] { [0, 0, 0, 0], [0.3, -0.2, 0.1, -0.4] })
        {
            var x = At(mixing, s);
            Assert.Equal(4 * 8 * Math.Sqrt(2 * Math.PI), x.Sum(), 0.2);
            var first = x.Take(50).Select((value, p) => p * value).Sum() / x.Take(50).Sum();
            Assert.Equal(24.5 + 22.5 * Math.Tanh(s[0]), first, 1.0);
        }
    }

    /// <summary>Random Fourier features have the kernel exp(−strength² |s − t|² / 2), on average over draws.</summary>
    [Fact]
    public void FourierFeaturesHaveTheirKernel()
    {
        var products = new List<double>();
        for (var seed = 0ul; seed < 400; seed++)
        {
            var mixing = Draw("fourier", 2, seed);
            var (x, y) = (At(mixing, [0.5, 1]), At(mixing, [-0.5, 2.5]));
            products.Add(x.Zip(y, (a, b) => a * b).Average());
        }

        MonteCarlo.MeanIs(Math.Exp(-0.16 * (1 + 2.25) / 2), products, "kernel");
    }

    private static WorldMixing Draw(string name, int n, ulong seed)
    {
        var kind = WorldKinds<MixingKind>.Named(name);
        return kind.Draw(new MixingShape(n, kind.Columns(n), kind.Strength, kind.Layers), new RandomStream(seed));
    }

    private static double[] Point(int n, RandomStream random) =>
        [.. Enumerable.Range(0, n).Select(_ => random.NextNormal())];

    private static double[] At(WorldMixing mixing, double[] s)
    {
        var x = new double[mixing.Outputs];
        mixing.Evaluate(s, x);
        return x;
    }

    private static double Distance(double[] a, double[] b) => Math.Sqrt(a.Zip(b, (p, q) => (p - q) * (p - q)).Sum());

    private static Matrix<double> Differences(WorldMixing mixing, double[] s)
    {
        const double step = 1e-6;
        var jacobian = Matrix<double>.Build.Dense(mixing.Outputs, s.Length);
        for (var j = 0; j < s.Length; j++)
        {
            var (above, below) = ((double[])s.Clone(), (double[])s.Clone());
            above[j] += step;
            below[j] -= step;
            var (up, down) = (At(mixing, above), At(mixing, below));
            for (var k = 0; k < mixing.Outputs; k++)
                jacobian[k, j] = (up[k] - down[k]) / (2 * step);
        }

        return jacobian;
    }

    /// <summary>
    /// A solution of f(z) = f(s) from another start, by Newton's method with halved steps; null where none is found.
    /// </summary>
    private static double[]? Solve(WorldMixing mixing, double[] s, double[] start)
    {
        var (x, z) = (At(mixing, s), start);
        for (var iteration = 0; iteration < 300; iteration++)
        {
            var residual = At(mixing, z).Zip(x, (a, b) => b - a).ToArray();
            var size = Math.Sqrt(residual.Sum(r => r * r));
            if (size < 1e-11)
                return z;
            var jacobian = Matrix<double>.Build.DenseOfArray(mixing.Jacobian(z));
            var step = jacobian.Solve(Vector<double>.Build.Dense(residual));
            var (length, next) = (1.0, z);
            for (var half = 0; half < 30; half++, length /= 2)
            {
                next = [.. z.Select((value, i) => value + length * step[i])];
                if (Distance(At(mixing, next), x) < size)
                    break;
            }

            z = next;
        }

        return null;
    }
}
