using System.Numerics;
using Ivae.Autodiff;
using Ivae.Numerics;
using MathNet.Numerics.Distributions;

namespace Ivae.Distributions;

/// <summary>
/// Latents in groups of W neighbours, each group from the same <see cref="GaussianMixture"/>; the same for all u,
/// without location and scale of its own.
/// </summary>
internal sealed record MixtureDensity<T>(GaussianMixture Mixture) : PriorDensity<T>(null, null)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Root of the mean variance over dimensions; the means of our mixtures are 0.</summary>
    public override (double Mean, double Deviation) UnitMoments(int latent) =>
        (0, Math.Sqrt(Enumerable.Range(0, Mixture.Weights.Length).Sum(k => Mixture.Weights[k]
            * (Mixture.Deviations[k] * Mixture.Deviations[k] + Mixture.Centres[k].Sum(c => c * c) / Mixture.Width))));

    public override double CumulativeProbability(double r, int latent) =>
        Enumerable.Range(0, Mixture.Weights.Length).Sum(k => Mixture.Weights[k]
            * Normal.CDF(Mixture.Centres[k][latent % Mixture.Width], Mixture.Deviations[k], r));

    public override Variable<T> LogDensity(Variable<T> value) =>
        value.Tape.Record(new MixtureLogDensity<T>(value, Mixture));

    public override void Draw(Span<T> row, RandomStream stream)
    {
        for (var start = 0; start < row.Length; start += Mixture.Width)
        {
            var (component, left) = (0, stream.NextDouble() - Mixture.Weights[0]);
            while (left >= 0 && component < Mixture.Weights.Length - 1)
                left -= Mixture.Weights[++component];
            for (var d = 0; d < Mixture.Width; d++)
                row[start + d] = T.CreateTruncating(
                    Mixture.Centres[component][d] + Mixture.Deviations[component] * stream.NextNormal());
        }
    }
}

/// <summary>log p <c>[B, 1]</c> = Σ over groups of log Σ_k w_k N(z; c_k, s_k² I) of z <c>[B, L]</c>.</summary>
internal sealed class MixtureLogDensity<T>(Variable<T> z, GaussianMixture mixture)
    : Operation<T>(z.Tape, 1, z.RequiresGradient)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Scratch<T> slopes = new();
    private readonly double[] logTerms = new double[mixture.Weights.Length];

    /// <summary>The value, and its derivative Σ_k share_k (c_k − z)/s_k² on the way.</summary>
    public override void Forward()
    {
        Output.Resize(z.Rows);
        slopes.Resize(z.Length).Clear();
        for (var row = 0; row < z.Rows; row++)
        {
            var sum = 0.0;
            for (var start = row * z.Columns; start < (row + 1) * z.Columns; start += mixture.Width)
                sum += Group(z.Value.Slice(start, mixture.Width), slopes.Span.Slice(start, mixture.Width));
            Output.Value[row] = T.CreateTruncating(sum);
        }
    }

    public override void Describe(OnnxTape<T> onnx)
    {
        var (width, components) = (mixture.Width, mixture.Weights.Length);
        var centres = onnx.Graph.Constant(
            [.. mixture.Centres.SelectMany(centre => centre).Select(number => (float)number)], [components, width]);
        var distance = onnx[z].Reshape(-1, z.Columns / width, 1, width) - centres;
        var square = (distance * distance).Sum(3).Reshape(-1, z.Columns / width, components);
        var terms = onnx.Graph.Row(mixture.Weights.Zip(mixture.Deviations, (weight, deviation) =>
            Math.Log(weight) - width * (Math.Log(deviation) + GaussianFamily.HalfLogTwoPi)));
        var precisions = onnx.Graph.Row(mixture.Deviations.Select(deviation => 0.5 / (deviation * deviation)));
        onnx[Output] = (terms - square * precisions).LogSumExp(2).Reshape(-1, z.Columns / width).Sum(1);
    }

    public override void Backward()
    {
        var dZ = z.GradientToAdd();
        for (var i = 0; i < dZ.Length; i++)
            dZ[i] += Output.Gradient[i / z.Columns] * slopes.Span[i];
    }

    private double Group(ReadOnlySpan<T> point, Span<T> slope)
    {
        var total = default(LogSumExp);
        for (var k = 0; k < logTerms.Length; k++)
        {
            var square = 0.0;
            for (var d = 0; d < point.Length; d++)
                square += Math.Pow(double.CreateTruncating(point[d]) - mixture.Centres[k][d], 2);
            logTerms[k] = Math.Log(mixture.Weights[k]) - square / (2 * mixture.Deviations[k] * mixture.Deviations[k])
                - point.Length * (Math.Log(mixture.Deviations[k]) + GaussianFamily.HalfLogTwoPi);
            total.Add(logTerms[k]);
        }

        for (var k = 0; k < logTerms.Length; k++)
        {
            var pull = Math.Exp(logTerms[k] - total.Value) / (mixture.Deviations[k] * mixture.Deviations[k]);
            for (var d = 0; d < point.Length; d++)
                slope[d] += T.CreateTruncating(pull * (mixture.Centres[k][d] - double.CreateTruncating(point[d])));
        }

        return total.Value;
    }
}
