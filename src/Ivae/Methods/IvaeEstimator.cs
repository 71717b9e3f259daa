using System.Globalization;
using Ivae.Data;
using Ivae.Distributions;
using Ivae.Networks;
using Ivae.Numerics;
using Ivae.Selection;
using Ivae.Training;

namespace Ivae.Methods;

/// <summary>Fits a model by any method of the table (<see cref="Method.All"/>), by default an identifiable one: its prior depends on an auxiliary variable u.</summary>
/// <remarks>Source: Khemakhem, Kingma, Monti and Hyvärinen, "Variational autoencoders and nonlinear ICA: a unifying framework", AISTATS 2020.</remarks>
public sealed class IvaeEstimator
{
    /// <summary>Part of the variance beside the latents of a flow above which noise is no small thing any more: "auto" then takes the bound, whose decoder explains more of x.</summary>
    private const double MaxNoise = 0.025;

    /// <summary>The same above which the latents of a flow are no good start for that.</summary>
    private const double MaxNoiseOfStart = 0.2;

    private readonly IvaeOptions options;

    /// <summary>An estimator with the given options; nothing is computed before <see cref="Fit"/>.</summary>
    /// <exception cref="ArgumentException">Options are out of range; the message names all of them.</exception>
    public IvaeEstimator(IvaeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        this.options = options;
    }

    /// <summary>Told the model before its training starts; its parameters move while it is trained.</summary>
    internal Action<LatentModel>? Created { get; set; }

    /// <summary>The latents of all rows <c>[N, L]</c> that an iVAE starts from, if it starts from any.</summary>
    private Matrix? Start { get; init; }

    /// <summary>Fits the model to data.</summary>
    /// <param name="data">Observations and their auxiliary variable; known sources are not looked at.</param>
    /// <param name="progress">Told after each epoch of each restart, from the thread that runs it.</param>
    /// <param name="cancellation">Ends training; the best parameters so far are kept and the outcome says so.</param>
    /// <exception cref="DataException">The data cannot be fitted: no rows, a constant column, no auxiliary variable.</exception>
    public FitResult Fit(Dataset data, IProgress<EpochMetrics>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        var warnings = new List<string>();
        var resolved = options.Resolve(data.Observed.Columns);
        resolved.Validate();
        var method = Method.Named(resolved.Method);
        Check(data, resolved, warnings);
        var latents = resolved.LatentDimension!.Value;
        var stream = new RandomStream(options.Seed);
        var split = RowSplit.Make(data.Rows, options.Training.HeldOut, data.TimeOrdered || method.NeedsOrder, stream.Split("split"));
        var auxiliary = method.NeedsAuxiliary ? data.Auxiliary : Auxiliary.None(data.Rows);

        var preprocessing = FitPreprocessing(data.Observed.TakeRows(split.Training), resolved, data, warnings);
        if (resolved.Prior.Shape is { Kind: PriorShape.PrincipalComponents } principal)
            resolved = resolved with { Prior = resolved.Prior with { Shape = principal with { Scales = PrincipalScales.Of(data.Observed.TakeRows(split.Training), latents) } } };
        var scaling = Standardizer.Fit(auxiliary.Numeric.TakeRows(split.Training));
        var units = new ModelData(preprocessing.Apply(data.Observed), scaling.Apply(auxiliary.Numeric), [.. auxiliary.Categorical.Select(c => c.Codes)]);
        var shape = new ContextShape(auxiliary.Numeric.Columns, [.. auxiliary.Categorical.Select(c => c.Levels.Count)]);

        var description = new ModelDescription
        {
            Options = resolved,
            Latents = latents,
            Recipe = data.Recipe,
            Preprocessing = preprocessing,
            AuxiliaryScaling = scaling,
            Auxiliary = shape,
            TrainingRows = split.Training.Length,
            DataName = data.Name,
            Version = typeof(IvaeEstimator).Assembly.GetName().Version!.ToString(3),
        };
        var models = new LatentModel[resolved.Restarts!.Value];
        var threads = options.Threads == 0 ? Environment.ProcessorCount : options.Threads;
        RandomStream Own(int restart) => stream.Split("restart").Split((ulong)restart);
        Parallel.For(0, models.Length, new ParallelOptions { MaxDegreeOfParallelism = threads }, restart =>
        {
            var own = Own(restart);
            models[restart] = method.Create(description, LinearStart.For(resolved, units.Observed, own.Split("rotation")), own.Split("initialise"));
            Created?.Invoke(models[restart]);
            if (Start is not null)
                ((IvaeModel)models[restart]).WarmStart(Start, units, split, own.Split("imitation"), restart, progress, cancellation);
        });
        var runs = new List<Trainer<float>>();
        for (var restart = 0; restart < models.Length; restart++)
            if (models[restart].Objective(units, split, Own(restart)) is { } objective)
                runs.Add(new Trainer<float>(objective, resolved.ModelTraining, Own(restart).Split("shuffle"), restart, progress));

        if (runs.Count > 0)
            Restarts.Run(runs, threads, cancellation);
        TrainingResult[] results = runs.Count > 0 ? [.. runs.Select(run => run.Result!)] : [TrainingResult.NotNeeded];
        var best = Enumerable.Range(0, results.Length).MaxBy(r => results[r].BestBound);
        var noise = options.Method == "auto" && resolved.IsFlow && !cancellation.IsCancellationRequested ? ((IvaeModel)models[best]).UnexplainedVarianceFraction(units.Observed.TakeRows(split.Training)) : 0;
        if (noise <= MaxNoise)
            models[best].Complete(units, split, stream.Split("complete"), warnings, progress, cancellation);
        var result = new FitResult(models[best], results[best], results, best, split.Training, split.HeldOut, warnings);
        return cancellation.IsCancellationRequested ? result
            : noise > MaxNoise ? WithNoise(result, noise, data, progress, cancellation)
            : options.Prior.Family is null && resolved.IsFlow ? WithBestFamily(result, data, progress, cancellation)
            : result;
    }

