using Ivae.Data;
using Ivae.Numerics;

namespace Ivae.Simulation.Worlds;

/// <summary>Makes data whose mixing, sources and auxiliary variable are each of one of many kinds.</summary>
public static class World
{
    /// <summary>Every kind of mixing by name, with what it is.</summary>
    public static IReadOnlyDictionary<string, string> Mixings { get; } = Describe<MixingKind>();

    /// <summary>Every kind of source by name, with what it is.</summary>
    public static IReadOnlyDictionary<string, string> SourceKinds { get; } = Describe<SourceKind>();

    /// <summary>Every kind of auxiliary variable by name, with what it is.</summary>
    public static IReadOnlyDictionary<string, string> AuxiliaryKinds { get; } = Describe<AuxiliaryKind>();

    /// <summary>
    /// s_i = μ_i(u) + σ_i(u) e_i with e_i of mean 0 and variance 1, brought to mean 0 and variance 1 over all rows; x =
    /// f(s) + noise. Each purpose, and each
    /// source or column, has a random stream of its own.
    /// </summary>
    /// <exception cref="ArgumentException">The options are wrong; the message lists every problem.</exception>
    public static WorldData Generate(WorldOptions options, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(options);
        var resolved = options.Resolve();
        var random = new RandomStream(seed).Split("world");
        var kind = WorldKinds<AuxiliaryKind>.Named(resolved.U);
        var design = kind.Draw(resolved.Rows, resolved.Levels, random.Split("auxiliary"));
        var (means, deviations) = Moments(resolved, design, random);
        var sources = Sources(resolved, design, means, deviations, random.Split("sources"));
        var (columns, strength, layers) = (resolved.Observed!.Value, resolved.Strength!.Value, resolved.Layers!.Value);
        var shape = new MixingShape(resolved.Latent, columns, strength, layers);
        var mixing = WorldKinds<MixingKind>.Named(resolved.Mixing).Draw(shape, random.Split("mixing"));
        var observed = mixing.Evaluate(sources);
        AddNoise(observed, resolved.Noise, random.Split("noise"));
        var (shifted, wrong) = (resolved.ShiftedBorders, resolved.WrongLabels);
        var faults = shifted + wrong > 0
            ? LabelFaults.Draw(design.Context, design.Contexts, shifted, wrong, random.Split("labels"))
            : null;
        return new WorldData(mixing, faults)
        {
            Options = resolved,
            Seed = seed,
            Sources = sources,
            Observed = observed,
            Auxiliary = faults is null
                ? design.Auxiliary
                : Auxiliary.Of(design.Auxiliary.Categorical[0] with { Codes = faults.Codes }),
            Context = design.Context,
            Means = means,
            StandardDeviations = deviations,
        };
    }

    /// <summary>The kind of source i.</summary>
    internal static SourceKind Source(WorldOptions options, int i) =>
        WorldKinds<SourceKind>.Named(options.Sources[i % options.Sources.Count]);

    /// <summary>Its shape; not a number where it has none.</summary>
    internal static double Shape(WorldOptions options, int i) =>
        options.SourceShape ?? Source(options, i).Shape ?? double.NaN;

    /// <summary>Means and standard deviations <c>[C, n]</c> that give mean 0 and variance 1 over all rows.</summary>
    private static (Matrix Means, Matrix Deviations) Moments(
        WorldOptions options, AuxiliaryDesign design, RandomStream random)
    {
        var means = new Matrix(design.Contexts, options.Latent);
        var deviations = new Matrix(design.Contexts, options.Latent);
        var weight = new double[design.Contexts];
        foreach (var context in design.Context)
            weight[context] += 1.0 / design.Context.Length;
        for (var i = 0; i < options.Latent; i++)
        {
            var meanDrive = design.Drive(random.Split("means").Split((ulong)i));
            var scaleDrive = design.Drive(random.Split("scales").Split((ulong)i));
            var mean = Array.ConvertAll(meanDrive, d => options.MeanSpread * d);
            var scale = Array.ConvertAll(
                scaleDrive, d => options.ScaleLow + (options.ScaleHigh - options.ScaleLow) * (1 + d) / 2);
            var centre = weight.Select((w, c) => w * mean[c]).Sum();
            var squares = mean.Select((m, c) => scale[c] * scale[c] + (m - centre) * (m - centre)).ToArray();
            var variance = weight.Select((w, c) => w * squares[c]).Sum();
            for (var c = 0; c < weight.Length; c++)
            {
                means[c, i] = (float)((mean[c] - centre) / Math.Sqrt(variance));
                deviations[c, i] = (float)(scale[c] / Math.Sqrt(variance));
            }
        }

        return (means, deviations);
    }

    private static Matrix Sources(
        WorldOptions options, AuxiliaryDesign design, Matrix means, Matrix deviations, RandomStream random)
    {
        var sources = new Matrix(options.Rows, options.Latent);
        Parallel.For(0, options.Latent, i =>
        {
            var e = new double[options.Rows];
            Source(options, i).Sample(Shape(options, i), e, random.Split((ulong)i));
            for (var row = 0; row < e.Length; row++)
                sources[row, i] = (float)(means[design.Context[row], i] + deviations[design.Context[row], i] * e[row]);
        });
        return sources;
    }

    /// <summary>Adds normal noise that is a share of the variance of each column then.</summary>
    private static void AddNoise(Matrix observed, double share, RandomStream random)
    {
        if (share == 0)
            return;
        Parallel.For(0, observed.Columns, k =>
        {
            var column = Array.ConvertAll(observed.Column(k), value => (double)value);
            var mean = column.Average();
            var deviation = Math.Sqrt(share / (1 - share) * column.Average(value => (value - mean) * (value - mean)));
            var own = random.Split((ulong)k);
            for (var row = 0; row < column.Length; row++)
                observed[row, k] = (float)(column[row] + deviation * own.NextNormal());
        });
    }

    private static Dictionary<string, string> Describe<T>()
        where T : WorldKind, IWorldPart<T> =>
        WorldKinds<T>.All.ToDictionary(kind => kind.Name, kind => kind.Description);
}
