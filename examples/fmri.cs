#:project ../src/Ivae/Ivae.csproj
#:project ../src/Ivae.Reporting/Ivae.Reporting.csproj
#:property PublishAot=false
#:property Configuration=Release

// Independent components of brain regions in fMRI, with the subject as auxiliary variable: each person has spreads of
// their own. A table of yours, one row per volume, with a column per region and one named "subject":
//   dotnet run examples/fmri.cs regions.csv
// Without one, six regions of 24 subjects are simulated, and the true sources known.
using Ivae;
using Ivae.Data;
using Ivae.Evaluation;
using Ivae.Identifiability;
using Ivae.Methods;
using Ivae.Reporting;
using Ivae.Simulation;
using Ivae.Training;

var data = args.Length > 0 ? Dataset.Read(args[0], new DatasetOptions { Auxiliary = "subject" }) : Simulated();
var progress = new Progress<EpochMetrics>(epoch => Console.Error.WriteLine(
    $"{epoch.StageName}: pass {epoch.Epoch} of {epoch.Epochs}, {epoch.HeldOutBound:F2} nats per held-out row"));
var fit = new IvaeEstimator(new IvaeOptions { Training = new() { Epochs = 20 } }).Fit(data, progress);
var latents = fit.Model.Transform(data);

Console.WriteLine(fit);
Console.WriteLine(Guarantee.Of(fit.Model, data).Statement);
if (data.Sources is { } sources)
    Console.WriteLine(
        $"correlation with the true sources {MeanCorrelationCoefficient.ComputeHeldOut(latents, sources).Score:F3}");

// Arrays in memory become data by names for their columns and labels for u.
static Dataset Simulated()
{
    var truth = SimulationPresets.Paper with { Latent = 6, Observed = 6, Segments = 24, RowsPerSegment = 300 };
    var made = Simulator.Generate(truth, seed: 1).ToDataset();
    string[] subjects = [.. Enumerable.Range(0, made.Rows).Select(row => $"s{row / truth.RowsPerSegment + 1:D2}")];
    return Dataset.Of(made.Observed, ["CA1", "CA3DG", "SUB", "ERC", "PRC", "PHC"])
        .WithLabels("subject", subjects) with
    { Name = "simulated regions", Sources = made.Sources };
}
