using Ivae.Autodiff;
using Ivae.Data;
using Ivae.Distributions;
using Ivae.Numerics;
using Ivae.Training;

namespace Ivae.Methods;

/// <summary>
/// A fitted model of the density of x given u: prior, posterior and likelihood. Immutable; safe to use from many
/// threads.
/// </summary>
public sealed partial class IvaeModel : LatentModel
{
    private const int BatchSize = 512;
    private readonly IvaeNetwork<float> network;

    internal IvaeModel(ModelDescription description, IvaeNetwork<float> network)
        : base(description)
        => this.network = network;

    /// <inheritdoc/>
    public override bool EncoderReadsAuxiliary => network.Method.Encoder.ReadsAuxiliary == true;

    /// <inheritdoc/>
    internal override ParameterSet<float> Parameters => network.Parameters;

    private bool HasProductPosterior => network.Method.HasProductPosterior;

    /// <summary>A model with fresh parameters.</summary>
    internal static LatentModel Create(ModelDescription description, LinearStart start, RandomStream stream)
        => new IvaeModel(description, new IvaeNetwork<float>(description.Options,
            description.Preprocessing.ModelColumns, description.Latents, description.Auxiliary, start, stream,
            description.Mask));

    /// <inheritdoc/>
    internal override IObjective<float> Objective(ModelData data, RowSplit split, RandomStream stream)
        => network.Regimes is null
            ? Masked(new IvaeObjective<float>(
                network, data, split, stream, Description.Preprocessing.LogAbsDeterminant))
            : new RegimeObjective(
                network, data, split, stream, Description.Preprocessing.LogAbsDeterminant, HasLastingStart);

    /// <summary>
    /// What teaches the model to give the rows the latents <c>[N, L]</c> that another one found, where its own training
    /// then starts.
    /// </summary>
    internal IObjective<float> WarmStart(Matrix latents, ModelData data, RowSplit split, RandomStream stream) =>
        Masked(new IvaeObjective<float>(
            network, data, split, stream, Description.Preprocessing.LogAbsDeterminant,
            () => new WarmStartGraph<float>(network, latents)));

    /// <summary>What fits the encoder to the decoder and the prior, which are held, by raising the bound.</summary>
    internal IObjective<float> EncoderAlone(ModelData data, RowSplit split, RandomStream stream) =>
        new PartialObjective<float>(
            Objective(data, split, stream),
            [.. Parameters.All.Where(p => !p.Name.StartsWith("encoder", StringComparison.Ordinal))
                .Select(p => p.Offset..(p.Offset + p.Length))]);

    /// <summary>The objective with what a mask of the prior leaves out held where it is.</summary>
    private IObjective<float> Masked(IObjective<float> objective) =>
        network.Prior.Held is { Count: > 0 } held ? new PartialObjective<float>(objective, held) : objective;

    /// <summary>
    /// Means (the first L columns) and log-scales of the prior <c>[M, 2L]</c>, where it is a table of both.
    /// </summary>
    internal Parameter? PriorTable => network.Prior.MeansAndScales;

    /// <summary>Gives every latent a density of its own, of at most six normal components.</summary>
    /// <param name="mixtures">w, m and σ of every component of every latent <c>[L]</c>.</param>
    internal void SetShapes(IReadOnlyList<IReadOnlyList<(double, double, double)>> mixtures)
    {
        for (var latent = 0; latent < mixtures.Count; latent++)
            network.Prior.Shape!.Set(network.Parameters, latent, mixtures[latent]);
    }

    /// <summary>Parameters to start anew with.</summary>
    internal float[] Fresh(Matrix observed, RandomStream stream) =>
        Create(
            Description,
            LinearStart.For(Description.Options, observed, stream.Split("rotation"), Description.Preprocessing),
            stream.Split("initialise")).Parameters.Values.ToArray();

    /// <summary>Posterior means of the latents <c>[N, L]</c>.</summary>
    /// <exception cref="ArgumentException">The data has other columns than the model, or lacks the u its encoder
    /// reads.</exception>
    public override Matrix Transform(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Posterior(data).Mean;
    }

    /// <inheritdoc/>
    internal override Matrix Transform(ModelData units) => Posterior(units, isProduct: HasProductPosterior).Mean;

    /// <summary>
    /// Posterior means and standard deviations of the latents, each <c>[N, L]</c>; of a product posterior q(z | x)
    /// alone where the data has no u.
    /// </summary>
    /// <exception cref="ArgumentException">The data has other columns than the model, or lacks the u its encoder
    /// reads.</exception>
    public (Matrix Mean, Matrix StandardDeviation) Posterior(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var isProduct = network.Method.HasProductPosterior && !data.Auxiliary.IsEmpty;
        return Posterior(ToModelUnits(data, requireAuxiliary: EncoderReadsAuxiliary || isProduct), isProduct);
    }

    private (Matrix Mean, Matrix StandardDeviation) Posterior(ModelData units, bool isProduct)
    {
        var deviation = new Matrix(units.Rows, Latents);
        if (network.Method.Encoder.Covariance == PosteriorCovariance.None)
            return (RowwiseEvaluator.Apply(units.Observed, Latents, network.Encode), deviation);
        var mean = new Matrix(units.Rows, Latents);
        var withoutPrior = network.Method.HasProductPosterior && !isProduct;
        var graph = withoutPrior ? new IvaeGraph<float>(network, withoutPrior: true) : ModelGraph<float>.Of(network);
        var variance = graph.Variance; // recorded where the objective does without
        Run(graph, units, new RandomStream(0), start =>
        {
            graph.Mean.Value.CopyTo(mean.Values.AsSpan(start * Latents));
            for (var i = 0; i < (variance?.Length ?? 0); i++)
                deviation.Values[start * Latents + i] = MathF.Sqrt(variance!.Value[i]);
        });
        return (mean, deviation);
    }

