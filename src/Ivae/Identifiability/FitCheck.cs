using Ivae.Data;
using Ivae.Distributions;
using Ivae.Evaluation;
using Ivae.Methods;
using Ivae.Numerics;

namespace Ivae.Identifiability;

/// <summary>Whether the model uses its latents, and whether the data look as it says they should.</summary>
internal sealed record FitCheck
{
    private const int MaxRows = 20_000;
    private const int MaxPairs = 50;

    /// <summary>Each latent <c>[L]</c>.</summary>
    public required IReadOnlyList<LatentUse> Latents { get; init; }

    /// <summary>Number of latents whose posterior mean varies.</summary>
    public required int ActiveUnits { get; init; }

    /// <summary>Whether x and z are independent given u: the decoder ignores z, or z only repeats u.</summary>
    public required bool IsCollapsed { get; init; }

    /// <summary>Share of the variance of a column that the latents account for, <c>[D]</c>.</summary>
    public required double[] ReconstructionRSquared { get; init; }

    /// <summary>
    /// Mean squared residual over that of data made by the model, <c>[D]</c>: 1 when calibrated, above when the noise
    /// is larger than the model says. None where x determines z, or is discrete.
    /// </summary>
    public double[]? ResidualCalibration { get; init; }

    /// <summary>
    /// Distance of the distribution of each column from what the model makes for the same u, <c>[D]</c>
    /// (Kolmogorov–Smirnov), 0 … 1.
    /// </summary>
    public required double[] PredictiveDistance { get; init; }

    /// <summary>
    /// Pairs of latents that depend on each other given u most, the clearest first; the prior says that none does.
    /// </summary>
    public required IReadOnlyList<PairDependence> Dependence { get; init; }

    /// <summary>
    /// Whether the rows differ from rows that the model makes; none where there are too few, or x is discrete.
    /// </summary>
    public required PredictiveTest? Predictive { get; init; }

    /// <summary>
    /// Share of true sources that lie within the 90 % posterior interval of their aligned latent; none where sources
    /// are unknown or x determines z.
    /// </summary>
    public double? Coverage90 { get; init; }

    /// <summary>What was found to be wrong.</summary>
    public required IReadOnlyList<FitFinding> Findings { get; init; }

    /// <summary>Family of the prior; none where its shape is free.</summary>
    public required PriorFamily? Family { get; init; }

    /// <summary>Whether the encoder reads u.</summary>
    public required bool EncoderReadsAuxiliary { get; init; }

    /// <summary>Whether the prior reads the past, so that all is given it as well as u.</summary>
    public bool ReadsPast { get; init; }

    /// <summary>Whether something of a kind was found.</summary>
    public bool Has(FitFindingKind kind) => Findings.Any(finding => finding.Kind == kind);

    /// <summary>Whether something was found against one latent: idle, a copy of u, or unlike its prior.</summary>
    public bool IsAgainst(int latent) => Findings.Any(finding => finding.Latents.Contains(latent));

