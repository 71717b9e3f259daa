using System.Diagnostics;
using Ivae.Evaluation;
using Ivae.Methods;
using Ivae.Methods.Linear;
using Ivae.Numerics;
using Ivae.Reporting;
using Ivae.Reporting.Plotting;
using Ivae.Simulation.Worlds;

namespace Ivae.Bench;

/// <summary>
/// A default fit on worlds that its flow is not made for, against FastICA, PCA and the likelihood of the truth. Scores
/// are of held-out rows.
/// </summary>
internal static class WorldsBenchmark
{
    /// <summary>Gap below which a fit has reached the truth, nats per row.</summary>
    private const double ReachedGap = 0.05;

    /// <summary>By how much a fit may be below a linear baseline.</summary>
    private const double Allowance = 0.01;

    /// <summary>Prints the table.</summary>
    /// <param name="words">
    /// Names of worlds or their beginnings, all worlds without any; <c>--seeds N</c> for N data seeds each; a file
    /// <c>*.svg</c> for a picture of score against nats below the truth.
    /// </param>
    /// <exception cref="ArgumentException">
    /// No world has such a name, or the number of seeds is no number from 1.
    /// </exception>
    public static void Run(string[] words)
    {
        var picture = words.FirstOrDefault(word => word.EndsWith(".svg", StringComparison.Ordinal));
        words = [.. words.Where(word => word != picture)];
        var at = Array.IndexOf(words, "--seeds");
        var count = 1;
        if (at >= 0 && (at + 1 == words.Length || !int.TryParse(words[at + 1], out count) || count < 1))
            throw new ArgumentException("--seeds needs a number from 1, as in --seeds 5.", nameof(words));
        var chosen = Choose(at < 0 ? words : [.. words[..at], .. words[(at + 2)..]]);
        Console.WriteLine(
            $"{"world",-52}{"seed",5}{"MCC",8}{"rank",8}{"best",8}{"FastICA",9}{"PCA",8}{"nats",9}{"truth",9}{"gap",8}"
            + $"{"seconds",9}  chosen");
        var (all, single) = (new List<Line>(), new List<Line>());
        foreach (var world in chosen)
        {
            var lines = new Line[count];
            for (var seed = 1; seed <= count; seed++)
                lines[seed - 1] = Print(world, $"{seed}", Measure(world, (ulong)seed));
            if (count > 1)
                Print(world, "mean", Mean(lines));
            all.Add(Mean(lines));
            single.AddRange(lines);
        }

        Summarise(all, single);
        if (picture is not null)
            File.WriteAllText(picture, Picture(single).ToSvg());
    }

    private static WorldCase[] Choose(string[] names)
    {
        if (names.Length == 0)
            return [.. Worlds.All];
        foreach (var name in names)
            if (!Worlds.All.Any(world => Answers(world, name)))
            {
                var known = string.Join("; ", Worlds.All.Select(world => world.Name));
                throw new ArgumentException($"There is no world \"{name}\"; there are {known}.", nameof(names));
            }

        return [.. Worlds.All.Where(world => names.Any(name => Answers(world, name)))];
    }

    /// <summary>Whether a world has this name, or one that begins so where none has it.</summary>
    private static bool Answers(WorldCase world, string name) => world.Name == name
        || (world.Name.StartsWith(name, StringComparison.Ordinal) && Worlds.All.All(other => other.Name != name));

