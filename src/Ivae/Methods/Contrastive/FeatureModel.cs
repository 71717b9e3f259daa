using Ivae.Autodiff;
using Ivae.Data;
using Ivae.Methods.Contrastive;
using Ivae.Methods.Linear;
using Ivae.Numerics;
using Ivae.Onnx;
using Ivae.Training;

namespace Ivae.Methods;

/// <summary>
/// A fitted model that gives rows latents z = (h(x) − c) W and knows no density: features h that were learned by
/// contrastive learning, or the preprocessed observations themselves, unmixed linearly. Immutable; safe to use from
/// many threads.
/// </summary>
internal sealed class FeatureModel : LatentModel
{
    private readonly FeatureNetwork<float>? network;
    private readonly Contrast<float>? contrast;
    private readonly FeatureMethod method;
    private readonly Parameter centre;
    private readonly Parameter matrix;
    private ContrastObjective<float>? objective;

    internal FeatureModel(ModelDescription description, FeatureMethod method, LinearStart start, RandomStream stream)
        : base(description)
    {
        this.method = method;
        if (method is ContrastiveMethod learned)
        {
            network = new FeatureNetwork<float>(Parameters, learned.Features, ModelColumns, Latents,
                method.FindsAbsoluteValues, start.Encoder, stream.Split("features"));
            contrast = learned.Contrast(network, Parameters, description, stream.Split("contrast"));
        }

        var features = network?.Features ?? ModelColumns;
        centre = Parameters.Add("unmixing.center", 1, features);
        matrix = Parameters.Add("unmixing.matrix", features, Latents);
    }

    /// <inheritdoc/>
    public override bool EncoderReadsAuxiliary => false;

    /// <summary>
    /// Share of right answers on the held-out rows after training; none for a model from a file or of a method that
    /// asks nothing.
    /// </summary>
    public double? Accuracy { get; private set; }

    /// <inheritdoc/>
    internal override ParameterSet<float> Parameters { get; } = new();

    private LinearUnmixing Linear => new(ToDouble(centre), ToDouble(matrix));

    /// <inheritdoc/>
    public override Matrix Transform(Dataset data) => Transform(ToModelUnits(data, requireAuxiliary: false));

    /// <inheritdoc/>
    internal override Matrix Transform(ModelData units) => Linear.Apply(Features(units.Observed));

    /// <inheritdoc/>
    internal override IEnumerable<OnnxFunction> OnnxFunctions() =>
        [OnnxFunction.Of(OnnxFunction.Encoder, "The latents of rows.", DescribeEncoder)];

    /// <inheritdoc/>
    internal override IObjective<float>? Objective(ModelData data, RowSplit split, RandomStream stream)
        =>
        objective = contrast is null ? null : new ContrastObjective<float>(contrast, Parameters, data, split, stream);

    /// <inheritdoc/>
    internal override void Complete(ModelData data, RowSplit split, RandomStream stream, List<string> warnings)
    {
        objective?.Validate();
        Accuracy = objective?.Accuracy;
        objective = null; // it holds the data
        var linear = method.Unmix(Features(data.Observed.TakeRows(split.Training)), Latents, stream);
        if (!linear.Converged)
            warnings.Add(
                $"The linear unmixing has not settled after {linear.Iterations} iterations: its components may differ "
                + "with the seed. More rows help, or fewer latents.");
        for (var i = 0; i < linear.Centre.Length; i++)
            Parameters.ValuesOf(centre)[i] = (float)linear.Centre[i];
        for (var i = 0; i < linear.Matrix.Length; i++)
            Parameters.ValuesOf(matrix)[i] = (float)linear.Matrix[i];
    }

    private void DescribeEncoder(OnnxGraph graph)
    {
        var (x, _) = Description.Preprocessing.Apply(ObservedInput(graph));
        var tape = new Tape<float>();
        var observed = tape.Input(ModelColumns);
        var features = network?.Apply(observed) ?? observed;
        var onnx = new OnnxTape<float>(graph, tape) { [observed] = x };
        var unmixed = (onnx[features] - onnx[tape.View(Parameters, centre)]).Times(onnx[tape.View(Parameters, matrix)]);
        graph.Output("latents", unmixed, Latents, "Latents.");
    }

    /// <summary>h(x) <c>[N, F]</c> of preprocessed rows <c>[N, D]</c>.</summary>
    private Matrix Features(Matrix x) =>
        network is null ? x : RowwiseEvaluator.Apply(x, network.Features, network.Apply);

    private double[] ToDouble(Parameter parameter) =>
        Array.ConvertAll(Parameters.ValuesOf(parameter).ToArray(), value => (double)value);
}
