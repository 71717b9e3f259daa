using Ivae.Distributions;
using Ivae.Numerics;

namespace Ivae.Simulation;

/// <summary>Makes data with known sources.</summary>
public static class Simulator
{
    /// <summary>
    /// s_i = μ_i(u) + σ_i(u) e_i with e_i independent of mean 0 and variance 1, plus ρ times its previous value where ρ
    /// is not 0; x = f(s) + noise (or a discrete observation of f(s)). Rows come segment by segment. Each purpose, and
    /// each segment, has a random stream of its own, so more rows or another observation model leave the rest as it
    /// was.
    /// </summary>
    /// <exception cref="ArgumentException">The options are wrong; the message lists every problem.</exception>
    public static SimulatedData Generate(SimulationOptions options, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(options);
        OptionProblems.ThrowIfAny(options.Validate(), nameof(options));

        var random = new RandomStream(seed).Split("simulation");
        var rows = options.Segments * options.RowsPerSegment;
        var auxiliary = options.ContinuousAuxiliary ? DrawAuxiliary(rows, random.Split("auxiliary")) : null;
        var (means, scales) =
            auxiliary is null ? DrawSegmentMoments(options, random) : DrawSmoothMoments(auxiliary, options, random);
        var segment = new int[rows];
        for (var row = 0; row < rows; row++)
            segment[row] = auxiliary is null ? row / options.RowsPerSegment : row;

        var sources = options.Pinwheel
            ? Pinwheel.Draw(segment, random.Split("sources"), means, scales)
            : new Matrix(rows, options.Latent);
        for (var block = 0; block < options.Segments && !options.Pinwheel; block++)
        {
            var stream = random.Split("sources").Split((ulong)block);
            for (var row = block * options.RowsPerSegment; row < (block + 1) * options.RowsPerSegment; row++)
                for (var i = 0; i < options.Latent; i++)
                    sources[row, i] = Before(sources, row, i, options) + (float)(means[segment[row], i]
                        + scales[segment[row], i] * options.Source.SampleStandardised(stream));
        }

        var mixing =
            new Mixing(MixingMatrices.Draw(options, random.Split("mixing")), options.Activation, options.Staircase);
        return new SimulatedData(mixing)
        {
            Options = options,
            Seed = seed,
            Sources = sources,
            Observed = Observe(sources, mixing, options, random.Split("observation")),
            Segment = segment,
            ContinuousAuxiliary = auxiliary,
            Means = means,
            StandardDeviations = scales,
        };
    }

    /// <summary>
    /// What a source keeps of its previous value; of the first row none, so that early rows have the variance of all
    /// others only about.
    /// </summary>
    private static float Before(Matrix sources, int row, int i, SimulationOptions options) =>
        options.Autoregression == 0 || row == 0 ? 0 : (float)(options.Autoregression * sources[row - 1, i]);

    private static Matrix DrawAuxiliary(int rows, RandomStream random)
    {
        var u = new Matrix(rows, 1);
        for (var row = 0; row < rows; row++)
            u[row, 0] = (float)random.NextUniform(0, 2 * Math.PI);
        return u;
    }

    private static (Matrix Means, Matrix Scales) DrawSegmentMoments(SimulationOptions options, RandomStream random)
    {
        var means = new Matrix(options.Segments, options.Latent);
        var scales = new Matrix(options.Segments, options.Latent);
        var (meanStream, scaleStream) = (random.Split("means"), random.Split("scales"));
        for (var i = 0; i < means.Values.Length; i++)
        {
            means.Values[i] =
                options.ModulateMean ? (float)meanStream.NextUniform(options.MeanLow, options.MeanHigh) : 0;
            scales.Values[i] = StandardDeviation(options, scaleStream.NextUniform(options.ScaleLow, options.ScaleHigh));
        }

        if (options.Staircase)
        {
            var gamma = random.Split("staircase").Permutation(options.Segments);
            for (var segment = 0; segment < options.Segments; segment++)
            {
                means[segment, options.Latent - 1] = 2 * (gamma[segment] + 1);
                scales[segment, options.Latent - 1] =
                    (float?)options.StaircaseDeviation ?? scales[segment, options.Latent - 1];
            }
        }

        return (means, scales);
    }

    private static (Matrix Means, Matrix Scales) DrawSmoothMoments(
        Matrix auxiliary, SimulationOptions options, RandomStream random)
    {
        var means = new Matrix(auxiliary.Rows, options.Latent);
        var scales = new Matrix(auxiliary.Rows, options.Latent);
        var phases = random.Split("phases");
        for (var i = 0; i < options.Latent; i++)
        {
            var (meanPhase, scalePhase) = (phases.NextUniform(0, 2 * Math.PI), phases.NextUniform(0, 2 * Math.PI));
            for (var row = 0; row < auxiliary.Rows; row++)
            {
                var angle = (i + 1) * (double)auxiliary[row, 0];
                means[row, i] = options.SineCurve ? i == 0 ? auxiliary[row, 0] : 2 * MathF.Sin(auxiliary[row, 0])
                    : options.ModulateMean ? (float)Swing(options.MeanLow, options.MeanHigh, angle + meanPhase) : 0;
                scales[row, i] =
                    StandardDeviation(options, Swing(options.ScaleLow, options.ScaleHigh, angle + scalePhase));
            }
        }

        return (means, scales);
    }

    private static double Swing(double low, double high, double angle) =>
        (low + high) / 2 + (high - low) / 2 * Math.Sin(angle);

    private static float StandardDeviation(SimulationOptions options, double scale) => !options.ModulateScale ? 1
        : (float)(options.Scale == ScaleMeaning.Variance ? Math.Sqrt(scale) : scale);

    private static Matrix Observe(Matrix sources, Mixing mixing, SimulationOptions options, RandomStream random)
    {
        var observed = new Matrix(sources.Rows, mixing.Outputs);
        Parallel.For(0, options.Segments, block =>
        {
            var stream = random.Split((ulong)block);
            var (s, x) = (new double[mixing.Inputs], new double[mixing.Outputs]);
            for (var row = block * options.RowsPerSegment; row < (block + 1) * options.RowsPerSegment; row++)
            {
                for (var i = 0; i < s.Length; i++)
                    s[i] = sources[row, i];
                mixing.Evaluate(s, x);
                for (var i = 0; i < x.Length; i++)
                    observed[row, i] = (float)Observe(x[i], options, stream);
            }
        });
        return observed;
    }

    private static double Observe(double value, SimulationOptions options, RandomStream random) =>
        options.Observation switch
        {
            ObservationModel.Bernoulli => random.NextDouble() * (1 + Math.Exp(-value)) < 1 ? 1 : 0,
            ObservationModel.PoissonSoftplus =>
                CountSampler.Poisson(Math.Max(value, 0) + Math.Log(1 + Math.Exp(-Math.Abs(value))), random),
            ObservationModel.PoissonExponential => CountSampler.Poisson(Math.Exp(value), random),
            ObservationModel.PoissonBounded => CountSampler.Poisson(Math.Exp(2.2 * Math.Tanh(value)), random),
            _ when options.NoiseVariance == 0 => value,
            _ => value + Math.Sqrt(options.NoiseVariance) * random.NextNormal(),
        };
}
