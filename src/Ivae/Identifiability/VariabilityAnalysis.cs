using Ivae.Distributions;
using Ivae.Methods;
using Ivae.Numerics;
using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;
using Matrix = Ivae.Numerics.Matrix;

namespace Ivae.Identifiability;

/// <summary>
/// How <see cref="VariabilityCheck"/> comes about: moments by level, λ from them with its error, rank, spectrum, and
/// what that supports.
/// </summary>
internal static class VariabilityAnalysis
{
    private const int Resamples = 200;
    private const int MaxPivots = 60;
    private const int MaxPivotsOfResample = 5;
    private const int MaxNamed = 4;

    public static VariabilityCheck Run(
        Matrix mean, Matrix deviation, Matrix? learned, ConditionGroups groups, IReadOnlyList<int>? heldOut,
        PriorFamily family, Modulation modulates, EquivalenceClass known, RandomStream random,
        int[]? pieces = null)
    {
        int[] all = [.. Enumerable.Range(0, mean.Rows)];
        var held = heldOut is { Count: > 0 }
            && groups.Names.Select((_, code) => heldOut.Count(row => groups.Codes[row] == code)).Min()
                >= IdentifiabilityDecisions.MinHeldOutRows;
        int[] rows = held ? [.. heldOut!] : all;
        var kept = Enumerable.Range(0, groups.Count).Where(code => rows.Count(row => groups.Codes[row] == code) >= 2)
            .ToArray();
        var place = kept.Select((code, i) => (code, i)).ToDictionary(pair => pair.code, pair => pair.i);
        rows = [.. rows.Where(row => place.ContainsKey(groups.Codes[row]))];
        int[] codes = [.. rows.Select(row => place[groups.Codes[row]])];
        var moments = new LevelMoments(
            mean.TakeRows(rows), deviation.TakeRows(rows), codes, kept.Length, family.Exponent ?? 1,
            pieces is null ? null : Array.ConvertAll(rows, row => pieces[row]));

        var n = mean.Columns;
        var latents = Enumerable.Range(0, n).Select(i => OfLatent(moments, i, modulates)).ToArray();
        var lambda = NaturalParameters.Of(moments, family, modulates);
        var chosen = LevelChoice.Best(lambda.Values, MaxPivots);
        var ofModel = learned is null ? null : Averages(learned, groups, kept);
        var learnedValues = LevelChoice.SingularValues(ofModel ?? lambda.Values, chosen);
        var (intervals, nulls) = Spectra(lambda, chosen, random);

        var enough = lambda.Levels > lambda.Count;
        var (pValues, rank) = (Array.Empty<double>(), 0);
        if (enough)
        {
            pValues = RankTest.Run(lambda).PValues;
            var least = Array.FindIndex(pValues, p => p > IdentifiabilityDecisions.Significance);
            rank = least >= 0 ? least : lambda.Count;
        }

        var effective = Quantile.UpperMedian([.. moments.EffectiveRows.Cast<double>()]);
        var conclusion = effective < IdentifiabilityDecisions.MinEffectiveRows
            ? new Conclusion(VariabilityFinding.TooFewIndependentRows, EquivalenceClass.None, lambda.Count)
            : Conclude(lambda, latents, known, modulates, enough);
        return new VariabilityCheck
        {
            Levels = kept.Length,
            NeededLevels = lambda.Count + 1,
            OnHeldOutRows = held,
            LookedAt = (double)rows.Length / mean.Rows,
            EffectiveRows = effective,
            EffectiveRowsInterval = [Effective(Quantile.Normal975), Effective(-Quantile.Normal975)],
            CorrelationTime = moments.CorrelationTimes.Max(time => time.Rows),
            ChosenLevels = [.. chosen.Select(level => groups.Names[kept[level]])],
            LearnedSingularValues = learnedValues,
            ConditionNumber = learnedValues[^1] > 0 ? learnedValues[0] / learnedValues[^1] : double.PositiveInfinity,
            SingularValues = LevelChoice.SingularValues(lambda.Values, chosen),
            Intervals = intervals,
            NullLevels = nulls,
            PValues = pValues,
            Rank = rank,
            NeededRank = conclusion.NeededRank,
            Supports = conclusion.Supports,
            Latents = latents,
            Finding = conclusion.Finding,
            Modulates = modulates,
            MovingMeans = conclusion.MovingMeans,
            HasTheorem = known != EquivalenceClass.None,
            Confined = conclusion.Confined ?? [],
        };

        double Effective(double errors) => Quantile.UpperMedian([.. moments.Rows.SelectMany(count =>
            moments.CorrelationTimes.Select(time =>
                LevelMoments.Worth(count, Math.Max(1, time.Rows + errors * time.Error))))]);
    }

