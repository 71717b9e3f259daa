using System.Text.Json;
using Ivae.Distributions;
using Ivae.Methods;
using Ivae.Networks;
using Ivae.Numerics;
using Ivae.Training;

namespace Ivae.Test.Methods;

/// <summary>
/// Loss, every gradient and ten optimiser steps of the same models in PyTorch, single precision; made by
/// test/golden/make_golden.py.
/// </summary>
public class GoldenTest
{
    private const double Tolerance = 1e-5;
    private const double LearningRate = 0.003;

    public static TheoryData<string> Cases
        => [.. Directory.GetFiles(Folder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f))
            .Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(SharedData.Repository, "test", "golden");

    [Theory]
    [MemberData(nameof(Cases))]
    public void LossGradientsAndTenStepsAreThoseOfPyTorch(string name)
    {
        using var golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, name + ".json")));
        foreach (var run in golden.RootElement.GetProperty("runs").EnumerateObject())
        {
            var (network, graph) = Load(golden.RootElement);
            var options = new TrainingOptions
            {
                GradientClip = run.Value.GetProperty("clip").GetDouble(),
                WeightDecay = run.Value.GetProperty("decay").GetDouble(),
            };
            var adam = new Adam<float>(network.Parameters, options);
            var losses = new List<float>();
            for (var step = 0; step < 10; step++)
            {
                graph.Tape.Forward();
                graph.Tape.Backward(graph.Loss);
                losses.Add(graph.Loss.Value[0]);
                if (step == 0)
                    Compare(network, golden.RootElement.GetProperty("gradient"), network.Parameters.Gradients,
                        $"{name}: gradient");
                adam.Step(LearningRate);
            }

            Close(Numbers(run.Value.GetProperty("losses")), losses.ToArray(), $"{name}, {run.Name}: losses");
            Compare(network, run.Value.GetProperty("final"), network.Parameters.Values,
                $"{name}, {run.Name}: parameters");
        }
    }

    private static (IvaeNetwork<float> Network, IvaeGraph<float> Graph) Load(JsonElement golden)
    {
        var options = golden.GetProperty("options");
        int Size(string key) => options.GetProperty(key).GetInt32();
        string Name(string key) => JsonNamingPolicy.SnakeCaseLower.ConvertName(options.GetProperty(key).GetString()!);
        T Choice<T>(string key)
            where T : struct, Enum => Enum.Parse<T>(options.GetProperty(key).GetString()!);
        var hidden = new NetworkOptions
        {
            HiddenWidths = [.. options.GetProperty("hidden").EnumerateArray().Select(w => w.GetInt32())],
            Activation = Choice<Activation>("activation"),
        };
        var model = new IvaeOptions
        {
            Prior = new PriorOptions
            {
                Family = PriorFamily.Named(Name("prior")),
                Conditioner = Choice<Conditioner>("conditioner"),
                Network = hidden with { HiddenWidths = [5] },
            },
            Method = new IvaeMethod
            {
                Posterior = new PosteriorOptions
                {
                    Covariance = PosteriorCovariance.Named(Name("covariance")),
                    ReadsAuxiliary = options.GetProperty("reads").GetBoolean(),
                    Network = hidden,
                },
            },
            Likelihood = new LikelihoodOptions
            {
                Family = LikelihoodFamily.Named(Name("likelihood")),
                Noise = Choice<NoiseVariance>("noise"),
                Network = hidden,
            },
        };
        var (observed, latents) = (Size("observed"), Size("latents"));
        var start = new LinearStart(new double[observed * latents], new double[observed * latents]);
        var network = new IvaeNetwork<float>(
            model, observed, latents, new ContextShape(0, [Size("levels")]), start, new RandomStream(0));
        var shapes = golden.GetProperty("shapes");
        Assert.Equal(shapes.EnumerateObject().Count(), network.Parameters.All.Count);
        foreach (var parameter in network.Parameters.All)
        {
            Assert.Equal(
                [parameter.Rows, parameter.Columns], Numbers(shapes.GetProperty(parameter.Name)).Select(s => (int)s));
            Numbers(golden.GetProperty("initial").GetProperty(parameter.Name)).CopyTo(
                network.Parameters.ValuesOf(parameter));
        }

        int[] codes = [.. golden.GetProperty("codes").EnumerateArray().Select(c => c.GetInt32())];
        var x = new Matrix(codes.Length, observed, Numbers(golden.GetProperty("x")));
        var graph = new IvaeGraph<float>(network);
        graph.Load(new ModelData(x, new Matrix(codes.Length, 0), [codes]), [.. Enumerable.Range(0, codes.Length)],
            new RandomStream(0));
        Numbers(golden.GetProperty("noise")).CopyTo(graph.Noise.Value);
        return (network, graph);
    }

    private static void Compare(IvaeNetwork<float> network, JsonElement expected, float[] actual, string what)
    {
        foreach (var parameter in network.Parameters.All)
            if (expected.TryGetProperty(parameter.Name, out var numbers))
                Close(Numbers(numbers), actual.AsSpan(parameter.Offset, parameter.Length),
                    $"{what} of {parameter.Name}");
    }

    /// <summary>Differences relative to the largest number of each matrix.</summary>
    private static void Close(float[] expected, ReadOnlySpan<float> actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        var scale = expected.Max(MathF.Abs);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(MathF.Abs(expected[i] - actual[i]) <= Tolerance * scale,
                $"{what}[{i}]: {actual[i]:R}, not {expected[i]:R}, of scale {scale:R}");
    }

    private static float[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(v => v.GetSingle())];
}
