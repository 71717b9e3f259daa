using Ivae.Distributions;
using Ivae.Networks;
using Ivae.Numerics;
using Ivae.Training;

namespace Ivae.Methods;

/// <summary>
/// One step of training after the other, on random data of given shapes: what <see cref="Trainer{T}"/> repeats, without
/// its epochs.
/// </summary>
internal sealed class TrainingStep
{
    /// <summary>Latents and observed columns of the paper's simulation.</summary>
    public const int PaperColumns = 5;

    /// <summary>Levels of u in the paper's simulation.</summary>
    public const int PaperLevels = 40;

    /// <summary>Rows of the paper's simulation.</summary>
    public const int PaperRows = 40_000;

    private const double LearningRate = 1e-3;
    private readonly IObjective<float> objective;
    private readonly Adam<float> adam;
    private readonly int[] rows;
    private readonly int batch;
    private int position;

    /// <summary>A fresh model and data for it.</summary>
    /// <param name="options">The model; <see cref="TrainingOptions.BatchSize"/> is the batch.</param>
    /// <param name="rows">N, at least the batch.</param>
    /// <param name="observed">D.</param>
    /// <param name="levels">M, levels of the only auxiliary variable.</param>
    /// <param name="seed">Start of the random numbers.</param>
    /// <param name="threads">Threads that a large batch may take.</param>
    public TrainingStep(IvaeOptions options, int rows = PaperRows, int observed = PaperColumns,
        int levels = PaperLevels, ulong seed = 1, int threads = 1)
    {
        var resolved = options.Resolve(observed);
        var stream = new RandomStream(seed);
        var x = new Matrix(rows, observed);
        stream.Split("data").FillNormal(x.Values.AsSpan());
        Data = new ModelData(
            x, new Matrix(rows, 0), [[.. Enumerable.Range(0, rows).Select(row => (int)((long)row * levels / rows))]]);
        var latents = resolved.LatentDimension!.Value;
        var start = LinearStart.For(resolved, x, stream.Split("rotation"));
        Network = new IvaeNetwork<float>(
            resolved, observed, latents, new ContextShape(0, [levels]), start, stream.Split("initialise"));
        var split = RowSplit.Make(rows, 0, false, stream.Split("split"));
        objective = new IvaeObjective<float>(Network, Data, split, stream);
        objective.Threads = threads;
        adam = new Adam<float>(Network.Parameters, resolved.Training);
        this.rows = stream.Split("shuffle").Permutation(rows);
        batch = resolved.Training.BatchSize;
    }

    /// <summary>The model that is trained.</summary>
    public IvaeNetwork<float> Network { get; }

    /// <summary>The data it is trained on.</summary>
    public ModelData Data { get; }

    /// <summary>
    /// The step of the paper's simulation (Khemakhem et al. 2020, supplement H): mean and variance of the posterior
    /// from a network each on x and u, a decoder and a network for the scale of the prior, each with two hidden layers
    /// and xtanh; fixed noise; no linear maps; Adam without a bound on the gradient.
    /// </summary>
    /// <param name="batch">B.</param>
    /// <param name="width">H, the width of all hidden layers.</param>
    /// <param name="covariance">Covariance of the posterior.</param>
    public static IvaeOptions PaperOptions(int batch, int width, PosteriorCovariance covariance)
    {
        var network = new NetworkOptions { HiddenWidths = [width, width], Activation = Activation.Xtanh };
        return new IvaeOptions
        {
            Method = new IvaeMethod
            {
                Posterior = new PosteriorOptions
                {
                    Covariance = covariance,
                    ReadsAuxiliary = true,
                    SeparateNetworks = true,
                    Network = network,
                },
                LinearPath = false,
            },
            Prior =
                new PriorOptions { Modulates = Modulation.Scale, Conditioner = Conditioner.Network, Network = network },
            Likelihood = new LikelihoodOptions { Noise = NoiseVariance.Fixed, Variance = 0.1, Network = network },
            Training = new TrainingOptions
            {
                BatchSize = batch,
                LearningRate = LearningRate,
                Schedule = ScheduleKind.Constant,
                GradientClip = 0,
            },
        };
    }

    /// <summary>The next batch: draws the noise, computes the loss and its gradient, moves the parameters.</summary>
    /// <returns>The loss before the step, in nats a row.</returns>
    public double Run()
    {
        if (position + batch > rows.Length)
            position = 0;
        var loss = objective.Loss(rows.AsSpan(position, batch), 0);
        adam.Step(LearningRate);
        position += batch;
        return loss;
    }
}
