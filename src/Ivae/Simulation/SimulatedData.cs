using System.Globalization;
using Ivae.Data;
using Ivae.Distributions;
using Ivae.Numerics;

namespace Ivae.Simulation;

/// <summary>A simulation with everything that made it.</summary>
public sealed class SimulatedData
{
    internal SimulatedData(Mixing mixing) => Mixing = mixing;

    /// <summary>The options it was made with.</summary>
    public required SimulationOptions Options { get; init; }

    /// <summary>The seed it was made with.</summary>
    public required ulong Seed { get; init; }

    /// <summary>True sources s, <c>[N, n]</c>.</summary>
    public required Matrix Sources { get; init; }

    /// <summary>Observations x, <c>[N, D]</c>.</summary>
    public required Matrix Observed { get; init; }

    /// <summary>
    /// Segment of each row from 0, <c>[N]</c>: its row in <see cref="Means"/>. With a continuous auxiliary variable
    /// each row is its own.
    /// </summary>
    public required int[] Segment { get; init; }

    /// <summary>
    /// The continuous auxiliary variable u in [0, 2π), <c>[N, 1]</c>, or <see langword="null"/> when u is the segment.
    /// </summary>
    public required Matrix? ContinuousAuxiliary { get; init; }

    /// <summary>
    /// Mean of each source in each segment, <c>[M, n]</c> (<c>[N, n]</c> with a continuous auxiliary variable).
    /// </summary>
    public required Matrix Means { get; init; }

    /// <summary>
    /// Standard deviation of each source in each segment, shape of <see cref="Means"/>, whatever the meaning of the
    /// bounds it was drawn from.
    /// </summary>
    public required Matrix StandardDeviations { get; init; }

    /// <summary>The mixing f with its matrices.</summary>
    internal Mixing Mixing { get; }

    /// <summary>
    /// The sufficient statistics T whose natural parameters move with u: "z^2", "z", both, "|z|" for Laplace sources
    /// around 0 (for others "|z|^p", see <see cref="PriorFamily.Exponent"/>), or none
    /// where nothing moves or the sources are no exponential family.
    /// </summary>
    public IReadOnlyList<string> SufficientStatistics
    {
        get
        {
            if (Options.Pinwheel)
                return [];
            var meanMoves = Options.ModulateMean || Options.Staircase || Options.SineCurve;
            var scaleMoves = Options.ModulateScale && Options.ScaleHigh > Options.ScaleLow;
            if (Options.Autoregression != 0 || !(meanMoves || scaleMoves))
                return [];
            var moves = !meanMoves ? Modulation.Scale : scaleMoves ? Modulation.MeanAndScale : Modulation.Mean;
            return Options.Source.Statistics(moves) is null ? [] : moves switch
            {
                Modulation.Scale => [ScaleStatistic],
                Modulation.Mean => ["z"],
                _ => [ScaleStatistic, "z"],
            };
        }
    }

    /// <summary>
    /// Natural parameters λ(u), <c>[M, n·k]</c>: for each of <see cref="SufficientStatistics"/> the n sources.
    /// −1/(2σ²) for z², μ/σ² for z, −√2/σ for |z|, and −1/(p·s^p) for |z|^p and scale s.
    /// </summary>
    public Matrix NaturalParameters()
    {
        var statistics = SufficientStatistics;
        var lambda = new Matrix(Means.Rows, Means.Columns * statistics.Count);
        for (var segment = 0; segment < Means.Rows; segment++)
            for (var j = 0; j < lambda.Columns; j++)
            {
                double mean = Means[segment, j % Means.Columns],
                    deviation = StandardDeviations[segment, j % Means.Columns];
                lambda[segment, j] = (float)(statistics[j / Means.Columns] switch
                {
                    "z" => mean / (deviation * deviation),
                    _ => Options.Source.ScaleParameter(deviation * deviation),
                });
            }

        return lambda;
    }

    private string ScaleStatistic => Options.Source.Exponent switch
    {
        1 => "|z|",
        2 => "z^2",
        var p => string.Create(CultureInfo.InvariantCulture, $"|z|^{p}"),
    };

    // For D > n it is no density of x, which a model's could be compared with.
    private bool HasTrueLogLikelihood =>
        Options is { NoiseVariance: 0, Observation: ObservationModel.Continuous, Autoregression: 0, Pinwheel: false }
            && Options.Latent == Options.Observed;

