using Ivae.Distributions;
using Ivae.Numerics;

namespace Ivae.Test.Distributions;

public class HiddenMarkovChainTest
{
    private const int Rows = 9;
    private static readonly (int Start, int End)[] Pieces = [(0, 4), (5, 6), (6, 9)]; // row 4 is in none

    private static readonly HiddenMarkovChain Chain =
        new([0.2, 0.5, 0.3], [0.7, 0.2, 0.1, 0.05, 0.9, 0.05, 0.3, 0.3, 0.4]);

    /// <summary>Every path of regimes is written down, with its probability.</summary>
    [Fact]
    public void What_is_found_is_the_sum_over_all_paths()
    {
        var densities = Densities(3);
        var found = Chain.Given(densities, Pieces);
        var (logLikelihood, first, changes) = (0.0, new double[3], new double[9]);
        foreach (var (start, end) in Pieces)
        {
            var paths = Paths(densities, start, end).ToArray();
            var total = paths.Sum(path => path.Weight);
            logLikelihood += Math.Log(total);
            for (var row = start; row < end; row++)
                for (var k = 0; k < 3; k++)
                {
                    var shares = paths.Where(path => path.Regimes[row - start] == k).Sum(path => path.Weight) / total;
                    Assert.Equal(shares, found.Probability[row, k], 1e-6);
                    // the same but for the row's own density
                    double Others(int regime) => paths.Where(path => path.Regimes[row - start] == regime)
                        .Sum(path => path.Weight) / Math.Exp(densities[row, regime]);
                    Assert.Equal(Others(k) / (Others(0) + Others(1) + Others(2)),
                        Math.Exp(found.LogOfOthers[row, k]), 1e-6);
                    first[k] += row == start ? shares : 0;
                    for (var to = 0; to < 3 && row + 1 < end; to++)
                        changes[k * 3 + to] += paths.Where(path => path.Regimes[row - start] == k
                            && path.Regimes[row + 1 - start] == to).Sum(path => path.Weight) / total;
                }
        }

        Assert.Equal(logLikelihood, found.LogLikelihood, 1e-6);
        for (var i = 0; i < 9; i++)
            Assert.Equal(changes[i], found.Changes[i], 1e-6);
        for (var k = 0; k < 3; k++)
        {
            Assert.Equal(first[k], found.First[k], 1e-6);
            Assert.Equal(1f / 3, found.Probability[4, k], 1e-6);
        }
    }

    /// <summary>What is predicted of each row adds up to the likelihood of all.</summary>
    [Fact]
    public void Rows_given_those_before_make_up_the_likelihood()
    {
        var densities = Densities(4);
        var found = Chain.Given(densities, Pieces);
        var sum = Pieces.SelectMany(piece => Enumerable.Range(piece.Start, piece.End - piece.Start)).Sum(row =>
            Math.Log(Enumerable.Range(0, 3).Sum(k => Math.Exp(found.LogPredicted[row, k] + densities[row, k]))));
        Assert.Equal(found.LogLikelihood, sum, 1e-5);
    }

    [Fact]
    public void Rows_far_from_all_regimes_but_one_are_no_fault()
    {
        var densities = new Matrix(3, 3, [-1e5f, 0, -2e5f, -9e5f, -8e5f, -1e5f, -5, -6, -7]);
        var found = Chain.Given(densities, [(0, 3)]);
        Assert.True(double.IsFinite(found.LogLikelihood));
        Assert.Equal([1, 2], found.Path()[..2]);
        Assert.All(found.LogOfOthers.Values, value => Assert.True(float.IsFinite(value)));
    }

    /// <summary>
    /// Expectation and maximisation does not lower the likelihood, and finds the chain of its own draws.
    /// </summary>
    [Fact]
    public void A_chain_is_found_from_its_rows()
    {
        var path = Chain.Draw(20_000, new RandomStream(5));
        var stream = new RandomStream(6);
        var densities = new Matrix(path.Length, 3);
        for (var row = 0; row < path.Length; row++)
        {
            var seen = 2 * path[row] + stream.NextNormal();
            for (var k = 0; k < 3; k++)
                densities[row, k] = (float)PriorFamily.Gaussian.LogDensityStandardised(seen - 2 * k);
        }

        var chain = HiddenMarkovChain.Staying(3, 0.5);
        var last = double.NegativeInfinity;
        for (var round = 0; round < 40; round++)
        {
            var found = chain.Given(densities, [(0, path.Length)]);
            Assert.True(found.LogLikelihood > last - 0.01, $"{round}: {found.LogLikelihood} after {last}");
            (last, chain) = (found.LogLikelihood, HiddenMarkovChain.Of(found));
        }

        for (var i = 0; i < 9; i++)
            Assert.Equal(Chain.Transition[i], chain.Transition[i], 0.06);
        Assert.Equal(10, Chain.Dwell()[1], 1e-9);
    }

    private static Matrix Densities(ulong seed)
    {
        var densities = new Matrix(Rows, 3);
        new RandomStream(seed).FillNormal(densities.Values.AsSpan());
        return densities;
    }

    private static IEnumerable<(int[] Regimes, double Weight)> Paths(Matrix densities, int start, int end)
    {
        var length = end - start;
        for (var number = 0; number < Math.Pow(3, length); number++)
        {
            var (path, weight, rest) = (new int[length], 1.0, number);
            for (var i = 0; i < length; i++, rest /= 3)
            {
                path[i] = rest % 3;
                weight *= (i == 0 ? Chain.Initial[path[0]] : Chain.Transition[path[i - 1] * 3 + path[i]])
                    * Math.Exp(densities[start + i, path[i]]);
            }

            yield return (path, weight);
        }
    }
}
