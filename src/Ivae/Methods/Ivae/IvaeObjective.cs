using System.Numerics;
using System.Numerics.Tensors;
using Ivae.Autodiff;
using Ivae.Numerics;
using Ivae.Training;

namespace Ivae.Methods;

/// <summary>
/// The bound of an iVAE, or what its method maximises in its place, on training and held-out rows, for the training
/// loop.
/// </summary>
internal sealed class IvaeObjective<T> : IObjective<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int LargestValidation = 16384; // a row that is left out may be one at which the flow goes astray
    private const int ValidationBatch = 256;
    private readonly ModelData data;
    private readonly int[] trainingRows;
    private readonly int[] validationRows;
    private readonly Func<ModelGraph<T>> record;
    private readonly ModelGraph<T> graph;
    private readonly List<BatchPart<T>> parts;
    private readonly Team team;
    private readonly double logAbsDeterminant;
    private readonly RandomStream trainingNoise;
    private readonly RandomStream validationNoise;

    /// <param name="network">The model to train.</param>
    /// <param name="data">All rows.</param>
    /// <param name="split">Which rows to train on and which to hold out.</param>
    /// <param name="stream">Where noise comes from.</param>
    /// <param name="logAbsDeterminant">log |det| of the preprocessing: with it, bounds are in data units.</param>
    /// <param name="record">Records the objective, if it is not <see cref="ModelGraph{T}.ForTraining"/>.</param>
    public IvaeObjective(IvaeNetwork<T> network, ModelData data, RowSplit split, RandomStream stream,
        double logAbsDeterminant = 0, Func<ModelGraph<T>>? record = null)
    {
        this.logAbsDeterminant = logAbsDeterminant;
        Parameters = network.Parameters;
        this.data = data;
        var past = network.Options.Prior.Past;
        trainingRows = data.WithPast(split.Training, past);
        var population = trainingRows.Length;
        this.record = () =>
        {
            var graph = record?.Invoke() ?? ModelGraph<T>.ForTraining(network);
            graph.Population = population;
            return graph;
        };
        graph = this.record();
        var judged = data.WithPast(split.HeldOut, past);
        validationRows = Thinned(judged.Length > 0 ? judged : trainingRows);
        trainingNoise = stream.Split("noise");
        validationNoise = stream.Split("validation");
        parts = [new BatchPart<T>(graph, data, trainingNoise)];
        team = new Team(part => parts[part].Run());
    }

    public ParameterSet<T> Parameters { get; }

    public ReadOnlySpan<int> TrainingRows => trainingRows;

    /// <inheritdoc/>
    public int Threads { get; set; } = 1;

    public double Loss(ReadOnlySpan<int> rows, double progress)
    {
        var count = graph.Parts(rows.Length);
        AddParts(count);
        for (var part = 0; part < count; part++)
            parts[part].Take(rows, part, count, progress);
        team.Run(count, Threads);

        var loss = parts[0].Loss;
        for (var part = 1; part < count; part++)
        {
            TensorPrimitives.Add(Parameters.Gradients, parts[part].Gradients, Parameters.Gradients);
            loss += parts[part].Loss;
        }

        graph.AfterGradient();
        return loss - logAbsDeterminant - data.MeanLogRest(rows);
    }

    public double Validate()
    {
        var sum = 0.0;
        var validation = graph.ValidationGraph;
        validation.Progress = 1; // scored by the objective that training ends with
        var noise = validationNoise.Split(0); // the same noise at every call
        for (var start = 0; start < validationRows.Length && double.IsFinite(sum); start += ValidationBatch)
        {
            var rows = validationRows.AsSpan(start, Math.Min(ValidationBatch, validationRows.Length - start));
            validation.Load(data, rows, noise);
            validation.Tape.Forward();
            sum += double.CreateTruncating(TensorPrimitives.Sum<T>(validation.ValidationScore.Value));
        }

        return sum / validationRows.Length + logAbsDeterminant + data.MeanLogRest(validationRows);
    }

    /// <inheritdoc/>
    public void Exchange(StateArchive state)
    {
        AddParts(state.Value(parts.Count));
        foreach (var part in parts)
            part.Exchange(state);
        graph.Exchange(state);
    }

    private void AddParts(int count)
    {
        for (var part = parts.Count; part < count; part++)
            parts.Add(new BatchPart<T>(
                record(), data, trainingNoise.Split((ulong)part), new T[Parameters.Values.Length]));
    }

    public IEnumerable<(string Name, double Value)> Terms() =>
        graph.Terms.Select(t => (t.Name, double.CreateTruncating(TensorPrimitives.Sum<T>(t.Value.Value))));

    private static int[] Thinned(int[] rows)
    {
        var step = (rows.Length + LargestValidation - 1) / LargestValidation;
        return step <= 1 ? rows : [.. rows.Where((_, i) => i % step == 0)];
    }
}
