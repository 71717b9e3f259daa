#:project ../src/Ivae/Ivae.csproj
#:property PublishAot=false
#:property Configuration=Release

// A method of your own: an iVAE whose divergence costs nothing below some nats per row ("free bits", Kingma et al.
// 2016), fitted, saved and loaded as any other. Run from anywhere: dotnet run own-method.cs
using Ivae;
using Ivae.Autodiff;
using Ivae.Evaluation;
using Ivae.Methods;
using Ivae.Numerics;
using Ivae.Simulation;
using Ivae.Training;

Method.Register(new FreeBitsMethod());

var simulated = SimulationPresets.Paper with { Latent = 2, Observed = 3, Segments = 10, RowsPerSegment = 200 };
var data = Simulator.Generate(simulated, seed: 1).ToDataset();
var options = new IvaeOptions
{
    Method = new FreeBitsMethod { FreeNats = 1 },
    LatentDimension = 2,
    Training = new() { Steps = 1500 },
};
var progress = new Progress<EpochMetrics>(epoch => Console.Error.WriteLine(
    $"{epoch.StageName}: pass {epoch.Epoch} of {epoch.Epochs}, {epoch.HeldOutBound:F2} nats per held-out row"));
var fit = new IvaeEstimator(options).Fit(data, progress);
var latents = fit.Model.Transform(data);
var score = MeanCorrelationCoefficient.ComputeHeldOut(latents, data.Sources!).Score;
Console.WriteLine($"{fit.Model.Method.Title}: {fit.Training.Outcome}, correlation with the sources {score:F2}");

var path = Path.Combine(Path.GetTempPath(), $"own-method-{Guid.NewGuid()}.ivae");
fit.Model.Save(path);
var loaded = LatentModel.Load(path);
File.Delete(path);
var method = (FreeBitsMethod)loaded.Method;
var same = loaded.Transform(data).Values.SequenceEqual(latents.Values);
Console.WriteLine($"loaded: {method.Name} with {method.FreeNats} free nats, {(same ? "the same" : "other")} latents");

/// <summary>E_q[log p(x | z)] − max(KL(q(z | x) ‖ p(z | u)), λ).</summary>
internal sealed record FreeBitsMethod : VaeObjectiveMethod
{
    public FreeBitsMethod()
        : base("free-bits", "iVAE with free bits", "None of its own.") => NeedsAuxiliary = true;

    /// <summary>λ ≥ 0, in nats per row.</summary>
    public double FreeNats { get; init; } = 0.5;

    protected override Variable<T> Objective<T>(VaeTerms<T> terms)
    {
        var above = (terms.Divergence + -FreeNats).Activate(Activation.Relu);
        return terms.LogLikelihood - (above + FreeNats);
    }

    protected override IEnumerable<string> Problems() => Negative(("free_nats", FreeNats));
}
