using Ivae.Autodiff;
using Ivae.Distributions;
using Ivae.Networks;
using Ivae.Numerics;
using Ivae.Training;

namespace Ivae.Causality;

/// <summary>
/// How one variable comes out of its causes: p(x_j | x_parents, u) by a flow, n = g(x_j; x_parents) rising in x_j, and n | u normal with mean and variance for each segment u.
/// A product of such mechanisms over an order of the variables is a triangular flow.
/// </summary>
/// <remarks>Source: Khemakhem, Monti, Leech and Hyvärinen, "Causal autoregressive flows", AISTATS 2021, here with a monotone map in place of the affine one, and the prior of Khemakhem et al. 2020.</remarks>
internal sealed class Mechanism : IObjective<float>
{
    private const int ScoreBatch = 512;
    private readonly CausalData data;
    private readonly int target;
    private readonly int[] parents;
    private readonly int[] trainingRows;
    private readonly int[] validationRows;
    private readonly Tape<float> tape = new();
    private readonly Variable<float> x;
    private readonly Variable<float> causes;
    private readonly Codes segment = new();
    private readonly Variable<float> disturbance;
    private readonly Variable<float> logPrior;
    private readonly Variable<float> logSlope;
    private readonly Variable<float> logLikelihood;
    private readonly Variable<float> loss;

    private Mechanism(CausalData data, int target, int[] parents, MechanismOptions options, int[] trainingRows, int[] validationRows, RandomStream stream)
    {
        (this.data, this.target, this.parents, this.trainingRows, this.validationRows) = (data, target, parents, trainingRows, validationRows);
        var (hidden, width) = (options.MonotoneUnits, options.MonotoneUnits + 2);
        (x, causes) = (tape.Input(1), tape.Input(Math.Max(parents.Length, 1)));
        var start = new double[width];
        for (var k = 0; k < hidden; k++)
            start[k] = hidden == 1 ? 0 : 4.0 * k / (hidden - 1) - 2; // bends spread over ±2 standard deviations
        var common = tape.View(Parameters, Parameters.Add("mechanism.common", 1, width, start));
        // Without causes the network reads a column of zeros, and is a constant that trains no differently from the row above.
        var context = new Mlp<float>(Parameters, "mechanism", new ContextShape(causes.Columns, []), width, options.Network, stream.Split("mechanism")).Apply(Context<float>.Of(causes)) + common;
        var units = hidden == 0 ? null : tape.View(Parameters, Parameters.Add("mechanism.units", 2, hidden, [.. Enumerable.Repeat(-3.0, hidden), .. new double[hidden]]));
        var map = tape.Record(new MonotoneMap<float>(x, context, units));
        (disturbance, logSlope) = (map.Slice(0, 1), map.Slice(1, 1));
        var prior = new Prior<float>(Parameters, new PriorOptions(), new ContextShape(0, [data.Segments]), 1, stream.Split("prior"));
        logPrior = prior.Given(new Context<float>(tape, null, [segment])).LogDensity(disturbance);
        logLikelihood = logPrior + logSlope;
        loss = -logLikelihood.Average();
    }

    public ParameterSet<float> Parameters { get; } = new();

    public ReadOnlySpan<int> TrainingRows => trainingRows;

    /// <summary>Fits p(x_target | x_parents, u) to rows, of which a tenth decides when it is best.</summary>
    public static Mechanism Fit(CausalData data, int target, int[] parents, MechanismOptions options, int[] rows, RandomStream stream, CancellationToken cancellation)
    {
        int[] training = [.. rows.Where((_, i) => i % 10 != 9)], validation = [.. rows.Where((_, i) => i % 10 == 9)];
        var mechanism = new Mechanism(data, target, parents, options, training, validation, stream);
        Trainer<float>.Run(mechanism, options.Training, stream.Split("shuffle"), 0, null, cancellation);
        cancellation.ThrowIfCancellationRequested();
        return mechanism;
    }

    public double Loss(ReadOnlySpan<int> rows, double progress)
    {
        Load(rows);
        tape.Forward();
        tape.Backward(loss);
        return loss.Value[0];
    }

    public double Validate() => Score(validationRows).LogLikelihood.Average();

    public IEnumerable<(string Name, double Value)> Terms() => [("log p(n|u)", logPrior.Value[0]), ("log dn/dx", logSlope.Value[0])];

    /// <summary>log p(x_j | x_parents, u) in nats of normal scores, and the disturbance n, of given rows.</summary>
    public (double[] LogLikelihood, float[] Disturbance) Score(ReadOnlySpan<int> rows)
    {
        var (likelihoods, disturbances) = (new double[rows.Length], new float[rows.Length]);
        for (var start = 0; start < rows.Length; start += ScoreBatch)
        {
            var batch = rows.Slice(start, Math.Min(ScoreBatch, rows.Length - start));
            Load(batch);
            tape.Forward();
            for (var i = 0; i < batch.Length; i++)
                (likelihoods[start + i], disturbances[start + i]) = (logLikelihood.Value[i], disturbance.Value[i]);
        }

        return (likelihoods, disturbances);
    }

    private void Load(ReadOnlySpan<int> rows)
    {
        x.Resize(rows.Length);
        causes.Resize(rows.Length);
        var codes = segment.Resize(rows.Length);
        for (var i = 0; i < rows.Length; i++)
        {
            var row = data.Scores.Row(rows[i]);
            (x.Value[i], codes[i]) = (row[target], data.Segment[rows[i]]);
            if (parents.Length == 0)
                causes.Value[i] = 0;
            for (var j = 0; j < parents.Length; j++)
                causes.Value[i * parents.Length + j] = row[parents[j]];
        }
    }
}
