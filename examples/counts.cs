#:project ../src/Ivae/Ivae.csproj
#:property PublishAot=false
#:property Configuration=Release

// Counts, such as spikes of neurons: two latents that move with a stimulus, behind thirty counting columns.
// No theorem promises that latents of counts are the true ones: see docs/howto/counts.md.
// Run from anywhere: dotnet run counts.cs
using Ivae;
using Ivae.Distributions;
using Ivae.Evaluation;
using Ivae.Methods;
using Ivae.Numerics;
using Ivae.Simulation;
using Ivae.Training;

var neurons = SimulationPresets.All["pi-vae-discrete"] with { Observed = 30, RowsPerSegment = 400 };
var data = Simulator.Generate(neurons, seed: 1).ToDataset();
var progress = new Progress<EpochMetrics>(epoch => Console.Error.WriteLine(
    $"{epoch.StageName}: pass {epoch.Epoch} of {epoch.Epochs}, {epoch.HeldOutBound:F2} nats per held-out row"));
var options = new IvaeOptions
{
    LatentDimension = 2,
    Likelihood = new() { Family = LikelihoodFamily.Poisson },
    Training = new() { Epochs = 50 },
};
var fit = new IvaeEstimator(options).Fit(data, progress);
Matrix latents = fit.Model.Transform(data);

Console.WriteLine(fit);
Console.WriteLine(
    $"correlation with the true sources {MeanCorrelationCoefficient.ComputeHeldOut(latents, data.Sources!).Score:F3}");

// As many new counts as there are rows, of the same stimuli.
var (counts, _) = fit.Model.Density.Sample(data.Auxiliary, seed: 1);
Console.WriteLine($"new counts {counts}");