    /// <summary>
    /// For a Gaussian whose mean and variance may move, the variances must move in n directions; means that do not
    /// change need not (then Theorem 3 applies with T = z²), those that do must add a direction each.
    /// </summary>
    private static Conclusion Conclude(
        NaturalParameters lambda,
        LatentVariability[] latents,
        EquivalenceClass known,
        Modulation modulates,
        bool enough)
    {
        var n = latents.Length;
        if (!enough)
            return new(VariabilityFinding.TooFewLevels, EquivalenceClass.None, lambda.Count);
        if (modulates != Modulation.MeanAndScale)
            return Conclude(lambda, n, known, moving: 0);

        // Strict, since a mean that seems to move by chance then counts as a direction that is needed.
        const double Strict = IdentifiabilityDecisions.StrictSignificance;
        int[] moving = [.. Enumerable.Range(0, n).Where(i => latents[i].MeanPValue < Strict / n)];
        int[] scales = [.. Enumerable.Range(0, n)];
        var conclusion = Conclude(lambda.Take([.. scales, .. moving.Select(i => n + i)]), n, known, moving.Length);
        if (conclusion.Finding == VariabilityFinding.AllDirections)
            return conclusion;
        var scalesMove = latents.Any(latent => latent.ScalePValue < IdentifiabilityDecisions.Significance / n);
        return moving.Length == n && IsFull(lambda.Take([.. scales.Select(i => n + i)])).Full && !scalesMove
            ? conclusion with
            {
                Finding = VariabilityFinding.MeansOnly,
                Supports = known == EquivalenceClass.None ? known : EquivalenceClass.LinearMap,
                Confined = [],
            }
            : conclusion;
    }

    /// <summary>Whether λ moves in as many directions as it has parameters.</summary>
    private static Conclusion Conclude(NaturalParameters needed, int latents, EquivalenceClass known, int moving)
    {
        var (full, weakest) = IsFull(needed);
        if (full)
            return new(VariabilityFinding.AllDirections, known, needed.Count, moving);
        var confined = Confined(weakest, latents);
        return new(VariabilityFinding.TooFewDirections, EquivalenceClass.None, needed.Count, moving, confined);
    }

    private static (bool Full, double[] Weakest) IsFull(NaturalParameters lambda)
    {
        if (lambda.Levels <= lambda.Count)
            return (false, new double[lambda.Count]);
        var (pValues, weakest) = RankTest.Run(lambda);
        var moves = Enumerable.Range(0, lambda.Count)
            .Select(j => Math.Sqrt(MathNet.Numerics.Statistics.Statistics.Variance(lambda.Values.Column(j)))).ToArray();
        var parts = weakest.Zip(moves, (w, sd) => w * sd).ToArray();
        var norm = Math.Sqrt(parts.Sum(part => part * part));
        return (pValues[^1] < IdentifiabilityDecisions.Significance, [.. parts.Select(part => part / norm)]);
    }

    /// <summary>
    /// Which latents the direction that is missing is made of, each counted by how much it moves: four at most.
    /// </summary>
    private static int[] Confined(double[] direction, int n)
    {
        var shares = new double[n];
        for (var j = 0; j < direction.Length; j++)
            shares[j % n] += direction[j] * direction[j];
        return [.. Enumerable.Range(0, n).Where(i => shares[i] > IdentifiabilityDecisions.InvolvedShare / n)
            .OrderByDescending(i => shares[i]).Take(MaxNamed).Order()];
    }

    private static LatentVariability OfLatent(LevelMoments moments, int latent, Modulation modulates)
    {
        var levels = moments.Levels;
        double[] mean = new double[levels], logScale = new double[levels], meanError = new double[levels],
            logError = new double[levels];
        for (var level = 0; level < levels; level++)
        {
            // Variance of ½ log v̂ is c/(4 rows) to first order.
            var (v, rows) =
                (modulates == Modulation.Scale ? moments.SecondMoment[level, latent] : moments.Variance[level, latent],
                    moments.EffectiveRows[level, latent]);
            (mean[level], meanError[level]) = (moments.Mean[level, latent], moments.Variance[level, latent] / rows);
            (logScale[level], logError[level]) = (0.5 * Math.Log(v), moments.VarianceSpread[latent] / (4 * rows));
        }

        var (meanMoves, meanPValue) = Heterogeneity(mean, meanError);
        var (scaleMoves, scalePValue) = Heterogeneity(logScale, logError);
        var (byMean, byScale) = (modulates != Modulation.Scale && IsStrong(meanMoves, meanPValue),
            modulates != Modulation.Mean && IsStrong(scaleMoves, scalePValue));
        return new LatentVariability(meanMoves, meanPValue, scaleMoves, scalePValue, !byMean && !byScale);

        static bool IsStrong(double moves, double pValue) => moves >= IdentifiabilityDecisions.WeakMovement
            && pValue < IdentifiabilityDecisions.Significance;
    }