    /// <summary>A fit that a further one was to better, and that was cancelled in it.</summary>
    private static FitResult Kept(FitResult first) =>
        first with { Training = first.Training with { Outcome = TrainingOutcome.Cancelled, Message = "Cancelled in a further fit; the model of the one before it is kept." } };

    /// <summary>The fit of an iVAE, which starts from the latents of a flow unless they leave too much to noise.</summary>
    private FitResult WithNoise(FitResult flow, double noise, Dataset data, IProgress<EpochMetrics>? progress, CancellationToken cancellation)
    {
        var (further, start) = noise <= MaxNoiseOfStart ? (options.ForNoise(), flow.Model.Transform(data)) : (options.ForMethod("ivae"), null);
        var bound = new IvaeEstimator(further) { Created = Created, Start = start }.Fit(data, progress, cancellation);
        return bound.Training.HasModel || !cancellation.IsCancellationRequested
            ? bound with { Warnings = [.. bound.Warnings, string.Create(CultureInfo.InvariantCulture, $"Method ivae{(start is null ? "" : ", started from the latents of a flow,")} was chosen rather than flow: {flow.Model.Latents} latents of a flow leave {noise:P1} of the variance, so that noise cannot be neglected.{(further.Posterior.ReadsAuxiliary == true ? " The encoder reads u, which new rows need (posterior.reads_auxiliary)." : "")}")] }
            : Kept(flow);
    }

