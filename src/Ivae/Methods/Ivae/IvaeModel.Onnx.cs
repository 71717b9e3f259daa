using Ivae.Autodiff;
using Ivae.Data;
using Ivae.Onnx;

namespace Ivae.Methods;

/// <content>The functions of the model as ONNX graphs.</content>
public sealed partial class IvaeModel
{
    private bool HasAuxiliary => Description.Auxiliary is not { Columns: 0, Levels.Count: 0 };

    /// <inheritdoc/>
    internal override IEnumerable<OnnxFunction> OnnxFunctions()
    {
        yield return OnnxFunction.Of(OnnxFunction.Encoder, "The latents of rows.", DescribeEncoder);
        if (ReadsOrder)
        {
            yield return new("score", "The exact log p(x | past, u) of rows.", null,
                $"The prior reads {(Past > 0 ? "the past" : "regimes from rows in order")}, and ONNX files here take "
                    + "rows one by one; score with ivae score.");
            yield return OnnxFunction.Of("decoder", "The mean of x at latents.", DescribeDecoder);
            yield break;
        }

        yield return OnnxFunction.Of("score", network.Method.HasExactLikelihood
            ? "The exact log p(x | u) of rows." : "Bounds on log p(x | u) of rows, for given draws.", DescribeScore);
        yield return OnnxFunction.Of("decoder", "The mean of x at latents.", DescribeDecoder);
        if (HasAuxiliary)
            yield return OnnxFunction.Of("prior", "The prior of the latents given u.", DescribePrior);
    }

    private void DescribeEncoder(OnnxGraph graph)
    {
        var (x, _) = Description.Preprocessing.Apply(ObservedInput(graph));
        var u = EncoderReadsAuxiliary || HasProductPosterior
            ? OnnxAuxiliary.Declare(graph, Description) : OnnxAuxiliary.None;
        var objective = ModelGraph<float>.Of(network);
        var variance = objective.Variance; // recorded where the objective does without
        var tape = Tape(graph, objective, x, u, null, ExposureInput(graph));
        Latent(graph, tape, objective);
        if (variance is not null)
            graph.Output("standard_deviation", tape[variance].Sqrt(), Latents,
                "Standard deviation of the posterior of each latent.");
        Determinant(graph, tape, objective);
    }

    private void DescribeScore(OnnxGraph graph)
    {
        var (x, rest) = Description.Preprocessing.Apply(
            ObservedInput(graph), Description.Options.Likelihood.Masked);
        var u = OnnxAuxiliary.Declare(graph, Description);
        var isExact = network.Method.HasExactLikelihood;
        var noise = isExact
            ? x.Filled(0, Latents)
            : graph.Input("noise", Latents, "Standard normal draws, from which those of the latents are made.");
        var objective = ModelGraph<float>.Of(network, importance: true);
        var tape = Tape(graph, objective, x, u, noise, ExposureInput(graph));
        Latent(graph, tape, objective);
        Determinant(graph, tape, objective);
        if (isExact)
        {
            Nats("log_likelihood", objective.Bound, "log p(x | u), in nats.");
            return;
        }

        Nats("bound", objective.Bound, "Evidence lower bound at this draw, in nats; its mean over draws is the bound.");
        Nats("log_weight", objective.LogWeight,
            "log p(x, z | u)/q(z | x, u) at this draw, in nats; log p(x | u) is the log of the mean of its exp.");

        void Nats(string name, Variable<float> value, string description)
        {
            var nats = tape[value] + Description.Preprocessing.LogAbsDeterminant;
            graph.Output(name, rest is { } outside ? nats + outside : nats, 1, description);
        }
    }

    private void DescribeDecoder(OnnxGraph graph)
    {
        var tape = new Tape<float>();
        var latents = tape.Input(Latents);
        var decoded = network.Decode(latents);
        var onnx = new OnnxTape<float>(graph, tape) { [latents] = graph.Input("latents", Latents, "Latents.") };
        var rates = ExposureInput(graph) is { } exposure ? onnx[decoded] + exposure : onnx[decoded];
        graph.Output("x", Description.Preprocessing.Invert(network.Likelihood.Mean(rates)), Observed,
            "Mean of x, in the units of the data.");
    }

    private void DescribePrior(OnnxGraph graph)
    {
        var u = OnnxAuxiliary.Declare(graph, Description);
        var objective = ModelGraph<float>.Of(network);
        var tape = Tape(graph, objective, null, u, null);
        var rows = u.Codes.Count > 0 ? u.Codes[0] : u.Numeric!.Value;
        var (location, logScale) = (objective.Prior.Location, objective.Prior.LogScale);
        var centre = location is null ? rows.Filled(0, Latents) : tape[location];
        var scale = logScale is null ? rows.Filled(1, Latents) : tape[logScale].Exp();
        var moments = Enumerable.Range(0, Latents).Select(objective.Prior.UnitMoments).ToArray();
        graph.Output("mean", centre + scale * graph.Row(moments.Select(unit => unit.Mean)), Latents, "Mean.");
        graph.Output("standard_deviation", scale * graph.Row(moments.Select(unit => unit.Deviation)), Latents,
            "Standard deviation.");
        graph.Output("location", centre, Latents, "Location of the family.");
        graph.Output("scale", scale, Latents, "Scale of the family.");
    }

    private void Latent(OnnxGraph graph, OnnxTape<float> tape, ModelGraph<float> objective) => graph.Output(
        "latents", tape[objective.Mean], Latents, objective.Variance is null ? "Latents." : "Mean of each latent.");

    private void Determinant(OnnxGraph graph, OnnxTape<float> tape, ModelGraph<float> objective)
    {
        if (objective.LogDeterminant is { } logDeterminant && Description.Preprocessing.Reduction is null)
            graph.Output("log_abs_det", tape[logDeterminant] + Description.Preprocessing.LogAbsDeterminant, 1,
                "log |det| of the Jacobian of all coordinates that the flow gives x, in nats.");
    }

    /// <summary>log of the exposure of rows by the usual one <c>[N, 1]</c>; none of a model without.</summary>
    private OnnxValue? ExposureInput(OnnxGraph graph) => Description.Options.Likelihood.LogExposure is { } usual
        ? graph.Input("exposure", 1, "Exposure of the counts of each row, above 0.").Log() - usual
        : null;

    private static OnnxTape<float> Tape(
        OnnxGraph graph, ModelGraph<float> objective, OnnxValue? x, OnnxAuxiliary u, OnnxValue? noise,
        OnnxValue? exposure = null)
    {
        var tape = new OnnxTape<float>(graph, objective.Tape);
        objective.Declare(tape, x, u.Numeric, u.Codes, noise, exposure);
        return tape;
    }
}