    /// <summary>The check of a fitted model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">Rows to look at, best ones it was not fitted to.</param>
    /// <param name="all">
    /// Rows of which dependence is asked, those of the fit included: it needs many, and fits hardly hide it; those to
    /// look at without any.
    /// </param>
    public static FitCheck Of(IvaeModel model, Dataset data, Dataset? all = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        var options = model.Description.Options;
        data = Some(data, model);
        var standard = StandardLatents.Of(model, data);
        var made = model.Past > 0
            ? model.SampleGiven(data, options.Seed).Observed.TakeRows(standard.Rows)
            : model.Sample(data.Auxiliary, data.Exposure, options.Seed).Observed;
        data = standard.Rows.Length == data.Rows ? data : data.TakeRows(standard.Rows);
        var ((mean, deviation), (priorMean, priorDeviation)) = (standard.Posterior, standard.Prior);
        var hasPosterior = deviation.Values.Any(value => value > 0);
        var stream = new RandomStream(options.Seed).Split("fit check");
        var variances = Columns.Variance(mean);
        var shape = model.PriorShape;
        var latents = Enumerable.Range(0, model.Latents).Select(i => new LatentUse(
            variances[i],
            WithinShare(mean, priorMean, priorDeviation, i),
            hasPosterior ? Kl(mean, deviation, priorMean, priorDeviation, i) : null,
            DistanceFromPrior(standard.Values.Column(i), shape, i))).ToArray();

        var observed = model.Description.Preprocessing.Clip(DataOrder.Observed(data, model.Description.Recipe));
        var decoded = model.DecodeFor(data, mean);
        var reconstruction = ReconstructionError.Compute(observed, decoded);
        for (var i = 0; i < made.Values.Length; i++)
            if (float.IsNaN(observed.Values[i]))
                made.Values[i] = float.NaN; // as the rows that it is compared with
        var madeMean = options.Likelihood.Family.IsDiscrete ? null : model.Transform(data with { Observed = made });
        var collapsed = latents.All(latent => latent.OnlyRepeatsAuxiliary || latent.IsIdle);
        var check = new FitCheck
        {
            Latents = latents,
            ActiveUnits = variances.Count(variance => variance > EvaluationDecisions.ActiveVariance),
            IsCollapsed = collapsed,
            ReconstructionRSquared = reconstruction.RSquaredPerColumn,
            ResidualCalibration = hasPosterior && madeMean is not null
                ? Residuals(observed, decoded, made, model.DecodeFor(data, madeMean))
                : null,
            PredictiveDistance =
                [.. Enumerable.Range(0, observed.Columns).Select(j => Distance(observed.Column(j), made.Column(j)))],
            Dependence = [.. (all is null ? standard : StandardLatents.Of(model, Some(all, model)))
                .Dependence(stream.Split("dependence")).Take(MaxPairs)],
            Predictive = madeMean is null ? null
                : PredictiveTest.Of(
                    Features(observed, mean, standard.Prior), Features(made, madeMean, standard.Prior),
                    data.TimeOrdered ? data.Starts : null, stream.Split("predictive")),
            Coverage90 =
                hasPosterior && data.Sources is { } sources ? PosteriorCoverage.Of(mean, deviation, sources) : null,
            Findings = [],
            Family = options.Prior.HasFreeShape ? null : options.Prior.FamilyOrDefault,
            EncoderReadsAuxiliary = model.EncoderReadsAuxiliary,
            ReadsPast = model.Past > 0,
        };
        return check with { Findings = [.. Found(check, model.Description.Recipe.ObservedNames)] };
    }

    /// <summary>Rows evenly spaced, or from the start where the prior reads those before them.</summary>
    private static Dataset Some(Dataset data, IvaeModel model)
    {
        var step = model.Past > 0 ? 1 : (data.Rows + MaxRows - 1) / MaxRows;
        return data.Rows <= MaxRows ? data : data.TakeRows(
            [.. Enumerable.Range(0, data.Rows).Where(row => row % step == 0).Take(MaxRows)]);
    }

    private static double WithinShare(Matrix mean, Matrix priorMean, Matrix priorDeviation, int latent)
    {
        var (within, prior) = (0.0, 0.0);
        for (var row = 0; row < mean.Rows; row++)
        {
            within += Math.Pow(mean[row, latent] - priorMean[row, latent], 2);
            prior += Math.Pow(priorDeviation[row, latent], 2);
        }

        return within / prior;
    }

    /// <summary>
    /// Mean KL of the marginals; a prior that is not Gaussian counts as the Gaussian of its mean and variance.
    /// </summary>
    private static double Kl(Matrix mean, Matrix deviation, Matrix priorMean, Matrix priorDeviation, int latent)
    {
        var sum = 0.0;
        for (var row = 0; row < mean.Rows; row++)
        {
            double vq = Math.Pow(deviation[row, latent], 2), vp = Math.Pow(priorDeviation[row, latent], 2),
                d = mean[row, latent] - priorMean[row, latent];
            sum += 0.5 * (Math.Log(vp / vq) + (vq + d * d) / vp - 1);
        }

        return sum / mean.Rows;
    }

    private static double DistanceFromPrior(float[] standard, PriorDensity<float> prior, int latent)
    {
        Array.Sort(standard);
        var (mean, deviation) = prior.UnitMoments(latent);
        var largest = 0.0;
        for (var i = 0; i < standard.Length; i++)
        {
            double x = standard[i];
            var expected = prior.CumulativeProbability(mean + x * deviation, latent);
            largest = Math.Max(
                largest, Math.Max(expected - (double)i / standard.Length, (i + 1.0) / standard.Length - expected));
        }

        return largest;
    }

