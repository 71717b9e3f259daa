using Ivae.Autodiff;
using Ivae.Networks;
using Ivae.Numerics;

namespace Ivae.Test.Autodiff;

public class TapeTest
{
    [Fact]
    public void ReplayingWithFewerAndMoreRowsGivesWhatAFreshTapeGives()
    {
        var sketch = new Sketch();
        _ = (sketch.Leaf(3, 2), sketch.Leaf(1, 2), sketch.Leaf(4, 2)); // weight, bias, table
        var input = sketch.Tape.Input(3);
        var codes = new Codes();
        Variable<double> Record(Tape<double> tape, Variable<double> x)
        {
            var leaves = sketch.Parameters.All.Select(p => tape.View(sketch.Parameters, p)).ToArray();
            return (x.Affine(leaves[0], leaves[1]).Activate(Activation.Xtanh) * leaves[2].Gather(codes)).Average();
        }

        double[] Run(Tape<double> tape, Variable<double> x, Variable<double> loss, int rows)
        {
            x.Resize(rows);
            codes.Resize(rows);
            for (var i = 0; i < x.Length; i++)
                x.Value[i] = Math.Sin(1 + i);
            for (var i = 0; i < rows; i++)
                codes.Resize(rows)[i] = i % 4;
            tape.Forward();
            tape.Backward(loss);
            return [loss.Value[0], .. sketch.Parameters.Gradients];
        }

        var kept = Record(sketch.Tape, input);
        foreach (var rows in new[] { 5, 2, 7, 1, 5 })
        {
            var fresh = new Tape<double>();
            var freshInput = fresh.Input(3);
            Assert.Equal(Run(fresh, freshInput, Record(fresh, freshInput), rows), Run(sketch.Tape, input, kept, rows));
        }
    }

    [Fact]
    public void SlabsOfABatchGiveItsLossAndGradient()
    {
        const int Rows = 7;
        var parameters = new ParameterSet<double>();
        var options = new NetworkOptions { HiddenWidths = [4], Activation = Activation.Tanh };
        var prior = new Mlp<double>(parameters, "prior", new ContextShape(0, [3]), 2, options, new RandomStream(1));
        var encoder = new Mlp<double>(parameters, "encoder", new ContextShape(2, [3]), 2, options, new RandomStream(2));
        parameters.Add("unused", 1, 2);
        var tape = new Tape<double>();
        var (x, codes) = (tape.Input(2), new Codes());
        var difference = encoder.Apply(new Context<double>(tape, x, [codes])) - prior.ApplyToLevels(tape).Gather(codes);
        var loss = (difference * difference).Average();

        double[] Run(params int[] ends)
        {
            parameters.Gradients.AsSpan().Fill(double.NaN);
            _ = tape.View(parameters, parameters.All[^1]);
            var (sum, start) = (0.0, 0);
            foreach (var end in ends)
            {
                x.Resize(end - start);
                codes.Resize(end - start);
                for (var row = start; row < end; row++)
                {
                    (x.Value[2 * (row - start)], x.Value[2 * (row - start) + 1]) = (Math.Sin(row), Math.Cos(row));
                    codes.Resize(end - start)[row - start] = row % 3;
                }

                var weight = (double)(end - start) / Rows;
                tape.Forward(isFirst: start == 0);
                tape.Backward(loss, weight, isFirst: start == 0, isLast: end == Rows);
                sum += weight * loss.Value[0];
                start = end;
            }

            return [sum, .. parameters.Gradients];
        }

        var whole = Run(Rows);
        Assert.DoesNotContain(double.NaN, whole);
        foreach (var slabs in new[] { Run(3, Rows), Run(1, 2, Rows), Run(Rows) })
            Assert.All(slabs.Zip(whole), p => Assert.Equal(p.Second, p.First, 1e-14));
    }

    [Fact]
    public void SlabsAreWholeBlocksOfRowsThatShrinkWithTheWidth()
    {
        static int SlabRows(int width)
        {
            var tape = new Tape<float>();
            var x = tape.Input(width);
            for (var layer = 0; layer < 6; layer++)
                x = x.Activate(Activation.Tanh);
            return tape.SlabRows;
        }

        Assert.Equal((320, 128, 64), (SlabRows(100), SlabRows(200), SlabRows(5000)));
    }

    [Fact]
    public void ParametersKeepNameShapePlaceAndValuesWhenMoreAreAdded()
    {
        var parameters = new ParameterSet<double>();
        var first = parameters.Add("first", 2, 2, [1, 2, 3, 4]);
        var view = new Tape<double>().View(parameters, first);
        var second = parameters.Add("second", 1, 3);
        Assert.Equal([first, second], parameters.All);
        Assert.Equal(
            (4, 3, 7, 7), (second.Offset, second.Length, parameters.Values.Length, parameters.Gradients.Length));
        Assert.Equal([1, 2, 3, 4], view.Value.ToArray());
        parameters.ValuesOf(first)[3] = 9;
        Assert.Equal(9, view.Value[3]);
    }
}
