using Ivae.Autodiff;
using Ivae.Data;
using Ivae.Methods.Contrastive;
using Ivae.Methods.Linear;
using Ivae.Numerics;
using Ivae.Training;

namespace Ivae.Methods;

/// <summary>
/// A fitted model that gives rows latents z = (h(x) − c) W and knows no density: features h that were learned by telling things apart, or the preprocessed
/// observations themselves, unmixed linearly. Immutable; safe to use from many threads.
/// </summary>
public sealed class FeatureModel : LatentModel
{
    private readonly FeatureNetwork<float>? network;
    private readonly Contrast<float>? contrast;
    private readonly Unmixing unmixing;
    private readonly Parameter center;
    private readonly Parameter matrix;
    private ContrastObjective<float>? objective;

    private FeatureModel(ModelDescription description, NewContrast? newContrast, Unmixing unmixing, bool absolute, LinearStart start, RandomStream stream)
        : base(description)
    {
        this.unmixing = unmixing;
        if (newContrast is not null)
        {
            network = new FeatureNetwork<float>(Parameters, description.Options.Features, Observed, Latents, absolute, start.Encoder, stream.Split("features"));
            contrast = newContrast(network, Parameters, description, stream.Split("contrast"));
        }

        var features = network?.Features ?? Observed;
        center = Parameters.Add("unmixing.center", 1, features);
        matrix = Parameters.Add("unmixing.matrix", features, Latents);
    }

    /// <summary>Makes the contrast of a method, with its parameters beside those of the features.</summary>
    internal delegate Contrast<float> NewContrast(FeatureNetwork<float> features, ParameterSet<float> parameters, ModelDescription description, RandomStream stream);

    /// <summary>Unmixes features <c>[N, F]</c> of the training rows into latents.</summary>
    internal delegate LinearUnmixing Unmixing(Matrix features, ModelDescription description, RandomStream stream);

    /// <inheritdoc/>
    public override bool EncoderReadsAuxiliary => false;

    /// <summary>Share of right answers on the held-out rows after training; none for a model from a file or of a method that asks nothing.</summary>
    public double? Accuracy { get; private set; }

    /// <inheritdoc/>
    internal override ParameterSet<float> Parameters { get; } = new();

    private LinearUnmixing Linear => new(ToDouble(center), ToDouble(matrix));

    /// <summary>How a method of learned features makes its models.</summary>
    /// <param name="contrast">What the features are learned by.</param>
    /// <param name="unmixing">What makes latents of them.</param>
    /// <param name="absolute">Whether features are absolute values.</param>
    internal static Func<ModelDescription, LinearStart, RandomStream, LatentModel> Learned(NewContrast contrast, Unmixing unmixing, bool absolute = false)
        => (description, start, stream) => new FeatureModel(description, contrast, unmixing, absolute, start, stream);

    /// <summary>How a linear method makes its models.</summary>
    internal static Func<ModelDescription, LinearStart, RandomStream, LatentModel> OfLinear(Unmixing unmixing)
        => (description, start, stream) => new FeatureModel(description, null, unmixing, absolute: false, start, stream);

    /// <inheritdoc/>
    public override Matrix Transform(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Linear.Apply(Features(ToModelUnits(data, requireAuxiliary: false).Observed));
    }

    /// <inheritdoc/>
    internal override IObjective<float>? Objective(ModelData data, RowSplit split, RandomStream stream)
        => objective = contrast is null ? null : new ContrastObjective<float>(contrast, Parameters, data, split, stream);

    /// <inheritdoc/>
    internal override void Complete(ModelData data, RowSplit split, RandomStream stream, List<string> warnings, IProgress<EpochMetrics>? progress, CancellationToken cancellation)
    {
        objective?.Validate();
        Accuracy = objective?.Accuracy;
        objective = null; // it holds the data
        var linear = unmixing(Features(data.Observed.TakeRows(split.Training)), Description, stream);
        if (!linear.Converged)
            warnings.Add($"FastICA has not settled after {linear.Iterations} iterations: its components may differ with the seed. More rows help, or another features.contrast.");
        for (var i = 0; i < linear.Center.Length; i++)
            Parameters.ValuesOf(center)[i] = (float)linear.Center[i];
        for (var i = 0; i < linear.Matrix.Length; i++)
            Parameters.ValuesOf(matrix)[i] = (float)linear.Matrix[i];
    }

    /// <summary>h(x) <c>[N, F]</c> of preprocessed rows <c>[N, D]</c>.</summary>
    private Matrix Features(Matrix x) => network is null ? x : RowwiseEvaluator.Apply(x, network.Features, network.Apply);

    private double[] ToDouble(Parameter parameter) => Array.ConvertAll(Parameters.ValuesOf(parameter).ToArray(), value => (double)value);
}
