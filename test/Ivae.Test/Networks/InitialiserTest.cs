using Ivae.Networks;
using Ivae.Numerics;

namespace Ivae.Test.Networks;

/// <summary>Moments of initial weights.</summary>
public sealed class InitialiserTest
{
    [Fact]
    public void Units_of_a_spread_first_layer_have_unit_variance_and_bend_at_different_places()
    {
        var stream = new RandomStream(1);

        var weights = Initial.FirstWeights(Initialiser.Spread, 4, 4, 5000, stream);
        var biases = Initial.FirstBiases(Initialiser.Spread, 5000, stream);

        Assert.Equal(0.25, weights.Average(w => w * w), 0.01);
        Assert.Equal(1, biases.Average(b => b * b), 0.05);
        Assert.All(Initial.FirstBiases(Initialiser.Xavier, 7, stream), b => Assert.Equal(0, b));
    }
}
