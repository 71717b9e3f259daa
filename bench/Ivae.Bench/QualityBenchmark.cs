using System.Diagnostics;
using Ivae.Data;
using Ivae.Distributions;
using Ivae.Evaluation;
using Ivae.Methods;
using Ivae.Networks;
using Ivae.Numerics;
using Ivae.Reporting.Plotting;
using Ivae.Simulation;
using Ivae.Training;

namespace Ivae.Bench;

/// <summary>
/// How long training takes until the latents agree with known sources, on rows that were neither trained on nor used
/// for the matching.
/// </summary>
internal static class QualityBenchmark
{
    private const int RowsToMatch = 8000;
    private static readonly double[] Goals = [0.92, 0.95, 0.98, 0.99];

    private static readonly (string Name, IvaeOptions Options)[] Estimators =
    [
        ("flow, rising maps", new() { Method = new FlowMethod() }),
        ("flow, free form", new() { Method = new FlowMethod { Layers = FlowLayers.FreeForm } }),
        ("bound, full covariance", new() { Method = new IvaeMethod() }),
        ("bound, diagonal",
            new() { Method = new IvaeMethod { Posterior = new() { Covariance = PosteriorCovariance.Diagonal } } }),
        ("VAE", new() { Method = new VaeMethod() }),
    ];

    /// <summary>
    /// Prints the table for a file with sources, or for the paper's simulation, seed 1, and draws the curves.
    /// </summary>
    public static void Run(string? path, string picture)
    {
        var data = path is null ? Simulator.Generate(SimulationPresets.Paper, 1).ToDataset() : DatasetReader.Read(path);
        if (data.Sources is null)
            throw new DataException(data.Name, "has no sources to compare with; an NPZ needs an array \"s\".");
        Console.WriteLine($"{data.Name}: {data.Rows} rows, default options; seconds (of them processor time) until "
            + "held-out MCC reached …");
        Console.WriteLine(
            $"{"estimator",-24}{string.Concat(Goals.Select(goal => $"{goal,18:F2}"))}{"best MCC",12}{"all steps",12}");
        var lines = new List<Mark>();
        foreach (var (name, options) in Estimators)
        {
            var watch = new Watch(data, options);
            watch.Train();
            Console.WriteLine($"{name,-24}{string.Concat(Goals.Select(goal => $"{watch.When(goal),18}"))}"
                + $"{watch.Best,12:F4}{watch.Seconds,10:F1} s");
            lines.Add(watch.Curve(name, Palette.Categories[lines.Count]));
        }

        var figure = new Figure
        {
            Title = "Score against time",
            Description = $"Held-out MCC after each epoch, {data.Name}; processor seconds of training from one start, "
                + "scoring not counted.",
            Plots = [new Plot
            {
                X = new Axis { Label = "log₁₀ of processor seconds" },
                Y = new Axis { Label = "held-out MCC" },
                Marks = lines,
            }],
            Columns = 1,
            Width = 700,
        };
        File.WriteAllText(picture, figure.ToSvg());
        Console.WriteLine($"\n{picture}");
    }

    /// <summary>A fit that is scored after each epoch; the clock stands meanwhile.</summary>
    private sealed class Watch : IProgress<EpochMetrics>
    {
        private readonly List<(double Mcc, double Seconds, double Processor)> scores = [];
        private readonly Stopwatch clock = new();
        private readonly IvaeOptions options;
        private readonly Dataset data;
        private readonly RowSplit split;
        private readonly int[] rows;
        private readonly ModelData units;
        private readonly IvaeNetwork<float> network;
        private readonly ModelGraph<float> graph;
        private readonly RandomStream stream;
        private double processor;
        private double processorAtStart;

        public Watch(Dataset data, IvaeOptions chosen)
        {
            this.data = data;
            options = chosen.Resolve(data.Observed.Columns);
            stream = new RandomStream(options.Seed);
            split = RowSplit.Make(data.Rows, options.Training.HeldOut, data.TimeOrdered, stream.Split("split"));
            var toMatch = split.Training.Where((_, i) => i % Math.Max(1, split.Training.Length / RowsToMatch) == 0);
            rows = [.. toMatch, .. split.HeldOut];

            // As the estimator does it, which does not show a model before it is fitted.
            var preprocessing =
                Preprocessing.Fit(data.Observed.TakeRows(split.Training), options.Preprocessing, data.ObservedNames);
            var auxiliary = options.Method.NeedsAuxiliary ? data.Auxiliary : Auxiliary.None(data.Rows);
            var scaling = Standardizer.Fit(auxiliary.Numeric.TakeRows(split.Training));
            units = new ModelData(preprocessing.Apply(data.Observed), scaling.Apply(auxiliary.Numeric),
                [.. auxiliary.Categorical.Select(c => c.Codes)]);
            var shape =
                new ContextShape(auxiliary.Numeric.Columns, [.. auxiliary.Categorical.Select(c => c.Levels.Count)]);
            var latents = options.LatentDimension!.Value;
            network = new IvaeNetwork<float>(options, data.Observed.Columns, latents, shape,
                LinearStart.For(options, units.Observed, stream.Split("rotation")), stream.Split("initialise"));
            graph = ModelGraph<float>.Of(network);
        }

        public double Best => scores.Max(score => score.Mcc);

        public double Seconds => clock.Elapsed.TotalSeconds;

        public string When(double goal)
        {
            var reached = scores.FirstOrDefault(score => score.Mcc >= goal);
            return reached.Mcc == 0 ? "never" : $"{reached.Seconds:F1} ({reached.Processor:F1})";
        }

        public Mark Curve(string name, string colour) => new LineMark(
            [.. scores.Select(score => Math.Log10(score.Processor))], [.. scores.Select(score => score.Mcc)])
        {
            Name = name,
            Colour = colour,
        };

        public void Train()
        {
            var objective = new IvaeObjective<float>(network, units, split, stream);
            Start();
            Trainer<float>.Run(
                objective, options.ModelTraining, stream.Split("shuffle"), 0, this, CancellationToken.None);
            clock.Stop();
        }

        public void Report(EpochMetrics value)
        {
            clock.Stop();
            processor += Environment.CpuUsage.TotalTime.TotalSeconds - processorAtStart;
            graph.Load(units, rows, stream.Split("score"));
            graph.Tape.Forward();
            var latents = new Matrix(rows.Length, graph.Mean.Columns, graph.Mean.Value.ToArray());
            var matched = Enumerable.Range(0, rows.Length - split.HeldOut.Length).ToArray();
            var held = Enumerable.Range(matched.Length, split.HeldOut.Length).ToArray();
            var mcc =
                MeanCorrelationCoefficient.ComputeHeldOut(latents, data.Sources!.TakeRows(rows), matched, held).Score;
            scores.Add((mcc, clock.Elapsed.TotalSeconds, processor));
            Start();
        }

        private void Start()
        {
            processorAtStart = Environment.CpuUsage.TotalTime.TotalSeconds;
            clock.Start();
        }
    }
}
