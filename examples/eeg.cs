#:project ../src/Ivae/Ivae.csproj
#:property PublishAot=false
#:property Configuration=Release

// Eight latent factors of a real EEG recording; time, cut into 60 segments, is the auxiliary variable.
// Run from the root of the repository: dotnet run examples/eeg.cs (under a minute)
using Ivae;
using Ivae.Data;
using Ivae.Methods;
using Ivae.Numerics;
using Ivae.Training;

var progress = new Progress<EpochMetrics>(epoch => Console.Error.WriteLine(
    $"{epoch.StageName}: pass {epoch.Epoch} of {epoch.Epochs}, {epoch.HeldOutBound:F2} nats per held-out row"));
var data = Dataset.Read("data/eeg-eye-state.csv", new DatasetOptions { Observed = "AF3:AF4" }).WithSegments(60);
var options = new IvaeOptions { LatentDimension = 8, Training = new() { Epochs = 20 } };
var fit = new IvaeEstimator(options).Fit(data, progress);
Matrix latents = fit.Model.Transform(data);

Console.WriteLine(data);
Console.WriteLine(fit);
Console.WriteLine($"latents {latents}");
