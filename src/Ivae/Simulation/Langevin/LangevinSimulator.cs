using Ivae.Data;
using Ivae.Numerics;

namespace Ivae.Simulation.Langevin;

/// <summary>Makes data of <see cref="LangevinOptions"/>, by Euler and Maruyama.</summary>
internal static class LangevinSimulator
{
    /// <summary>Number of columns D.</summary>
    public const int Columns = 30;

    private const double TimeStep = 0.002;
    private const double Temperature = 0.3; // kT, at friction 1
    private const int StepsOfFrame = 40;
    private const string States = "AAABABAAB";
    private static readonly double[] StateA = [-1, 1.5, 0.5, 0.7, 0, 0];
    private static readonly double[] StateB = [1, 0.5, 1.5, 0.7, 0, 0];

    // Columns that follow each of x, z1, z2, z3, u1, u2, from 0.
    private static readonly int[][] Supports =
        [[0, 1, 2, 3, 4], [5, 6, 7, 8], [4, 9, 10, 11, 12], [8, 13, 14, 15, 16], [17, 18, 19, 20, 21],
            [21, 22, 23, 24, 25, 26]];

    private static readonly Func<double, double>[] Functions =
    [
        q => Math.Tanh(2 * q),
        q => q * q * q / 5,
        q => 1 / (1 + Math.Exp(-3 * q)),
        q => Math.Log(1 + Math.Exp(2 * q)) / 2,
        Math.Sin,
    ];

    /// <summary>Draws a mixing and trajectories, each with a random stream of its own.</summary>
    /// <exception cref="ArgumentException">The options are wrong; the message lists every problem.</exception>
    public static MadeData Generate(LangevinOptions options, ulong seed)
    {
        OptionProblems.ThrowIfAny(options.Validate(), nameof(options));
        var random = new RandomStream(seed).Split("langevin");
        var rows = options.Trajectories * options.Frames;
        var (latents, observed) = (new Matrix(rows, Landscape.Latents), new Matrix(rows, Columns));
        Term[] terms = [.. Mixing(options, random.Split("mixing"))];
        Parallel.For(0, options.Trajectories, trajectory =>
        {
            var own = random.Split("trajectory").Split((ulong)trajectory);
            Run(latents, trajectory, options.Frames, own.Split("latents"));
            var noise = own.Split("noise");
            for (var row = trajectory * options.Frames; row < (trajectory + 1) * options.Frames; row++)
            {
                foreach (var (column, latent, weight, shift, function) in terms)
                    observed[row, column] += (float)(weight * Functions[function](latents[row, latent] + shift));
                for (var column = 0; column < Columns; column++)
                    observed[row, column] += (float)(options.Noise * noise.NextNormal());
            }
        });
        var regime = Array.ConvertAll(latents.Column(0), x => x > 0 ? 1 : 0);
        return new()
        {
            Observed = observed,
            Sources = latents,
            Auxiliary = Auxiliary.Of(new CategoricalVariable("regime", ["left", "right"], regime)),
            Length = options.Frames,
        };
    }

    private static IEnumerable<Term> Mixing(LangevinOptions options, RandomStream random)
    {
        var functions = options.Sine ? Functions.Length : Functions.Length - 1;
        for (var latent = 0; latent < Supports.Length; latent++)
            foreach (var column in Supports[latent])
                yield return new(
                    column, latent, random.NextUniform(0.5, 2), random.NextUniform(-1, 1),
                    random.NextInt32(functions));
    }

    private static void Run(Matrix latents, int trajectory, int frames, RandomStream random)
    {
        var z = (double[])(States[trajectory % States.Length] == 'A' ? StateA : StateB).Clone();
        var (gradient, draws) = (new double[z.Length], new double[z.Length]);
        var kick = Math.Sqrt(2 * Temperature * TimeStep);
        for (var frame = 0; frame < frames; frame++)
        {
            for (var step = 0; step < StepsOfFrame; step++)
            {
                Landscape.Gradient(z, gradient);
                random.FillNormal<double>(draws);
                for (var i = 0; i < z.Length; i++)
                    z[i] += kick * draws[i] - TimeStep * gradient[i];
            }

            for (var i = 0; i < z.Length; i++)
                latents[trajectory * frames + frame, i] = (float)z[i];
        }
    }

    /// <summary>What a latent adds to a column: weight · f(z + shift).</summary>
    private readonly record struct Term(int Column, int Latent, double Weight, double Shift, int Function);
}
