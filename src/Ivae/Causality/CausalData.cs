using System.Globalization;
using Ivae.Data;
using Ivae.Numerics;

namespace Ivae.Causality;

/// <summary>Variables in units of their standard deviation and as normal scores, and the segment of each row.</summary>
public sealed class CausalData
{
    private CausalData(Standardiser units, Matrix standardised, Matrix scores, int[] segment, int[] half, int segments,
        IReadOnlyList<string> names) =>
        (Units, Standardised, Scores, Segment, Half, Segments, Names) =
            (units, standardised, scores, segment, half, segments, names);

    /// <summary>Mean and standard deviation of each column, <c>[d]</c>.</summary>
    internal Standardiser Units { get; }

    /// <summary>x <c>[N, d]</c>, each column with mean 0 and variance 1.</summary>
    public Matrix Standardised { get; }

    /// <summary>x <c>[N, d]</c>, each column by its ranks to quantiles of a standard normal.</summary>
    public Matrix Scores { get; }

    /// <summary>Segment of each row from 0 <c>[N]</c>.</summary>
    public IReadOnlyList<int> Segment { get; }

    /// <summary>
    /// Half of its segment each row is in, 0 or 1 <c>[N]</c>: what is fitted on one is tested on the other.
    /// </summary>
    public IReadOnlyList<int> Half { get; }

    /// <summary>Number of segments M.</summary>
    public int Segments { get; }

    // Where the data came from, for messages.
    private string source = "data";

    /// <summary>What x is counted from <c>[d]</c>.</summary>
    private IReadOnlyList<double> Origins { get; init; } = [];

    /// <summary>Names of the variables <c>[d]</c>.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Number of variables d.</summary>
    public int Variables => Names.Count;

    /// <summary>Number of rows N.</summary>
    public int Rows => Scores.Rows;

    /// <summary>Takes the observed columns as variables and the levels of u, all parts together, as segments.</summary>
    /// <param name="data">Observations and u; every part of u categorical.</param>
    /// <exception cref="DataException">A column is constant or equals another, rows or segments are too few, or u is
    /// numeric.</exception>
    public static CausalData Of(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var problems = DataCheck.Run(data).Where(problem => !problem.IsNote).Select(problem => problem.Message)
            .Where(message => !message.StartsWith("auxiliary", StringComparison.Ordinal)).ToList();
        if (problems.Count > 0)
            throw new DataException(data.Name, string.Join(" ", problems));
        if (data.Observed.Columns < 2)
            throw new DataException(
                data.Name, $"{data.Observed.Columns} variable; causes and effects need at least 2.");
        if (data.Rows < CausalityDecisions.MinRows)
            throw new DataException(data.Name, string.Create(CultureInfo.InvariantCulture, $"{data.Rows} rows; "
                + $"direction tests need at least {CausalityDecisions.MinRows}."));
        if (data.Auxiliary.IsEmpty)
            throw new DataException(data.Name, "no auxiliary variable; name auxiliary columns, or cut the rows into "
                + "segments.")
            {
                Remedies = ["auxiliary", "segments"],
            };
        if (data.Auxiliary.Numeric.Columns > 0)
            throw new DataException(
                data.Name,
                $"auxiliary \"{data.Auxiliary.NumericNames[0]}\" is numeric; causal direction is read from segments. "
                + "End its name in :categorical, or cut the rows into segments.")
            {
                Remedies = ["segments"],
            };
        var levels = new Dictionary<string, int>();
        var segment = new int[data.Rows];
        for (var row = 0; row < data.Rows; row++)
        {
            var key = string.Join(' ', data.Auxiliary.Categorical.Select(variable =>
                variable.Codes[row].ToString(CultureInfo.InvariantCulture)));
            segment[row] = levels.TryGetValue(key, out var code) ? code : levels[key] = levels.Count;
        }

        if (levels.Count < 2)
            throw new DataException(
                data.Name,
                "one segment; direction shows in how the data change from segment to segment. Choose another auxiliary "
                + "variable, or cut the rows into segments, 10 for example.")
            {
                Remedies = ["auxiliary", "segments"],
            };
        var smallest = segment.CountBy(m => m).Min(count => count.Value);
        if (smallest < CausalityDecisions.MinSegmentRows)
            throw new DataException(data.Name, string.Create(
                CultureInfo.InvariantCulture,
                $"the smallest of {levels.Count} segments has {smallest} rows; at least "
                + $"{CausalityDecisions.MinSegmentRows} are needed. Take fewer, longer segments."));
        var units = Standardiser.Fit(data.Observed);
        return new CausalData(units, units.Apply(data.Observed), NormalScores(data.Observed), segment, Halves(segment),
            levels.Count, data.ObservedNames)
        {
            Origins = data.Origins,
            source = data.Name,
        };
    }

