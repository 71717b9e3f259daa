using Ivae.Distributions;
using Ivae.Numerics;
using Ivae.Selection;

namespace Ivae.Test.Methods;

public class FamilyLikelihoodTest
{
    private const int Levels = 20;

    /// <summary>
    /// A latent whose scale moves is known for what it is, also where it was bent to look like another family:
    /// sign(t)|t|^a, a = 1.25, makes a Gaussian's spread over u that of a Laplace, and a = .8 the reverse.
    /// </summary>
    [Theory]
    [InlineData("gaussian", 0)]
    [InlineData("gaussian", 2)]
    [InlineData("laplace", 0)]
    [InlineData("laplace", 2)]
    [InlineData("student_t", 0)]
    [InlineData("student_t", 2)]
    public void TheFamilyIsKnownHoweverTheLatentWasBent(string name, double means)
    {
        var family = PriorFamily.Named(name);
        PriorFamily[] families = [PriorFamily.Gaussian, PriorFamily.Laplace, PriorFamily.StudentT];
        var (latent, level) = Latent(family, means, 1000, 1);
        var gains = new List<double>();
        foreach (var power in new[] { 0.7, 1, 1.4 })
        {
            float[] bent = [.. latent.Select(t => MathF.Sign(t) * MathF.Pow(MathF.Abs(t), (float)power))];
            var own = FamilyLikelihood.Of(bent, level, family).Average();
            foreach (var other in families.Where(other => other != family))
                gains.Add(own - FamilyLikelihood.Of(bent, level, other).Average());
        }

        Assert.True(gains.All(gain => gain > 0), $"{family}: {string.Join(' ', gains.Select(gain => $"{gain:F5}"))}");
        for (var i = 2; i < gains.Count; i++)
            Assert.Equal(gains[i - 2], gains[i], 0.0005); // whatever the bend
    }

    /// <summary>Latents without a shape decide nothing and break nothing.</summary>
    [Fact]
    public void RowsThatSayNothingAreLeftOut()
    {
        int[] level = [.. Enumerable.Range(0, 100).Select(row => row / 20)];
        float[] constant = [.. level.Select(u => (float)u)],
            few = [.. Enumerable.Range(0, 9).Select(row => (float)row)];
        float[] coarse = [.. Enumerable.Range(0, 100).Select(row => (float)(row % 3))];
        float[] spiky = [.. Enumerable.Range(0, 2000).Select(row => row % 10 == 0 ? MathF.Pow(-1.01f, row / 2) : 0)];
        foreach (var family in PriorFamily.All)
        {
            Assert.All(FamilyLikelihood.Of(constant, level, family), value => Assert.Equal(0, value));
            Assert.All(FamilyLikelihood.Of(few, [.. few.Select(_ => 0)], family), value => Assert.Equal(0, value));
            Assert.All(FamilyLikelihood.Of(coarse, level, family), value => Assert.True(double.IsFinite(value)));
            Assert.All(FamilyLikelihood.Of(spiky, [.. spiky.Select((_, row) => row / 400)], family),
                value => Assert.True(double.IsFinite(value)));
        }
    }

    private static (float[] Latent, int[] Level) Latent(PriorFamily family, double means, int rows, ulong seed)
    {
        var stream = new RandomStream(seed);
        var level = Enumerable.Range(0, Levels * rows).Select(row => row / rows).ToArray();
        var scale = Enumerable.Range(0, Levels).Select(_ => 0.5 + 2.5 * stream.NextDouble()).ToArray();
        var mean = Enumerable.Range(0, Levels).Select(_ => means * stream.NextNormal()).ToArray();
        return ([.. level.Select(u => (float)(mean[u] + scale[u] * family.Sample(stream)))], level);
    }
}
