using Ivae.Data;
using Ivae.Numerics;

namespace Ivae.Simulation.Mechanisms;

/// <summary>Makes data of <see cref="ActionOptions"/>.</summary>
internal static class ActionSimulator
{
    /// <summary>Draws a network, actions and latents.</summary>
    /// <exception cref="ArgumentException">The options are wrong; the message lists every problem.</exception>
    public static SparseData Generate(ActionOptions options, ulong seed)
    {
        OptionProblems.ThrowIfAny(options.Validate(), nameof(options));
        var process = new RandomStream((ulong)options.Process).Split("actions");
        var random = new RandomStream(seed).Split("actions");
        var (n, rows) = (options.Latent, options.Rows);
        var targets = new bool[n, n];
        for (var i = 0; i < n; i++)
            targets[i, i] = targets[(i + n - 1) % n, i] = true;

        var (actions, sources, draws) = (new Matrix(rows, n), new Matrix(rows, n), random.Split("latents"));
        for (var row = 0; row < rows; row++)
        {
            for (var j = 0; j < n; j++)
                actions[row, j] = (float)draws.NextUniform(-2, 2);
            for (var i = 0; i < n; i++)
            {
                var z = options.Deviation * draws.NextNormal();
                for (var j = 0; j < n; j++)
                    if (targets[j, i])
                        z += Wave(actions[row, j], i);
                sources[row, i] = (float)z;
            }
        }

        return new()
        {
            Observed = LeakyNetwork.Observe(
                sources, options.Observed, options.Noise, process, random.Split("noise")),
            Sources = sources,
            Auxiliary = new([], actions, TableReader.Names("u", n)),
            Targets = targets,
        };
    }

    /// <summary>sin(v (i + 3)/π + i), by which v moves latent i.</summary>
    public static double Wave(double value, int i) => Math.Sin(value * (i + 3) / Math.PI + i);
}
