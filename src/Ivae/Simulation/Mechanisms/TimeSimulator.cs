using Ivae.Data;
using Ivae.Numerics;

namespace Ivae.Simulation.Mechanisms;

/// <summary>Makes data of <see cref="TimeOptions"/>.</summary>
internal static class TimeSimulator
{
    private const double Step = 0.5; // weight of the sum of sines

    /// <summary>Draws a network and sequences of latents.</summary>
    /// <exception cref="ArgumentException">The options are wrong; the message lists every problem.</exception>
    public static MadeData Generate(TimeOptions options, ulong seed)
    {
        OptionProblems.ThrowIfAny(options.Validate(), nameof(options));
        var process = new RandomStream((ulong)options.Process).Split("time");
        var random = new RandomStream(seed).Split("time");
        var (n, rows, draws) = (options.Latent, options.Sequences * options.Length, random.Split("latents"));
        var sources = new Matrix(rows, n);
        for (var row = 0; row < rows; row++)
            for (var i = 0; i < n; i++)
            {
                var isFirst = row % options.Length == 0;
                var z = isFirst ? draws.NextNormal() : sources[row - 1, i] + options.Deviation * draws.NextNormal();
                for (var j = 0; j <= i && !isFirst; j++)
                    z += Step * ActionSimulator.Wave(sources[row - 1, j], i);
                sources[row, i] = (float)z;
            }

        var graph = new bool[n, n];
        for (var i = 0; i < n; i++)
            for (var j = i; j < n; j++)
                graph[i, j] = true;
        return new()
        {
            Observed = LeakyNetwork.Observe(
                sources, options.Observed, options.Noise, process, random.Split("noise")),
            Sources = sources,
            Auxiliary = Auxiliary.None(rows),
            Length = options.Length,
            Graph = graph,
        };
    }
}