    private static Line Measure(WorldCase world, ulong seed)
    {
        var data = World.Generate(world.Options, seed).ToDataset();
        var watch = Stopwatch.StartNew();
        var fit = new IvaeEstimator(new IvaeOptions { LatentDimension = world.LatentsAsked }).Fit(data);
        var seconds = watch.Elapsed.TotalSeconds;
        var summary = FitSummary.Of(fit, data, fit.Model.Transform(data));
        int[] training = [.. fit.TrainingRows], held = [.. fit.HeldOutRows];
        var x = data.Observed.TakeRows(training);
        double Linear(LinearUnmixing unmixing) => Rank(unmixing.Apply(data.Observed));
        double Rank(Matrix latents) => MeanCorrelationCoefficient.ComputeHeldOut(
            latents, data.Sources!, training, held, CorrelationKind.Spearman).Score;
        var search = fit.Search;
        var rank = summary.Evaluation?.MccSpearmanHeldOut ?? double.NaN;
        return new Line(
            summary.Evaluation?.MccHeldOut ?? double.NaN,
            rank,
            search?.Models.Max(model => Rank(model.Transform(data))) ?? rank,
            Linear(FastIca.Fit(x, world.LatentsAsked, new RandomStream(seed))),
            Linear(PrincipalComponents.Fit(x, world.LatentsAsked)),
            summary.Iwae ?? double.NaN,
            summary.TrueLogLikelihood ?? double.NaN,
            seconds,
            search?.Candidates.First(candidate => candidate.Chosen).Name ?? fit.Model.Method.Name);
    }

    private static Line Print(WorldCase world, string seed, Line line)
    {
        Console.WriteLine(
            $"{world.Name,-52}{seed,5}{line.Pearson,8:F3}{line.Rank,8:F3}{line.Best,8:F3}{line.FastIca,9:F3}"
            + $"{line.Pca,8:F3}{line.Nats,9:F3}{Known(line.Truth),9}{Known(line.Gap),8}{line.Seconds,9:F0}"
            + $"  {line.Kind}");
        return line;
    }

    private static string Known(double nats) => double.IsNaN(nats) ? "-" : $"{nats:F3}";

    private static Line Mean(IReadOnlyList<Line> lines) => new(
        lines.Average(line => line.Pearson),
        lines.Average(line => line.Rank),
        lines.Average(line => line.Best),
        lines.Average(line => line.FastIca),
        lines.Average(line => line.Pca),
        lines.Average(line => line.Nats),
        lines.Average(line => line.Truth),
        lines.Average(line => line.Seconds),
        string.Join(", ", lines.Select(line => line.Kind).Distinct()));

    private static void Summarise(List<Line> worlds, List<Line> fits)
    {
        var reached = worlds.Where(line => line.Gap <= ReachedGap).ToArray();
        var below = worlds.Count(line => line.Rank < Math.Max(line.FastIca, line.Pca) - Allowance);
        var slowest = worlds.Max(line => line.Seconds);
        Console.WriteLine(
            $"{worlds.Count} worlds: mean rank correlation {worlds.Average(line => line.Rank):F3}; "
            + $"truth reached within {ReachedGap} nats in {reached.Length}"
            + (reached.Length > 0 ? $", mean {reached.Average(line => line.Rank):F3} there" : "")
            + $"; the chosen kind within {Allowance} of the best candidate in "
            + $"{fits.Count(line => line.Rank >= line.Best - Allowance)} of {fits.Count} fits"
            + $"; below FastICA or PCA by more than {Allowance} in {below}; at most {slowest:F0} s "
            + $"on {Environment.ProcessorCount} cores");
    }

    private static Figure Picture(List<Line> fits)
    {
        var known = fits.Where(line => double.IsFinite(line.Gap)).ToArray();
        return new Figure
        {
            Title = "Score against nats below the truth",
            Description = "Matched rank correlation of held-out rows of each fit by default options, by how many nats "
                + "per row its likelihood is below that of the truth.",
            Plots = [new Plot
            {
                X = new Axis { Label = "nats per row below the truth" },
                Y = new Axis { Label = "matched rank correlation, held out" },
                Marks = [new PointMark([.. known.Select(line => line.Gap)], [.. known.Select(line => line.Rank)])],
            }],
            Columns = 1,
            Width = 700,
        };
    }

    /// <summary>
    /// One row of the table: matched correlations of held-out rows (Best: of the best candidate of the search), nats
    /// per row, seconds of the fit.
    /// </summary>
    private readonly record struct Line(
        double Pearson, double Rank, double Best, double FastIca, double Pca, double Nats, double Truth, double Seconds,
        string Kind)
    {
        public double Gap => Truth - Nats;
    }
}
