using Ivae.Autodiff;
using Ivae.Distributions;
using Ivae.Methods;
using Ivae.Networks;
using Ivae.Numerics;

namespace Ivae.Test.Methods;

/// <summary>
/// A tiny iVAE in double with generic parameters, data of the right kind, and its objective loaded with a batch.
/// </summary>
internal sealed class SmallModel
{
    /// <summary>
    /// Kinds of auxiliary variable: none; one categorical; two categorical; numeric; categorical and numeric.
    /// </summary>
    public static readonly string[] AuxiliaryKinds = ["none", "one", "two", "numeric", "mixed"];

    private const double Margin = 0.02;

    public SmallModel(IvaeOptions options, string auxiliary, int observed = 3, int latents = 2, int rows = 4,
        Func<IvaeNetwork<double>, ModelGraph<double>>? record = null)
    {
        var shape = Shape(auxiliary);
        var mapped = observed * options.Method.CoordinateCount(latents, observed);
        var start =
            options.Method.HasLinearPath ? new LinearStart(new double[mapped], new double[mapped]) : LinearStart.None;
        Network = new IvaeNetwork<double>(options, observed, latents, shape, start, new RandomStream(0));
        Graph = record?.Invoke(Network) ?? ModelGraph<double>.ForTraining(Network);
        Graph.Population = 50;
        var seed = 1UL;
        do
        {
            var stream = new RandomStream(seed++);
            foreach (ref var value in Network.Parameters.Values.AsSpan())
                value = stream.NextUniform(-0.8, 0.8);
            Data = MakeData(options.Likelihood.Family, shape, observed, rows, stream.Split("data"));
            if (options.Likelihood.Masked)
                for (var i = 1; i < Data.Observed.Values.Length; i += 3)
                    Data.Observed.Values[i] = float.NaN;
            if (options.Likelihood.LogExposure is not null)
                Data = Data with { LogExposure = [.. Enumerable.Range(0, rows).Select(row => 0.3 * row - 0.4)] };
            Load(rows);
            Graph.Tape.Forward();
        }
        while (NearASingularity());
    }

    public IvaeNetwork<double> Network { get; }

    public ModelGraph<double> Graph { get; }

    public ModelData Data { get; private set; }

    /// <summary>Loads the first rows with the same noise at every call.</summary>
    public void Load(int rows) => Graph.Load(Data, [.. Enumerable.Range(0, rows)], new RandomStream(77));

    /// <summary>Options with networks small enough to differentiate numerically.</summary>
    public static IvaeOptions Options(
        PriorOptions prior, PosteriorOptions posterior, LikelihoodOptions likelihood,
        Activation activation = Activation.Xtanh)
    {
        var network = new NetworkOptions { HiddenWidths = [2], Activation = activation };
        return new IvaeOptions
        {
            Method = new IvaeMethod { Posterior = posterior with { Network = network with { HiddenWidths = [3] } } },
            Prior = prior with { Network = network },
            Likelihood = likelihood with { Network = network with { HiddenWidths = [3] } },
        };
    }

    /// <summary>The same for another method of the VAE's family.</summary>
    public static IvaeOptions With(IvaeOptions options, VaeFamilyMethod method) =>
        options with { Method = method with { Posterior = ((IvaeMethod)options.Method).Posterior } };

    /// <summary>The same for a flow, whose free-form encoder is the network of the posterior.</summary>
    public static IvaeOptions With(IvaeOptions options, FlowMethod flow) =>
        options with { Method = flow with { FreeFormEncoder = ((IvaeMethod)options.Method).Posterior.Network } };

    /// <summary>Columns and levels of a kind of auxiliary variable.</summary>
    public static ContextShape Shape(string auxiliary) => auxiliary switch
    {
        "none" => new ContextShape(0, []),
        "single level" => new ContextShape(0, [1]),
        "one" => new ContextShape(0, [3]),
        "two" => new ContextShape(0, [3, 2]),
        "numeric" => new ContextShape(2, []),
        _ => new ContextShape(1, [3]),
    };

    /// <summary>Random rows of the kind a likelihood is for.</summary>
    public static ModelData MakeData(
        LikelihoodFamily family, ContextShape shape, int observed, int rows, RandomStream stream)
    {
        var x = new Matrix(rows, observed);
        foreach (ref var value in x.Values.AsSpan())
            value = !family.IsDiscrete
                ? (float)stream.NextNormal()
                : stream.NextInt32(family == LikelihoodFamily.Bernoulli ? 2 : 5);
        var numeric = new Matrix(rows, shape.Columns);
        stream.FillNormal(numeric.Values.AsSpan());
        int[] Codes(int levels) => [.. Enumerable.Range(0, rows).Select(_ => stream.NextInt32(levels))];
        return new ModelData(x, numeric, [.. shape.Levels.Select(Codes)]);
    }

    /// <summary>
    /// Whether a difference quotient would step over the peak of a Laplace density or a singular Jacobian.
    /// </summary>
    private bool NearASingularity()
    {
        if (Graph is not IvaeGraph<double> graph)
            return Graph.Terms.Any(t => t.Name.StartsWith("log |det", StringComparison.Ordinal)
                && t.Value.Value.ToArray().Min() < Math.Log(Margin));
        var (prior, likelihood) = (Network.Options.Prior.Family, Network.Options.Likelihood.Family);
        return (prior == PriorFamily.Laplace && Near(graph.Latents, graph.Prior.Location))
            || (likelihood == LikelihoodFamily.Laplace && Near(graph.Observed, graph.Decoded));
    }

    private static bool Near(Variable<double> x, Variable<double>? y)
        => Enumerable.Range(0, x.Length).Any(i => Math.Abs(x.Value[i] - (y is null ? 0 : y.Value[i])) < Margin);
}
