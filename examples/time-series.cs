#:project ../src/Ivae/Ivae.csproj
#:property PublishAot=false
#:property Configuration=Release

// Time series without labels: each source depends on its own past, and that is what u can be made of. Two ways:
// the previous row as u, and permutation-contrastive learning, which needs no u but the order of rows.
// Run from anywhere: dotnet run time-series.cs
using Ivae;
using Ivae.Data;
using Ivae.Evaluation;
using Ivae.Methods;
using Ivae.Simulation;
using Ivae.Training;

var simulated = SimulationPresets.All["pcl"] with { Latent = 3, Observed = 3, RowsPerSegment = 250 };
var series = Simulator.Generate(simulated, seed: 1).ToDataset();
var observations = Dataset.Of(series.Observed) with { TimeOrdered = true, Sources = series.Sources };
var progress = new Progress<EpochMetrics>(epoch => Console.Error.WriteLine(
    $"{epoch.StageName}: pass {epoch.Epoch} of {epoch.Epochs}, {epoch.HeldOutBound:F3}"));

Report("the previous row as u", new IvaeOptions { Training = new() { Epochs = 40 } }, lags: 1);
Report("order of rows alone", new IvaeOptions { Method = new PclMethod(), Training = new() { Epochs = 40 } }, lags: 0);

void Report(string what, IvaeOptions options, int lags)
{
    var data = lags > 0 ? observations.WithLags(lags) : observations;
    var fit = new IvaeEstimator(options).Fit(data, progress);
    var score = MeanCorrelationCoefficient.ComputeHeldOut(fit.Model.Transform(data), data.Sources!).Score;
    Console.WriteLine($"{what}: {fit.Model.Method.Title}, correlation with the true sources {score:F3}");
}
