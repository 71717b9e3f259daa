using System.Globalization;
using Ivae.Data;
using Ivae.Numerics;

namespace Ivae.Simulation.Worlds;

/// <summary>A world's data with everything that made it.</summary>
public sealed class WorldData
{
    private readonly WorldMixing mixing;
    private readonly LabelFaults? faults;
    private Matrix? logLikelihoods;

    internal WorldData(WorldMixing mixing, LabelFaults? faults) => (this.mixing, this.faults) = (mixing, faults);

    /// <summary>The options it was made with, every default filled in.</summary>
    public required WorldOptions Options { get; init; }

    /// <summary>The seed it was made with.</summary>
    public required ulong Seed { get; init; }

    /// <summary>True sources s, <c>[N, n]</c>.</summary>
    public required Matrix Sources { get; init; }

    /// <summary>Observations x, <c>[N, D]</c>.</summary>
    public required Matrix Observed { get; init; }

    /// <summary>
    /// The auxiliary variable u as it is reported: with wrong labels and shifted borders, if there are any.
    /// </summary>
    public required Auxiliary Auxiliary { get; init; }

    /// <summary>
    /// The true context of each row, <c>[N]</c>: its row in <see cref="Means"/>. A level, or with a numeric u the row
    /// itself.
    /// </summary>
    public required int[] Context { get; init; }

    /// <summary>Mean of each source in each context, <c>[C, n]</c>.</summary>
    public required Matrix Means { get; init; }

    /// <summary>Standard deviation of each source in each context, <c>[C, n]</c>.</summary>
    public required Matrix StandardDeviations { get; init; }

    /// <summary>
    /// Whether the density of x given u is known: an invertible mixing with as many columns as sources, no noise,
    /// sources with a density.
    /// </summary>
    public bool HasTrueLogLikelihood =>
        Options.Noise == 0 && mixing.Inputs == mixing.Outputs
        && WorldKinds<MixingKind>.Named(Options.Mixing).IsInvertible
        && Enumerable.Range(0, Options.Latent).All(i => World.Source(Options, i).HasDensity);

    /// <summary>
    /// log p(x | u) of each row alone under the process that made it, <c>[N]</c>, nats: log p(s | u) − log|det ∂f/∂s|.
    /// Where labels are wrong or borders shifted, u is the reported
    /// level r, and p(s | r) = Σ_m p(m | r) p(s | m) over the true levels m.
    /// </summary>
    /// <exception cref="InvalidOperationException">It is not known (<see cref="HasTrueLogLikelihood"/>).</exception>
    public double[] TrueLogLikelihood()
    {
        if (!HasTrueLogLikelihood)
            throw new InvalidOperationException(
                $"The density of x given u of mixing {Options.Mixing} with {Options.Observed} columns, sources "
                + $"{string.Join(", ", Options.Sources)} and noise "
                + $"{Options.Noise.ToString(CultureInfo.InvariantCulture)} is not known; take an invertible mixing "
                + "with as many columns as sources, no noise and sources that have a density.");
        var logLikelihood = new double[Sources.Rows];
        Parallel.For(0, logLikelihood.Length, row =>
        {
            var s = WorldMixing.Row(Sources, row);
            logLikelihood[row] = LogDensity(s, row) - mixing.LogAbsDeterminant(s);
        });
        return logLikelihood;
    }

    /// <summary>The world as a dataset; ordered in time where sources have a memory.</summary>
    public Dataset ToDataset() => new()
    {
        Observed = Observed,
        ObservedNames = [.. Enumerable.Range(1, Observed.Columns).Select(k => FormattableString.Invariant($"x{k}"))],
        Auxiliary = Auxiliary,
        Sources = Sources,
        TrueLogLikelihood = HasTrueLogLikelihood ? LogLikelihoods() : null,
        TimeOrdered = Enumerable.Range(0, Options.Latent).Any(i => World.Source(Options, i).HasMemory),
        RowNumbers = [.. Enumerable.Range(1, Observed.Rows)],
        Name = $"world {Options.Mixing}",
    };

    /// <summary>
    /// What a file of this world holds: <c>x</c>, <c>u</c> (levels from 1, or numbers; a column for each part),
    /// <c>s</c>, <c>m</c> means and <c>L</c> standard deviations of each context,
    /// <c>context</c> of each row from 0 <c>[N, 1]</c>, <c>log_likelihood</c> <c>[N, 1]</c> where it is known, and
    /// <c>seed</c> in 16-bit words, lowest first, <c>[1, 4]</c>.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, Matrix>> NamedArrays()
    {
        var arrays = new List<KeyValuePair<string, Matrix>>
        {
            new("x", Observed),
            new("u", Reported()),
            new("s", Sources),
            new("m", Means),
            new("L", StandardDeviations),
            new("context", new Matrix(Context.Length, 1, Array.ConvertAll(Context, c => (float)c))),
        };
        if (HasTrueLogLikelihood)
            arrays.Add(new("log_likelihood", LogLikelihoods()));
        float[] words = [Seed & 0xFFFF, (Seed >> 16) & 0xFFFF, (Seed >> 32) & 0xFFFF, Seed >> 48];
        arrays.Add(new("seed", new Matrix(1, 4, words)));
        return arrays;
    }

    /// <summary>log p(s | u) of one row.</summary>
    private double LogDensity(double[] s, int row)
    {
        if (faults is null)
            return LogDensityIn(Context[row], s);
        var (reported, terms) = (faults.Codes[row], new List<double>());
        for (var m = 0; m < Means.Rows; m++)
            if (faults.Truth[reported, m] > 0)
                terms.Add(Math.Log(faults.Truth[reported, m]) + LogDensityIn(m, s));
        var highest = terms.Max();
        return highest + Math.Log(terms.Sum(term => Math.Exp(term - highest)));
    }

    private double LogDensityIn(int context, double[] s)
    {
        var sum = 0.0;
        for (var i = 0; i < s.Length; i++)
        {
            double mean = Means[context, i], deviation = StandardDeviations[context, i];
            var e = (s[i] - mean) / deviation;
            sum += World.Source(Options, i).LogDensity(World.Shape(Options, i), e) - Math.Log(deviation);
        }

        return sum;
    }

    private Matrix LogLikelihoods() =>
        logLikelihoods ??= new(Sources.Rows, 1, Array.ConvertAll(TrueLogLikelihood(), value => (float)value));

    private Matrix Reported()
    {
        var levels = Auxiliary.Categorical.Count;
        var u = new Matrix(Auxiliary.Rows, levels + Auxiliary.Numeric.Columns);
        for (var row = 0; row < u.Rows; row++)
            for (var j = 0; j < u.Columns; j++)
                u[row, j] = j < levels ? Auxiliary.Categorical[j].Codes[row] + 1 : Auxiliary.Numeric[row, j - levels];
        return u;
    }
}
