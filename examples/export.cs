#:project ../src/Ivae/Ivae.csproj
#:package Microsoft.ML.OnnxRuntime@1.31.1
#:property ManagePackageVersionsCentrally=false
#:property PublishAot=false
#:property Configuration=Release

// A model for those who use another language: written as ONNX files, which ONNX Runtime reads without this library, and
// both compared. From Python or JavaScript it is the same: a float32 row for each row of data in, outputs by name.
// Run from anywhere: dotnet run export.cs
using Ivae;
using Ivae.Methods;
using Ivae.Numerics;
using Ivae.Simulation;
using Ivae.Training;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

var simulated = SimulationPresets.Paper with { Latent = 2, Observed = 2, Segments = 10, RowsPerSegment = 100 };
var data = Simulator.Generate(simulated, seed: 1).ToDataset();
var progress = new Progress<EpochMetrics>(epoch => Console.Error.WriteLine(
    $"{epoch.StageName}: pass {epoch.Epoch} of {epoch.Epochs}, {epoch.HeldOutBound:F2} nats per held-out row"));
var options = new IvaeOptions { Method = Method.Named("flow"), Training = new() { Steps = 1000 } };
var model = new IvaeEstimator(options).Fit(data, progress).Model;

var files = model.SaveOnnx(Path.Combine(Path.GetTempPath(), "ivae-example.onnx"), overwrite: true);
Console.WriteLine(string.Join('\n', files.Select(Path.GetFileName)));

using var session = new InferenceSession(files[0]);
var x = new DenseTensor<float>(data.Observed.Values, [data.Rows, data.Observed.Columns]);
var inputs = session.InputMetadata.Keys.Select(name => NamedOnnxValue.CreateFromTensor(name, x)).ToArray();
using var results = session.Run(inputs);
var names = results.Select(result => result.Name);
Console.WriteLine($"{string.Join(", ", session.InputMetadata.Keys)} -> {string.Join(", ", names)}");

var there = results.First().AsEnumerable<float>().ToArray();
Matrix here = model.Transform(data);
var apart = here.Values.Zip(there, (a, b) => Math.Abs(a - b)).Max();
Console.WriteLine($"latents of {here.Rows} rows, largest difference {apart:E1}");
foreach (var file in files)
    File.Delete(file);
