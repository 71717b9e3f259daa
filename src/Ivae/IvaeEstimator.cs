using Ivae.Data;
using Ivae.Methods;
using Ivae.Numerics;
using Ivae.Selection;
using Ivae.Training;

namespace Ivae;

/// <summary>
/// Fits a model by any method of the table (<see cref="Method.All"/>), by default an identifiable one: its prior
/// depends on an auxiliary variable u.
/// </summary>
/// <remarks>
/// Source: Khemakhem, Kingma, Monti and Hyvärinen, "Variational autoencoders and nonlinear ICA: a unifying framework",
/// AISTATS 2020.
/// </remarks>
public sealed class IvaeEstimator
{
    private readonly IvaeOptions options;

    /// <summary>An estimator with the given options; nothing is computed before <see cref="Fit"/>.</summary>
    /// <exception cref="ArgumentException">Options are out of range; the message names all of them.</exception>
    public IvaeEstimator(IvaeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        this.options = options;
    }

    /// <summary>Receives the model before its training starts; its parameters change while it is trained.</summary>
    internal Action<LatentModel>? Created { get; set; }

    /// <summary>
    /// A fitted model that training goes on from, with its options but those of training, on data read as its own.
    /// </summary>
    internal LatentModel? Start { get; set; }

    /// <summary>Where a fit keeps its state, and goes on from one that is there; nowhere otherwise.</summary>
    internal Checkpoint? Checkpoint { get; set; }

    /// <summary>Fits the model to data, in as many stages as the options and the data call for.</summary>
    /// <param name="data">Observations and their auxiliary variable; known sources are not looked at.</param>
    /// <param name="progress">Receives a report after each epoch of each run of each stage, from the thread that runs
    /// it.</param>
    /// <param name="cancellation">Ends training; the best parameters so far are kept and the outcome says so.</param>
    /// <exception cref="OperationCanceledException">It was cancelled before the data was ready for a model.</exception>
    /// <exception cref="InsufficientMemoryException">Something does not fit into memory; the message says
    /// what.</exception>
    /// <exception cref="DataException">The data cannot be fitted: no rows, a constant column, no auxiliary
    /// variable.</exception>
    public FitResult Fit(
        Dataset data, IProgress<EpochMetrics>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        var asked = data.MayLackValues ? DataRequirements.ForMissing(options) : options;
        var resolved = Start is null ? FitPipeline.Resolved(asked, data.Observed.Columns) : asked;
        var prepared = MemoryNeed.Of(
            $"the preprocessing of {data.Rows} rows of {data.Observed.Columns} columns does not fit into memory; give "
                + "fewer rows or columns, or preprocessing.scaling=standardise or reduce.",
            () => PreparedData.Make(data, resolved, cancellation, Start?.Description));
        var pipeline = new FitPipeline(asked, prepared, progress, cancellation)
        {
            Created = Created,
            Checkpoint = Checkpoint,
            Start = Start,
        };
        return MemoryNeed.Of(
            "the models and their training do not fit into memory; lower the widths of the networks, "
                + $"training.batch_size ({options.Training.BatchSize}), training.restarts or the number of threads.",
            pipeline.Run);
    }
}
