#:project ../src/Ivae/Ivae.csproj
#:project ../src/Ivae.Reporting/Ivae.Reporting.csproj
#:property PublishAot=false
#:property Configuration=Release

// Whether the latents of a fit can be believed: fits of other seeds and kinds, controls in which there is nothing to
// find, and a verdict with its reasons. Minutes on real data; the data of this program are small.
// Run from anywhere: dotnet run check.cs
using Ivae;
using Ivae.Identifiability;
using Ivae.Methods;
using Ivae.Reporting;
using Ivae.Simulation;
using Ivae.Training;

var simulated = SimulationPresets.Paper with { Latent = 2, Observed = 2, Segments = 20, RowsPerSegment = 200 };
var data = Simulator.Generate(simulated, seed: 1).ToDataset();
var progress = new Progress<EpochMetrics>(epoch => Console.Error.WriteLine(
    $"{epoch.StageName}: pass {epoch.Epoch} of {epoch.Epochs}, {epoch.HeldOutBound:F2} nats per held-out row"));
var fit = new IvaeEstimator(new IvaeOptions { Training = new() { Steps = 4000 } }).Fit(data, progress);
Console.WriteLine(fit);

var work = new CheckOptions { Seeds = 3, NullSteps = 500 };
var (done, all) = (0, IdentifiabilityCheck.Fits(fit.Model.Density, data, work));
var check = IdentifiabilityCheck.Of(
    fit.Model.Density, data, work, () => Console.Error.WriteLine($"{Interlocked.Increment(ref done)} of {all} fits"));

Console.WriteLine(check.Headline);
foreach (var reason in check.Reasons)
    Console.WriteLine($"- {reason}");
