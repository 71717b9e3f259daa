using Ivae.Autodiff;
using Ivae.Numerics;

namespace Ivae.Test.Autodiff;

/// <summary>
/// Compares gradients with central differences of fourth order, (8[f(h) − f(−h)] − [f(2h) − f(−2h)]) / 12h, to 1e-6
/// relative.
/// </summary>
internal static class GradientCheck
{
    private const double Step = 1e-4;
    private const double Tolerance = 1e-6;

    // What rounding leaves in the differences: 1e-16 of the loss, over the step.
    private const double Rounding = 1e-10;

    /// <summary>
    /// Checks ∂loss/∂θ of every single number θ, or of those in parameters whose names start with
    /// <paramref name="prefix"/>.
    /// </summary>
    public static void EveryEntry(
        Tape<double> tape, ParameterSet<double> parameters, Variable<double> loss, string what, string prefix = "")
    {
        var gradient = Gradient(tape, parameters, loss);
        foreach (var parameter in parameters.All.Where(p => p.Name.StartsWith(prefix, StringComparison.Ordinal)))
            for (var i = 0; i < parameter.Length; i++)
            {
                ref var value = ref parameters.Values[parameter.Offset + i];
                var difference = Difference(tape, loss, ref value);
                Compare(gradient[parameter.Offset + i], difference, loss, $"{what}: {parameter.Name}[{i}]");
            }
    }

    /// <summary>
    /// Checks the derivative along one random direction in each parameter matrix, which any wrong entry changes.
    /// </summary>
    public static void OneDirectionEach(
        Tape<double> tape, ParameterSet<double> parameters, Variable<double> loss, RandomStream stream, string what)
    {
        var gradient = Gradient(tape, parameters, loss);
        var origin = parameters.Values.ToArray();
        foreach (var parameter in parameters.All)
        {
            var direction = new double[parameter.Length];
            stream.FillNormal(direction.AsSpan());
            var slope = direction.Select((d, i) => d * gradient[parameter.Offset + i]).Sum();
            double At(double step)
            {
                for (var i = 0; i < direction.Length; i++)
                    parameters.Values[parameter.Offset + i] = origin[parameter.Offset + i] + step * direction[i];
                tape.Forward();
                return loss.Value[0];
            }

            var difference = (8 * (At(Step) - At(-Step)) - (At(2 * Step) - At(-2 * Step))) / (12 * Step);
            At(0);
            Compare(slope, difference, loss, $"{what}: {parameter.Name}");
        }
    }

    private static double[] Gradient(Tape<double> tape, ParameterSet<double> parameters, Variable<double> loss)
    {
        parameters.Gradients.AsSpan().Fill(double.NaN); // every entry must be written, also those of unused parameters
        tape.Forward();
        tape.Backward(loss);
        return parameters.Gradients.ToArray();
    }

    private static double Difference(Tape<double> tape, Variable<double> loss, ref double value)
    {
        var origin = value;
        Span<double> f = stackalloc double[4];
        for (var i = 0; i < 4; i++)
        {
            value = origin + (i switch { 0 => 2, 1 => 1, 2 => -1, _ => -2 }) * Step;
            tape.Forward();
            f[i] = loss.Value[0];
        }

        value = origin;
        return (8 * (f[1] - f[2]) - (f[0] - f[3])) / (12 * Step);
    }

    private static void Compare(double gradient, double difference, Variable<double> loss, string what)
    {
        var allowed =
            Tolerance * Math.Max(Math.Abs(gradient), Math.Abs(difference)) + Rounding * (1 + Math.Abs(loss.Value[0]));
        if (!(Math.Abs(gradient - difference) <= allowed))
            Assert.Fail($"{what}: gradient {gradient:R}, difference {difference:R}");
    }
}