    /// <summary>
    /// Spread of true values behind estimates with known errors, and the chance of estimates that differ as much if
    /// there is none.
    /// </summary>
    /// <remarks>Cochran's Q and the moment estimate of DerSimonian and Laird 1986, unweighted.</remarks>
    private static (double Spread, double PValue) Heterogeneity(double[] values, double[] errors)
    {
        if (values.Length < 2)
            return (0, 1);
        var (weights, sum) = (errors.Select(e => 1 / e).ToArray(), 0.0);
        var centre = values.Zip(weights, (x, w) => x * w).Sum() / weights.Sum();
        for (var i = 0; i < values.Length; i++)
            sum += weights[i] * Math.Pow(values[i] - centre, 2);
        var average = values.Average();
        var variance = values.Sum(x => (x - average) * (x - average)) / (values.Length - 1) - errors.Average();
        return (Math.Sqrt(Math.Max(0, variance)), SpecialFunctions.GammaUpperRegularized(
            (values.Length - 1) / 2.0, sum / 2));
    }

    /// <summary>
    /// Intervals of the singular values of L under its error, and their 95 % levels when every level has the same λ.
    /// </summary>
    private static (double[][] Intervals, double[] Nulls) Spectra(
        NaturalParameters lambda, int[] chosen, RandomStream random)
    {
        var factors = lambda.Noise.Select(noise => noise.Cholesky().Factor).ToArray();
        var average = lambda.Values.ColumnSums() / lambda.Levels;
        var (resampled, still) = (new double[Resamples][], new double[Resamples][]);
        Parallel.For(0, Resamples, i =>
        {
            var stream = random.Split((ulong)i);
            var error = Matrix<double>.Build.Dense(lambda.Levels, lambda.Count);
            for (var level = 0; level < lambda.Levels; level++)
                error.SetRow(
                    level, factors[level] * Vector<double>.Build.Dense(lambda.Count, _ => stream.NextNormal()));
            resampled[i] = LevelChoice.SingularValues(lambda.Values + error, chosen);
            error.MapIndexedInplace((_, j, value) => value + average[j]);
            still[i] = LevelChoice.SingularValues(error, LevelChoice.Best(error, MaxPivotsOfResample));
        });
        // Error added to error makes small singular values larger: only the spread counts, about the values themselves.
        var values = LevelChoice.SingularValues(lambda.Values, chosen);
        double Around(int j, double level) =>
            Math.Max(0, values[j] + OfDraws(resampled, j, level) - OfDraws(resampled, j, 0.5));
        return ([.. Enumerable.Range(0, lambda.Count).Select(j => new[] { Around(j, 0.05), Around(j, 0.95) })],
            [.. Enumerable.Range(0, lambda.Count).Select(j => OfDraws(still, j, 0.95))]);
    }

    /// <summary>The model's λ by level <c>[M, p]</c>.</summary>
    private static Matrix<double> Averages(Matrix learned, ConditionGroups groups, int[] kept)
    {
        var sums = Matrix<double>.Build.Dense(groups.Count, learned.Columns);
        var counts = new int[groups.Count];
        for (var row = 0; row < learned.Rows; row++)
        {
            counts[groups.Codes[row]]++;
            for (var j = 0; j < learned.Columns; j++)
                sums[groups.Codes[row], j] += learned[row, j];
        }

        return Matrix<double>.Build.Dense(kept.Length, learned.Columns, (i, j) => sums[kept[i], j] / counts[kept[i]]);
    }

    private static double OfDraws(double[][] draws, int column, double level)
        => Quantile.Empirical<double>(draws.Select(draw => draw[column]).Order().ToArray(), level);

    /// <summary>What the test comes to: see the properties of <see cref="VariabilityCheck"/>.</summary>
    private sealed record Conclusion(
        VariabilityFinding Finding,
        EquivalenceClass Supports,
        int NeededRank,
        int MovingMeans = 0,
        IReadOnlyList<int>? Confined = null);
}
