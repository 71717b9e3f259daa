using Ivae.Autodiff;
using Ivae.Numerics;

namespace Ivae.Test.Autodiff;

public class LayerTest
{
    /// <summary>1300 rows of 70 are done in several slabs, of which the last is shorter.</summary>
    [Theory]
    [InlineData(1300, false)]
    [InlineData(1300, true)]
    [InlineData(3, false)]
    public void ALayerIsItsProductTableAndActivationOneAfterTheOther(int rows, bool wholeTable)
    {
        const int Inputs = 6, Width = 70, Levels = 4;
        var stream = new RandomStream(1);
        double[] Numbers(int count)
        {
            var numbers = new double[count];
            stream.FillNormal(numbers.AsSpan());
            return numbers;
        }

        var parameters = new ParameterSet<double>();
        var all = new[]
        {
            ("x", rows, Inputs), ("weight", Inputs, Width), ("bias", 1, Width),
            ("table", wholeTable ? rows : Levels, Width),
        }
            .Select(p => parameters.Add(p.Item1, p.Item2, p.Item3, Numbers(p.Item2 * p.Item3))).ToArray();
        var codes = wholeTable ? null : new Codes();
        if (codes is not null)
            foreach (ref var code in codes.Resize(rows))
                code = stream.NextInt32(Levels);

        double[] Gradient(
            Func<Variable<double>, Variable<double>, Variable<double>, Variable<double>, Variable<double>> build,
            out double[] value)
        {
            var tape = new Tape<double>();
            var views = all.Select(p => tape.View(parameters, p)).ToArray();
            var y = build(views[0], views[1], views[2], views[3]);
            var loss = (y * y).Average();
            for (var repeat = 0; repeat < 2; repeat++)
            {
                tape.Forward();
                tape.Backward(loss);
            }

            value = y.Value.ToArray();
            return parameters.Gradients.ToArray();
        }

        var whole = Gradient(
            (x, w, b, t) => x.Tape.Record(new Layer<double>((x, w), b, [(t, codes)], Activation.Xtanh)), out var y);
        var parts = Gradient(
            (x, w, b, t) => (x.Affine(w, b) + (codes is null ? t : t.Gather(codes))).Activate(Activation.Xtanh),
            out var expected);
        Assert.All(y.Zip(expected), p => Assert.Equal(p.Second, p.First, 1e-12));
        Assert.All(whole.Zip(parts), p => Assert.Equal(p.Second, p.First, 1e-12));
    }
}