    /// <summary>
    /// What a classifier sees of rows: x, the latents in units of their prior, and the prior <c>[N, D + 3L]</c>.
    /// </summary>
    private static Matrix Features(
        Matrix observed, Matrix mean, (Matrix Mean, Matrix StandardDeviation) prior)
    {
        var (priorMean, priorDeviation) = prior;
        var (d, n) = (observed.Columns, mean.Columns);
        var features = new Matrix(observed.Rows, d + 3 * n);
        for (var row = 0; row < observed.Rows; row++)
        {
            observed.Row(row).CopyTo(features.Row(row));
            foreach (ref var value in features.Row(row)[..d])
                value = float.IsNaN(value) ? 0 : value;
            for (var i = 0; i < n; i++)
            {
                features[row, d + i] = (mean[row, i] - priorMean[row, i]) / priorDeviation[row, i];
                features[row, d + n + i] = priorMean[row, i];
                features[row, d + 2 * n + i] = priorDeviation[row, i];
            }
        }

        return features;
    }

    /// <summary>
    /// Mean squared residual of each column over that of data which the model makes itself, both at the posterior mean,
    /// where residuals are smaller than the noise.
    /// </summary>
    private static double[] Residuals(Matrix observed, Matrix decoded, Matrix made, Matrix madeDecoded)
    {
        var own = Squares(made, madeDecoded);
        return [.. Squares(observed, decoded).Select((square, j) => own[j] > 0 ? square / own[j] : 1)];
    }

    private static double[] Squares(Matrix a, Matrix b)
    {
        var sums = new double[a.Columns];
        for (var i = 0; i < a.Values.Length; i++)
            if (!float.IsNaN(a.Values[i]))
                sums[i % a.Columns] += Math.Pow((double)a.Values[i] - b.Values[i], 2) / a.Rows;
        return sums;
    }

    /// <summary>Largest distance between the distribution functions of two samples of one size.</summary>
    private static double Distance(float[] a, float[] b)
    {
        (a, b) = (Array.FindAll(a, float.IsFinite), Array.FindAll(b, float.IsFinite));
        Array.Sort(a);
        Array.Sort(b);
        var (largest, j) = (0, 0);
        for (var i = 0; i < a.Length; i++)
        {
            if (i + 1 < a.Length && a[i + 1] == a[i])
                continue;
            while (j < b.Length && b[j] <= a[i])
                j++;
            largest = Math.Max(largest, Math.Abs(i + 1 - j));
        }

        return (double)largest / Math.Max(1, a.Length);
    }

    private static IEnumerable<FitFinding> Found(FitCheck check, IReadOnlyList<string> columns)
    {
        if (check.IsCollapsed)
            yield return new(FitFindingKind.Collapsed);
        int[] idle = [.. Indices(latent => latent.IsIdle)];
        if (idle.Length > 0 && !check.IsCollapsed)
            yield return new(FitFindingKind.IdleLatents) { Latents = idle };
        int[] repeat = [.. Indices(latent => !latent.IsIdle && latent.OnlyRepeatsAuxiliary)];
        if (repeat.Length > 0 && !check.IsCollapsed)
            yield return new(FitFindingKind.LatentsRepeatAuxiliary) { Latents = repeat };
        int[] ill = [.. Indices(latent => latent.PriorDistance > IdentifiabilityDecisions.LargePriorDistance)];
        if (ill.Length > 0)
            yield return new(FitFindingKind.LatentsUnlikePrior) { Latents = ill };
        PairDependence[] dependent = [.. check.Dependence.Where(pair => pair.IsClear)];
        if (dependent.Length > 0)
            yield return new(FitFindingKind.DependentLatents)
            {
                Latents = [.. dependent.SelectMany(pair => new[] { pair.First, pair.Second }).Distinct().Order()],
                Value = dependent.Max(pair => pair.Effect),
            };
        if (check.Predictive is { IsClear: true } predictive)
            yield return new(FitFindingKind.UnlikeModel) { Value = predictive.Accuracy };
        if (check.ResidualCalibration?.Max() is { } ratio && ratio > IdentifiabilityDecisions.LargeResiduals)
            yield return new(FitFindingKind.LargeResiduals) { Value = ratio };
        var distance = check.PredictiveDistance.Max();
        if (distance > IdentifiabilityDecisions.LargePredictiveDistance)
            yield return new(FitFindingKind.ColumnUnlikeModel)
            {
                Value = distance,
                Column = columns[Array.IndexOf(check.PredictiveDistance, distance)],
            };

        IEnumerable<int> Indices(Func<LatentUse, bool> which)
            => Enumerable.Range(0, check.Latents.Count).Where(i => which(check.Latents[i]));
    }
}