    /// <summary>
    /// log p(x|u) of each row under the process that made it, <c>[N]</c>, nats: log p(s|u) − ½ log det JᵀJ with J =
    /// ∂f/∂s. For D > n it is a density with respect to n-dimensional volume on the image of f.
    /// </summary>
    /// <exception cref="InvalidOperationException">Observations are noisy or discrete, or a pinwheel, which leaves no
    /// closed form.</exception>
    public double[] TrueLogLikelihood()
    {
        if (Options.Autoregression != 0)
            throw new InvalidOperationException("Rows that depend on those before (Autoregression "
                + $"{Options.Autoregression.ToString(CultureInfo.InvariantCulture)}) have no density of their own "
                + "here; simulate with Autoregression 0.");
        if (Options.NoiseVariance > 0 || Options.Observation != ObservationModel.Continuous)
            throw new InvalidOperationException(
                $"The likelihood of {Options.Observation} observations with noise variance "
                + $"{Options.NoiseVariance.ToString(CultureInfo.InvariantCulture)} has no closed form; simulate "
                + "continuous observations without noise.");
        if (Options.Pinwheel)
            throw new InvalidOperationException(
                "The density of a pinwheel has no closed form here; simulate other sources.");
        var logLikelihood = new double[Sources.Rows];
        Parallel.For(0, Sources.Rows, row =>
        {
            var source = Array.ConvertAll(Sources.Row(row).ToArray(), value => (double)value);
            var logVolume = Mixing.LogVolume(source);
            var logDensity = 0.0;
            for (var i = 0; i < source.Length; i++)
            {
                double mean = Means[Segment[row], i], deviation = StandardDeviations[Segment[row], i];
                var e = (source[i] - mean) / deviation;
                logDensity += Options.Source.LogDensityStandardised(e) - Math.Log(deviation);
            }

            logLikelihood[row] = logDensity - logVolume;
        });
        return logLikelihood;
    }

    /// <summary>
    /// The simulation as a dataset, u being the categorical variable "segment" (levels 1 … M) or the numeric column
    /// "u". Only autoregressive sources are marked as ordered in time: otherwise rows of a segment stand together but
    /// are independent, and holding out whole blocks would leave segments without a row to learn from.
    /// </summary>
    public Dataset ToDataset() => new()
    {
        Observed = Observed,
        ObservedNames = Names("x", Observed.Columns),
        Auxiliary = ContinuousAuxiliary is { } u
            ? new Auxiliary([], u, ["u"])
            : Auxiliary.Of(new CategoricalVariable("segment", Names("", Means.Rows), Segment)),
        Sources = Sources,
        TrueLogLikelihood = HasTrueLogLikelihood ? LogLikelihoods() : null,
        TimeOrdered = Options.Autoregression != 0,
        RowNumbers = [.. Enumerable.Range(1, Sources.Rows)],
        Name = "simulation",
    };

    /// <summary>
    /// What a file of this simulation holds: <c>x</c>, <c>u</c> (segments one-hot, <c>[N, M]</c>), <c>s</c>, <c>m</c>
    /// means, <c>L</c> standard deviations, <c>lambda</c> natural parameters if there are any, <c>W1</c>, <c>W2</c>, …
    /// mixing matrices, <c>log_likelihood</c> <c>[N, 1]</c> where <see cref="TrueLogLikelihood"/> is a density of x,
    /// and <c>seed</c> in 16-bit words, lowest first, <c>[1, 4]</c>.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, Matrix>> NamedArrays()
    {
        var arrays = new List<KeyValuePair<string, Matrix>>
        {
            new("x", Observed),
            new("u", ContinuousAuxiliary ?? OneHot()),
            new("s", Sources),
            new("m", Means),
            new("L", StandardDeviations),
        };
        if (SufficientStatistics.Count > 0)
            arrays.Add(new("lambda", NaturalParameters()));
        for (var layer = 0; layer < Mixing.Matrices.Count; layer++)
            arrays.Add(new(Name("W", layer), Mixing.Matrices[layer]));
        if (HasTrueLogLikelihood)
            arrays.Add(new("log_likelihood", LogLikelihoods()));
        arrays.Add(new(
            "seed", new Matrix(1, 4, [Seed & 0xFFFF, (Seed >> 16) & 0xFFFF, (Seed >> 32) & 0xFFFF, Seed >> 48])));
        return arrays;
    }

    private Matrix LogLikelihoods() =>
        new(Sources.Rows, 1, Array.ConvertAll(TrueLogLikelihood(), value => (float)value));

    private Matrix OneHot()
    {
        var oneHot = new Matrix(Segment.Length, Means.Rows);
        for (var row = 0; row < Segment.Length; row++)
            oneHot[row, Segment[row]] = 1;
        return oneHot;
    }

    private static string[] Names(string prefix, int count) =>
        [.. Enumerable.Range(0, count).Select(i => Name(prefix, i))];

    private static string Name(string prefix, int index) => prefix + (index + 1).ToString(CultureInfo.InvariantCulture);
}