    private FitResult WithBestFamily(FitResult gaussian, Dataset data, IProgress<EpochMetrics>? progress, CancellationToken cancellation)
    {
        var model = (IvaeModel)gaussian.Model;
        if (FamilyChoice.Better(model, data) is not { } better)
            return gaussian;
        var other = new IvaeEstimator(options with { Prior = better }) { Created = Created }.Fit(data, progress, cancellation);
        if (cancellation.IsCancellationRequested)
            return Kept(gaussian);
        var judged = data.TakeRows([.. gaussian.HeldOutRows.Count > 0 ? gaussian.HeldOutRows : gaussian.TrainingRows]);
        return FamilyChoice.IsKept((IvaeModel)other.Model, model, judged)
            ? other with { Warnings = [.. other.Warnings, $"Prior family {better.Family} was chosen rather than {PriorFamily.Gaussian}: only scales move with u, and the latents, each bent as suits the family best, are more likely under it."] }
            : gaussian with { Warnings = [.. gaussian.Warnings, $"The latents look like {better.Family}, but a fit with that prior explains held-out rows worse; the prior stays {PriorFamily.Gaussian}."] };
    }

    private static Preprocessing FitPreprocessing(Matrix observed, IvaeOptions options, Dataset data, List<string> warnings)
    {
        Preprocessing fitted;
        try
        {
            fitted = Preprocessing.Fit(observed, new PreprocessingOptions { Scaling = options.Scaling!.Value, ClipAt = options.ClipAt }, data.ObservedNames);
        }
        catch (ArgumentException error)
        {
            throw new DataException(data.Name, error.Message, cause: error);
        }

        if (fitted.Clipped.Any(count => count > 0))
            warnings.Add(string.Create(CultureInfo.InvariantCulture, $"Values more than {options.ClipAt:g4} robust standard deviations from their column's median were clipped to that: ")
                + string.Join(", ", data.ObservedNames.Zip(fitted.Clipped).Where(c => c.Second > 0).Select(c => $"{c.Second} in {c.First}")) + ".");
        return fitted;
    }

    private static void Check(Dataset data, IvaeOptions options, List<string> warnings)
    {
        if (data.Rows == 0)
            throw new DataException(data.Name, "there are no rows; a fit needs at least one.");
        var method = Method.Named(options.Method);
        if (method.NeedsAuxiliary && data.Auxiliary.IsEmpty)
            throw new DataException(data.Name, $"method \"{method.Name}\" needs an auxiliary variable; name columns with --auxiliary, or use --segments or --lags (or fit --method vae, which has no guarantee).");
        if (method.NeedsLevels && data.Auxiliary is not { Categorical.Count: 1, Numeric.Columns: 0 })
            throw new DataException(data.Name, $"method \"{method.Name}\" tells the levels of one categorical auxiliary variable apart, and there are {data.Auxiliary.Categorical.Count} categorical and {data.Auxiliary.Numeric.Columns} numeric ones; give one, or use --segments alone.");
        var problems = DataCheck.Run(data);
        if (problems.Where(p => p.IsError).Select(p => p.Message).ToList() is { Count: > 0 } errors)
            throw new DataException(data.Name, string.Join(" ", errors));
        warnings.AddRange(problems.Select(p => p.Message));
        if (options.LatentDimension > data.Observed.Columns)
            warnings.Add($"{options.LatentDimension} latents from {data.Observed.Columns} observed columns: the mixing cannot be injective, so that no guarantee holds.");
        if (options.IsFlow && options.LatentDimension > data.Observed.Columns)
            throw new DataException(data.Name, $"a flow cannot have more latents ({options.LatentDimension}) than observed columns ({data.Observed.Columns}); lower --latent or use --method ivae.");
        if (options.Likelihood.Family == LikelihoodFamily.Bernoulli && data.Observed.Values.Any(v => v is not (0 or 1)))
            throw new DataException(data.Name, "a Bernoulli likelihood needs observations of 0 and 1 only; choose another likelihood.family.");
        if (options.Likelihood.Family == LikelihoodFamily.Poisson && data.Observed.Values.Any(v => v < 0 || v != MathF.Floor(v)))
            throw new DataException(data.Name, "a Poisson likelihood needs observations that are counts 0, 1, 2, …; choose another likelihood.family.");
    }
}
