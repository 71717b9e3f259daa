using Ivae.Autodiff;
using Ivae.Networks;
using Ivae.Numerics;

namespace Ivae.Test.Networks;

public class MlpTest
{
    private static readonly NetworkOptions Small = new() { HiddenWidths = [4, 3], Activation = Activation.Tanh };

    [Fact]
    public void ATableForACategoricalVariableIsAOneHotVectorTimesAMatrix()
    {
        var sparse = new ParameterSet<double>();
        var network = new Mlp<double>(sparse, "net", new ContextShape(2, [3, 2]), 2, Small, new RandomStream(1));
        var dense = new ParameterSet<double>();
        var oneHot = new Mlp<double>(dense, "net", new ContextShape(7, []), 2, Small, new RandomStream(2));
        for (var i = 0; i < sparse.Values.Length; i++)
            // weight, two tables, bias, …: the same rows in the same order
            sparse.Values[i] = dense.Values[i] = Math.Sin(i);

        var tape = new Tape<double>();
        var (x, onehots) = (tape.Input(2), tape.Input(7));
        x.Resize(4);
        onehots.Resize(4);
        onehots.Value.Clear();
        var codes = new[] { new Codes(), new Codes() };
        int[][] levels = [[0, 2, 1, 2], [1, 0, 0, 1]];
        for (var i = 0; i < 2; i++)
            levels[i].CopyTo(codes[i].Resize(4));
        for (var row = 0; row < 4; row++)
        {
            for (var j = 0; j < 2; j++)
                x.Value[2 * row + j] = onehots.Value[7 * row + j] = Math.Cos(3 * row + j);
            onehots.Value[7 * row + 2 + levels[0][row]] = 1;
            onehots.Value[7 * row + 5 + levels[1][row]] = 1;
        }

        var actual = network.Apply(new Context<double>(tape, x, codes));
        var expected = oneHot.Apply(Context<double>.Of(onehots));
        tape.Forward();
        Assert.All(actual.Value.ToArray().Zip(expected.Value.ToArray()), p => Assert.Equal(p.Second, p.First, 1e-14));
    }

    [Fact]
    public void TheOutputOfEveryLevelIsTheOutputOfARowWithThatLevel()
    {
        var parameters = new ParameterSet<double>();
        var network = new Mlp<double>(parameters, "net", new ContextShape(0, [5]), 2, Small, new RandomStream(1));
        var tape = new Tape<double>();
        var codes = new Codes();
        new[] { 3, 0, 3, 4 }.CopyTo(codes.Resize(4));
        var perRow = network.Apply(new Context<double>(tape, null, [codes]));
        var perLevel = network.ApplyToLevels(tape).Gather(codes);
        tape.Forward();
        Assert.Equal(perRow.Value.ToArray(), perLevel.Value.ToArray());
    }

    [Fact]
    public void WithoutHiddenLayersANetworkIsItsLinearMap()
    {
        var parameters = new ParameterSet<double>();
        var linear = new NetworkOptions { HiddenWidths = [] };
        var network = new Mlp<double>(parameters, "net", new ContextShape(2, []), 1, linear, new RandomStream(1));
        double[] weights = [2, 3, 10];
        weights.CopyTo(parameters.Values, 0);
        var tape = new Tape<double>();
        var x = tape.Input(2);
        x.Resize(1);
        (x.Value[0], x.Value[1]) = (5, 7);
        var y = network.Apply(Context<double>.Of(x));
        tape.Forward();
        Assert.Equal(2 * 5 + 3 * 7 + 10, y.Value[0]);
    }

    [Fact]
    public void ANetworkWithoutInputsIsRefused()
    {
        var network =
            new Mlp<double>(new ParameterSet<double>(), "net", new ContextShape(0, []), 1, Small, new RandomStream(1));
        Assert.Throws<InvalidOperationException>(() =>
            network.Apply(new Context<double>(new Tape<double>(), null, [])));
    }
}