    /// <summary>p(z_t | past, u) at latents that are given.</summary>
    internal PriorGraph<float> PriorGraph() => new(network);

    /// <summary>What p(z | u) looks like but for location and scale.</summary>
    internal PriorDensity<float> PriorShape => ModelGraph<float>.Of(network).Prior;

    /// <summary>
    /// E[x | z] in data units <c>[N, D]</c>, less <see cref="LatentModel.Origins"/>, at latents <c>[N, L]</c>.
    /// </summary>
    public Matrix Decode(Matrix latents)
    {
        ArgumentNullException.ThrowIfNull(latents);
        if (latents.Columns != Latents)
            throw new ArgumentException(
                $"The latents have {latents.Columns} columns; this model has {Latents}.", nameof(latents));
        var decoded = DecodeToModelUnits(latents);
        foreach (ref var value in decoded.Values.AsSpan())
            value = (float)network.Likelihood.Mean(value);
        return Description.Preprocessing.Invert(decoded);
    }

    /// <summary>The same at the exposures of rows of counts, each above 0 <c>[N]</c>; otherwise at the usual
    /// one.</summary>
    /// <exception cref="ArgumentException">There is not one per row, or the model has no exposure.</exception>
    public Matrix Decode(Matrix latents, IReadOnlyList<float> exposure)
    {
        ArgumentNullException.ThrowIfNull(exposure);
        var decoded = Decode(latents);
        var logs = LogExposure(exposure, decoded.Rows)
            ?? throw new ArgumentException("This model has no exposure of counts; decode without.", nameof(exposure));
        return ModelData.Divided(decoded, Array.ConvertAll(logs, log => -log));
    }

    /// <summary>The decoder's mean for rows of data, at their exposures if they have them <c>[N, D]</c>.</summary>
    internal Matrix DecodeFor(Dataset data, Matrix latents) =>
        data.Exposure is { } exposure && Description.Options.Likelihood.LogExposure is not null
            ? Decode(latents, exposure)
            : Decode(latents);

    /// <summary>
    /// The decoder's Jacobian ∂f/∂z in data units <c>[D, L]</c> at each of some latents, in their order.
    /// </summary>
    /// <param name="latents">z, <c>[N, L]</c>; L at most D.</param>
    /// <exception cref="ArgumentException">
    /// The latents have other columns than the model, or there are more latents than columns.
    /// </exception>
    public IEnumerable<double[,]> DecoderJacobians(Matrix latents)
    {
        ArgumentNullException.ThrowIfNull(latents);
        if (latents.Columns != Latents || Latents > Observed)
            throw new ArgumentException(
                $"The latents have {latents.Columns} columns; this model has {Latents}, and {Observed} observed "
                + "columns, which must not be fewer.", nameof(latents));
        return Jacobians(latents);
    }

    /// <summary>
    /// The data as the model sees it: E[x | z] at the posterior mean of each row, in data units <c>[N, D]</c>, less
    /// <see cref="LatentModel.Origins"/>.
    /// </summary>
    public Matrix Reconstruct(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return DecodeFor(data, Transform(data));
    }

    private IEnumerable<double[,]> Jacobians(Matrix latents)
    {
        var tape = new Autodiff.Tape<float>();
        var input = tape.Input(Latents);
        var (_, jacobian) = network.DecodeWithJacobian(input);
        for (var start = 0; start < latents.Rows; start += BatchSize)
        {
            var count = Math.Min(BatchSize, latents.Rows - start);
            input.Resize(count);
            latents.Values.AsSpan(start * Latents, count * Latents).CopyTo(input.Value);
            tape.Forward();
            var directions = new Matrix(jacobian.Rows, ModelColumns, jacobian.Value.ToArray());
            var tangents = Description.Preprocessing.InvertDirections(directions);
            for (var row = 0; row < count; row++)
            {
                var columns = new double[Observed, Latents];
                for (var i = 0; i < Latents; i++)
                    for (var k = 0; k < Observed; k++)
                        columns[k, i] = tangents[row * (jacobian.Rows / count) + i][k];
                yield return columns;
            }
        }
    }

    private Matrix DecodeToModelUnits(Matrix latents) => RowwiseEvaluator.Apply(latents, ModelColumns, network.Decode);

    /// <summary>
    /// Runs an objective over rows, a batch at a time, and hands over the position of the batch's first row.
    /// </summary>
    private static void Run(ModelGraph<float> graph, ModelData data, RandomStream noise, Action<int> read) =>
        Run(graph, data, [.. Enumerable.Range(0, data.Rows)], noise, read);

    private static void Run(
        ModelGraph<float> graph, ModelData data, int[] rows, RandomStream noise, Action<int> read)
    {
        for (var start = 0; start < rows.Length; start += BatchSize)
        {
            graph.Load(data, rows.AsSpan(start, Math.Min(BatchSize, rows.Length - start)), noise);
            graph.Tape.Forward();
            read(start);
        }
    }
}
