using System.Diagnostics;
using System.Globalization;
using Ivae.Autodiff;
using Ivae.Distributions;
using Ivae.Methods;
using Ivae.Numerics;
using Ivae.Selection;
using Ivae.Training;

namespace Ivae.Bench;

/// <summary>
/// Where the time of a training step goes: every operation of the tape timed by itself, forward and backward, over many
/// steps.
/// </summary>
internal static class StepProfile
{
    private const int Steps = 400;

    /// <summary>The step of the paper's simulation.</summary>
    public static void Run(int batch, int width, PosteriorCovariance covariance) =>
        Run($"batch {batch}, width {width}, {covariance}", TrainingStep.PaperOptions(batch, width, covariance));

    /// <summary>The step of a kind of flow, as a search makes it.</summary>
    public static void RunFlow(int columns, int batch, string kind)
    {
        var options = ModelKind.All.First(own => own.Name.Contains(kind, StringComparison.Ordinal))
            .Options(new IvaeOptions { Training = new TrainingOptions { BatchSize = batch } }, columns)!;
        Run($"flow of {columns} columns, {kind}, batch {batch}", options, columns);
    }

    private static void Run(string name, IvaeOptions options, int columns = TrainingStep.PaperColumns)
    {
        var step = new TrainingStep(options, observed: columns);
        StepTimer.Measure(step, StepTimer.WarmSeconds);
        var whole = Median(Enumerable.Range(0, Steps).Select(_ => Time(() => step.Run())));

        var parts = Parts(step, options).ToArray();
        var times = parts.Select(_ => new double[Steps]).ToArray();
        foreach (var samples in Enumerable.Range(-Steps, 2 * Steps)) // the first half warms up
            for (var part = 0; part < parts.Length; part++)
            {
                var time = Time(parts[part].Work);
                if (samples >= 0)
                    times[part][samples] = time;
            }

        var empty = Median(Enumerable.Range(0, Steps).Select(_ => Time(() => { })));
        var medians = times.Select(own => Math.Max(0, Median(own) - empty)).ToArray();
        var sum = medians.Sum();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name}: a step takes {whole:F1} µs, its parts together {sum:F1} µs"));
        foreach (var group in parts.Zip(medians).GroupBy(pair => pair.First.Name)
            .OrderByDescending(group => group.Sum(pair => pair.Second)))
        {
            var total = group.Sum(pair => pair.Second);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{group.Key,-58} {group.Count(),3} × "
                + $"{total / group.Count(),7:F2} = {total,8:F1} µs {total / sum,6:P1}"));
        }
    }

    /// <summary>The parts of a step in order.</summary>
    private static IEnumerable<(string Name, Action Work)> Parts(TrainingStep step, IvaeOptions options)
    {
        var graph = ModelGraph<float>.Of(step.Network);
        var views = step.Network.Parameters.All.Select(parameter => graph.Tape.View(step.Network.Parameters, parameter))
            .ToArray();
        var adam = new Adam<float>(step.Network.Parameters, options.Training);
        var stream = new RandomStream(1);
        var rows = stream.Permutation(step.Data.Rows);
        var (batch, position) = (options.Training.BatchSize, 0);
        yield return ("batch: copies and noise", () =>
            graph.Load(step.Data, rows.AsSpan(position = (position + batch) % (rows.Length - batch), batch), stream));
        foreach (var operation in graph.Tape.Operations)
            yield return ($"{Name(operation)} forward", operation.Forward);
        yield return ("start of the gradients", Start);
        foreach (var operation in graph.Tape.Operations.Reverse().Where(operation => operation.Output.RequiresGradient))
            yield return ($"{Name(operation)} backward", () => Backward(operation));
        yield return ("Adam", () => adam.Step(1e-3));

        void Start()
        {
            foreach (var operation in graph.Tape.Operations)
                operation.ResetGradients();
            foreach (var view in views)
                view.ResetGradient();
            graph.Loss.StartGradient();
            graph.Loss.Gradient.Fill(1);
        }

        static void Backward(Operation<float> operation)
        {
            if (!operation.HasGradient)
                return;
            operation.Backward();
            operation.ResetGradients();
        }
    }

    /// <summary>
    /// The type of an operation, and for wide ones its columns, since layers of five columns cost otherwise than layers
    /// of a hundred.
    /// </summary>
    private static string Name(Operation<float> operation)
        => $"{operation.GetType().Name.Split('`')[0]} → "
            + $"{(operation.Output.Columns <= 16 ? "a few columns" : $"{operation.Output.Columns} columns")}";

    private static double Time(Action work)
    {
        var start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds;
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
