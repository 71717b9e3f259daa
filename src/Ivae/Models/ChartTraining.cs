using Ivae.Autodiff;
using Ivae.Numerics;
using Ivae.Training;

namespace Ivae.Models;

/// <summary>
/// How a flow with fewer latents than observed columns, L &lt; D, is fitted: first a chart of the surface that x lies on; then the flow, by the exact likelihood of the chart's coordinates, for which
/// L = D; last everything together, by Laplace's method, which knows of the noise. On a fixed chart log p(x | u) and log p(y | u) differ by the chart's log volume, which does
/// not depend on the flow, so that for data without noise the first two steps already have the maximum of the likelihood.
/// </summary>
internal static class ChartTraining
{
    // Residuals count by C^(−α/2), C the covariance of x: with α = 0 a fold along a direction of little variance is never undone, with α = 1 noise counts as much as signal.
    internal static double[] Powers = [0, 0.5, 1];
    internal static double ShareOfSteps = 0.5;
    internal static double RefineShare = 0.25;
    internal static double RefineRate = 0.2;
    private const int VolumeRows = 4096;
    private const int BatchSize = 512;

    /// <summary>Trains the chart, and takes coordinates in which the data is white.</summary>
    public static void Fit(IvaeNetwork<float> network, ModelData data, RowSplit split, RandomStream stream, CancellationToken cancellation)
    {
        var training = network.Options.Training;
        var axes = LinearStart.Axes(data.Observed.TakeRows(split.Training));
        var start = network.Parameters.Values.ToArray();
        var (best, bestError) = (start, double.PositiveInfinity);
        foreach (var power in Powers)
        {
            start.CopyTo(network.Parameters.Values, 0);
            Array.Clear(network.Parameters.Gradients);
            var objective = new IvaeObjective<float>(network, data, split, stream, graph: new ChartGraph<float>(network, axes, power));
            var result = Trainer<float>.Run(objective, Shortened(training, ShareOfSteps) with { ReturnPatience = 0 }, stream.Split("shuffle"), 0, null, cancellation);
            if (Environment.GetEnvironmentVariable("LAB") == "1")
                Console.WriteLine(FormattableString.Invariant($"   chart {power}: error {-result.BestBound:E3}"));
            if (-result.BestBound < bestError)
                (best, bestError) = (network.Parameters.Values.ToArray(), -result.BestBound);
        }

        best.CopyTo(network.Parameters.Values, 0);
        Array.Clear(network.Parameters.Gradients); // the flow must not move the chart

        var y = Coordinates(network, data.Observed).TakeRows(split.Training);
        var mean = new double[y.Columns];
        for (var i = 0; i < y.Values.Length; i++)
            mean[i % y.Columns] += (double)y.Values[i] / y.Rows;
        for (var i = 0; i < y.Values.Length; i++)
            y.Values[i] -= (float)mean[i % y.Columns];
        network.Chart!.ChangeCoordinates(mean, LinearStart.PrincipalComponents(y, y.Columns, stream.Split("rotation")));
    }

    /// <summary>The exact likelihood of the flow on the chart, in the units of x.</summary>
    public static IObjective<float> FlowObjective(IvaeNetwork<float> network, ModelData data, RowSplit split, RandomStream stream, double logAbsDeterminant)
    {
        var coordinates = Coordinates(network, data.Observed);
        var rows = split.HeldOut.Length > 0 ? split.HeldOut : split.Training;
        var some = coordinates.TakeRows([.. rows.Take(VolumeRows)]);
        var logVolume = BatchedMap.Apply(some, 1, y =>
        {
            var (_, jacobian) = network.Chart!.DecodeWithTangents(y, y.Tape.Record(new IdentityTangent<float>(y)));
            return y.Tape.Record(new LogVolume<float>(jacobian, y * 0));
        });
        var shift = logAbsDeterminant - logVolume.Values.Average();
        return new IvaeObjective<float>(network, data with { Observed = coordinates }, split, stream, shift, new FlowGraph<float>(network));
    }

    /// <summary>Trains everything together by Laplace's method, and keeps the result if it is better.</summary>
    public static void Refine(IvaeNetwork<float> network, ModelData data, RowSplit split, RandomStream stream, double logAbsDeterminant, CancellationToken cancellation)
    {
        var decoded = BatchedMap.Apply(data.Observed.TakeRows(split.Training), network.Observed, x => network.Decode(network.Encode(x)));
        var observed = data.Observed.TakeRows(split.Training);
        var squares = new double[network.Observed];
        for (var i = 0; i < observed.Values.Length; i++)
            squares[i % squares.Length] += Math.Pow(observed.Values[i] - decoded.Values[i], 2) / observed.Rows;
        network.Likelihood.SetNoise([.. squares]);
        if (RefineShare <= 0)
            return;
        var objective = new IvaeObjective<float>(network, data, split, stream, logAbsDeterminant);
        var start = network.Parameters.Values.ToArray();
        var before = objective.Validate();
        var training = Shortened(network.Options.Training, RefineShare) with { LearningRate = network.Options.Training.LearningRate * RefineRate };
        var result = Trainer<float>.Run(objective, training, stream.Split("shuffle"), 0, null, cancellation);
        if (Environment.GetEnvironmentVariable("LAB") == "1")
            File.AppendAllText("/tmp/lab/refine.txt", FormattableString.Invariant($"refine {before} -> {result.BestBound} {result.Message}\n"));
        if (!(result.BestBound > before))
            start.CopyTo(network.Parameters.Values, 0);
    }

    private static Matrix Coordinates(IvaeNetwork<float> network, Matrix observed) => BatchedMap.Apply(observed, network.Latents, network.Chart!.Encode);

    private static TrainingOptions Shortened(TrainingOptions training, double share)
        => training with { Steps = Math.Max(1, (int)(training.Steps * share)), Epochs = training.Epochs is { } epochs ? Math.Max(1, (int)(epochs * share)) : null };
}