    /// <summary>Mean of a variable in data units.</summary>
    internal double Centre(int variable) => Units.Centre[variable] + (Origins.Count > 0 ? Origins[variable] : 0);

    /// <summary>Refuses variables one of which is a linear function of others.</summary>
    /// <exception cref="DataException">There are such variables.</exception>
    /// <param name="x">The variables as they are taken, <c>[N, d]</c>.</param>
    internal void CheckIndependent(Matrix x)
    {
        var d = Variables;
        var units = Standardiser.Fit(x);
        var rank = ColumnRank.Of(
            Whitening.Correlation(x, [.. Enumerable.Repeat(float.MinValue, d)],
                [.. Enumerable.Repeat(float.MaxValue, d)], Array.ConvertAll(units.Centre, value => (double)value),
                Array.ConvertAll(units.Scale, value => (double)value)),
            Names);
        if (rank.IsDeficient)
            throw new DataException(source, $"{rank.Sentence}; leave {d - rank.Rank} of them out.")
            {
                Remedies = ["exclude=COLS"],
            };
    }

    /// <summary>
    /// What a bootstrap over segments draws: M segments with replacement, each a segment of its own. Rows keep their
    /// half, so that no copy of a trained row is tested on.
    /// </summary>
    internal CausalData Resample(RandomStream stream)
    {
        var bySegment = Enumerable.Range(0, Rows).GroupBy(row => Segment[row]).OrderBy(group => group.Key)
            .Select(group => group.ToArray()).ToArray();
        var drawn = Enumerable.Range(0, Segments).Select(_ => bySegment[stream.NextInt32(Segments)]).ToArray();
        int[] rows = [.. drawn.SelectMany(block => block)];
        return new CausalData(
            Units, Standardised.TakeRows(rows), Scores.TakeRows(rows),
            [.. drawn.SelectMany((block, m) => Enumerable.Repeat(m, block.Length))], [.. rows.Select(row => Half[row])],
            Segments, Names)
        {
            Origins = Origins,
            source = source,
        };
    }

    /// <summary>Normal scores of each column.</summary>
    private static Matrix NormalScores(Matrix x)
    {
        var scores = new Matrix(x.Rows, x.Columns);
        for (var j = 0; j < x.Columns; j++)
        {
            var column = Correlation.NormalScores(x.Column(j));
            for (var row = 0; row < x.Rows; row++)
                scores[row, j] = (float)column[row];
        }

        return scores;
    }

    /// <summary>
    /// Runs of neighbouring rows stay together, so that a tested row seldom lies between two trained ones.
    /// </summary>
    private static int[] Halves(int[] segment)
    {
        var half = new int[segment.Length];
        foreach (var group in Enumerable.Range(0, segment.Length).GroupBy(row => segment[row]))
        {
            int[] rows = [.. group];
            var run = Math.Max(1, rows.Length / CausalityDecisions.RunsPerSegment);
            var runs = (rows.Length + run - 1) / run;
            foreach (var (rank, place) in new RandomStream((ulong)group.Key).Split("halves").Permutation(runs).Index())
                for (var i = place * run; i < Math.Min(rows.Length, (place + 1) * run); i++)
                    half[rows[i]] = rank % 2;
        }

        return half;
    }
}
