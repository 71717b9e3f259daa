using Ivae.Distributions;
using Ivae.Methods;
using Ivae.Networks;
using Ivae.Reporting.Plotting;
using Ivae.Training;

namespace Ivae.Bench;

/// <summary>How the time of a step grows with each size while the others stay; default networks.</summary>
internal static class GrowthBenchmark
{
    private const double Seconds = 0.2;
    private static readonly string[] Methods = ["ivae", "flow"];

    private static readonly (string Name, Setting Base, Func<Setting, int, Setting> With, int[] Values)[] Sizes =
    [
        ("rows N", new(), (s, v) => s with { Rows = v }, [2000, 8000, 32_000, 128_000]),
        ("observed columns D", new(), (s, v) => s with { Observed = v }, [5, 10, 20, 40]),
        ("latents L, with D = 20", new() { Observed = 20 }, (s, v) => s with { Latents = v }, [2, 5, 10, 20]),
        ("hidden width H", new(), (s, v) => s with { Width = v }, [16, 32, 64, 128, 256]),
        ("batch B", new(), (s, v) => s with { Batch = v }, [16, 64, 256, 1024]),
        ("levels M of u", new(), (s, v) => s with { Levels = v }, [10, 40, 160, 640]),
    ];

    /// <summary>Prints the table and draws it.</summary>
    public static void Run(string path)
    {
        var plots = new List<Plot>();
        foreach (var method in Methods) // before the first measurement
            StepTimer.Measure(new Setting().Step(method), StepTimer.WarmSeconds);
        Console.WriteLine("Processor time of a step in milliseconds; otherwise N = 40000, D = L = 5, H = 64 in three "
            + "layers, B = 256, M = 40.");
        foreach (var (name, start, with, values) in Sizes)
        {
            Console.WriteLine($"\n{name,-24}{string.Concat(Methods.Select(method => $"{method,10}"))}");
            var times = Methods.ToDictionary(method => method, _ => new double[values.Length]);
            for (var i = 0; i < values.Length; i++)
            {
                foreach (var method in Methods)
                    times[method][i] = Time(with(start, values[i]), method);
                Console.WriteLine(
                    $"{values[i],-24}{string.Concat(Methods.Select(method => $"{times[method][i],10:F3}"))}");
            }

            var exponents = Methods.Select(method =>
                Math.Log(times[method][^1] / times[method][^2]) / Math.Log((double)values[^1] / values[^2]));
            Console.WriteLine(
                $"{"grows at the end as power",-24}{string.Concat(exponents.Select(exponent => $"{exponent,9:F2} "))}");
            plots.Add(new Plot
            {
                X = new Axis { Label = $"log₁₀ of {name}" },
                Y = new Axis { Label = plots.Count % 3 == 0 ? "log₁₀ of ms a step" : "" },
                Marks = [.. Methods.SelectMany((method, colour) =>
                    Lines(method, Palette.Categories[colour], values, times[method], named: plots.Count == 0))],
            });
        }

        var marks = plots.SelectMany(plot => plot.Marks).OfType<PointMark>().SelectMany(mark => mark.Y).ToArray();
        var range = new Interval(marks.Min() - 0.1, marks.Max() + 0.1);
        var figure = new Figure
        {
            Title = "Time of a training step against its sizes",
            Description = "Processor time of one step, both axes logarithmic: a line of slope 1 grows in proportion.",
            Plots = [.. plots.Select(plot => plot with { Y = plot.Y with { Range = range } })],
            Columns = 3,
            Width = 900,
        };
        File.WriteAllText(path, figure.ToSvg());
        Console.WriteLine($"\n{path}");
    }

    private static double Time(Setting setting, string method)
    {
        var step = setting.Step(method);
        StepTimer.Measure(step, Seconds);
        return Enumerable.Range(0, 3).Min(_ => StepTimer.Measure(step, Seconds).Processor); // the least disturbed
    }

    private static IEnumerable<Mark> Lines(string method, string colour, int[] values, double[] times, bool named)
    {
        double[] x = [.. values.Select(value => Math.Log10(value))], y = [.. times.Select(Math.Log10)];
        yield return new LineMark(x, y) { Colour = colour, Name = named ? method : "" };
        yield return new PointMark(x, y) { Colour = colour, Size = 5 };
    }

    /// <summary>The sizes of a problem.</summary>
    private sealed record Setting
    {
        public int Rows { get; init; } = 40_000;

        public int Observed { get; init; } = 5;

        public int Latents { get; init; } = 5;

        public int Width { get; init; } = 64;

        public int Batch { get; init; } = 256;

        public int Levels { get; init; } = 40;

        public TrainingStep Step(string method)
        {
            var network = new NetworkOptions { HiddenWidths = [Width, Width, Width] };
            var options = new IvaeOptions
            {
                Method = Method.Named(method) is VaeFamilyMethod family
                    ? family with { Posterior = new() { Network = network } }
                    : Method.Named(method),
                LatentDimension = Latents,
                Likelihood = new LikelihoodOptions { Network = network },
                Training = new TrainingOptions { BatchSize = Batch },
            };
            return new TrainingStep(options, Rows, Observed, Levels);
        }
    }
}
