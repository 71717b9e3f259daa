using Ivae.Autodiff;
using Ivae.Networks;

namespace Ivae.Test.Autodiff;

public class TapeTest
{
    [Fact]
    public void ReplayingWithFewerAndMoreRowsGivesWhatAFreshTapeGives()
    {
        var sketch = new Sketch();
        var (weight, bias) = (sketch.Leaf(3, 2), sketch.Leaf(1, 2));
        var table = sketch.Leaf(4, 2);
        var input = sketch.Tape.Input(3);
        var codes = new Codes();
        Variable<double> Record(Tape<double> tape, Variable<double> x)
        {
            var hidden = x.Affine(tape.View(sketch.Parameters, sketch.Parameters.All[0]), tape.View(sketch.Parameters, sketch.Parameters.All[1]));
            return (hidden.Activate(Activation.Xtanh) * tape.View(sketch.Parameters, sketch.Parameters.All[2]).Gather(codes)).Average();
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
    public void ParametersKeepNameShapePlaceAndValuesWhenMoreAreAdded()
    {
        var parameters = new ParameterSet<double>();
        var first = parameters.Add("first", 2, 2, [1, 2, 3, 4]);
        var view = new Tape<double>().View(parameters, first);
        var second = parameters.Add("second", 1, 3);
        Assert.Equal([first, second], parameters.All);
        Assert.Equal((4, 3, 7, 7), (second.Offset, second.Length, parameters.Values.Length, parameters.Gradients.Length));
        Assert.Equal([1, 2, 3, 4], view.Value.ToArray());
        parameters.ValuesOf(first)[3] = 9;
        Assert.Equal(9, view.Value[3]);
    }
}
