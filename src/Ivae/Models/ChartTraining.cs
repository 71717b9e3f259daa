using System.Globalization;
using Ivae.Autodiff;
using Ivae.Numerics;
using Ivae.Training;

namespace Ivae.Models;

/// <summary>
/// How a flow with fewer latents than observed columns, L &lt; D, is fitted: first a chart of the surface that x lies on, then the flow, by the exact likelihood of the chart's coordinates y, for
/// which L = D. On a fixed chart log p(x | u) and log p(y | u) differ by the chart's log volume, which does not depend on the flow: without noise both have the same maximum.
/// </summary>
internal static class ChartTraining
{
    /// <summary>Name of this stage in the metrics.</summary>
    public const string Stage = "chart";

    /// <summary>Part of the variance off the surface above which noise is no small thing any more: the bound, which knows of noise, then does better.</summary>
    private const double MostNoise = 0.025;
    private const double ShareOfSteps = 0.35;
    private const int VolumeRows = 4096;

    // A start with even weights never takes noise for signal, one that whitens never folds; the least error on held-out rows tells which was needed.
    private static readonly double[] Powers = [0, 0.5, 1];

    /// <summary>Trains the chart, and takes coordinates in which the data is white.</summary>
    /// <returns>Why data does not look like a surface, if it does not.</returns>
    public static string? Fit(IvaeNetwork<float> network, ModelData data, RowSplit split, RandomStream stream, IProgress<EpochMetrics>? progress, CancellationToken cancellation)
    {
        var training = network.Options.Training.Part(ShareOfSteps) with { ReturnPatience = 0 };
        var parameters = network.Parameters;
        var x = data.Observed.TakeRows(split.Training);
        var axes = LinearStart.Axes(x);
        var start = parameters.Values.ToArray();
        var (best, leastError) = (start, double.PositiveInfinity);
        for (var i = 0; i < Powers.Length; i++)
        {
            start.CopyTo(parameters.Values, 0);
            var objective = new IvaeObjective<float>(network, data, split, stream, record: () => new ChartGraph<float>(network, axes, Powers[i]));
            var error = -Trainer<float>.Run(objective, training, stream.Split("shuffle"), i, progress, cancellation, Stage).BestBound;
            if (error < leastError)
                (best, leastError) = (parameters.Values.ToArray(), error);
        }

        best.CopyTo(parameters.Values, 0);
        Array.Clear(parameters.Gradients); // the flow must not move the chart

        var y = Coordinates(network, x);
        var mean = Enumerable.Range(0, y.Columns).Select(j => Enumerable.Range(0, y.Rows).Average(row => (double)y[row, j])).ToArray();
        for (var i = 0; i < y.Values.Length; i++)
            y.Values[i] -= (float)mean[i % y.Columns];
        network.Chart!.ChangeCoordinates(mean, LinearStart.PrincipalComponents(y, y.Columns, stream.Split("rotation")));
        var off = leastError / axes.Variances.Sum();
        return off <= MostNoise ? null : string.Create(
            CultureInfo.InvariantCulture, $"{network.Latents} coordinates leave {off:P1} of the variance, so that noise cannot be neglected");
    }

    /// <summary>The exact likelihood of the flow on the chart, as a density of the volume on the surface, in the units of x.</summary>
    public static IObjective<float> FlowObjective(IvaeNetwork<float> network, ModelData data, RowSplit split, RandomStream stream, double logAbsDeterminant)
    {
        var coordinates = Coordinates(network, data.Observed);
        var rows = split.HeldOut.Length > 0 ? split.HeldOut : split.Training;
        var logVolume = BatchedMap.Apply(coordinates.TakeRows([.. rows.Take(VolumeRows)]), 1, y =>
        {
            var (_, jacobian) = network.Chart!.DecodeWithTangents(y, y.Tape.Record(new IdentityTangent<float>(y)));
            return y.Tape.Record(new LogVolume<float>(jacobian, y * 0));
        });
        return new IvaeObjective<float>(
            network, data with { Observed = coordinates }, split, stream, logAbsDeterminant - logVolume.Values.Average(), () => new FlowGraph<float>(network));
    }

    /// <summary>Sets the noise to what encoder and decoder leave: its D − L directions across the surface are those that the residual shows.</summary>
    public static void SetNoise(IvaeNetwork<float> network, ModelData data, RowSplit split)
    {
        var x = data.Observed.TakeRows(split.Training);
        var decoded = BatchedMap.Apply(x, x.Columns, observed => network.Decode(network.Encode(observed)));
        var variances = new double[x.Columns];
        for (var i = 0; i < x.Values.Length; i++)
            variances[i % x.Columns] += Math.Pow(x.Values[i] - decoded.Values[i], 2) / x.Rows * x.Columns / (x.Columns - network.Latents);
        network.Likelihood.SetNoise(variances);
    }

    private static Matrix Coordinates(IvaeNetwork<float> network, Matrix observed) => BatchedMap.Apply(observed, network.Latents, network.Chart!.Encode);
}
