using System.Numerics.Tensors;
using Ivae.Autodiff;
using Ivae.Data;
using Ivae.Distributions;
using Ivae.Networks;
using Ivae.Numerics;
using Ivae.Training;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra.Double;
using Matrix = Ivae.Numerics.Matrix;

namespace Ivae.Causality;

/// <summary>
/// How one variable comes out of its causes: p(x_j | x_parents, u) by a flow, n = g(x_j; x_parents) rising in x_j, and
/// n | u normal with mean and variance for each segment u. A product of such mechanisms over an order of the variables
/// is a triangular flow.
/// </summary>
/// <remarks>Source: Khemakhem, Monti, Leech and Hyvärinen, "Causal autoregressive flows", AISTATS 2021, here with a
/// monotone map in place of the affine one, and the prior of Khemakhem et al. 2020.</remarks>
internal sealed class Mechanism : IObjective<float>
{
    private const double NormalScores = CausalityDecisions.StartingNormalScores;
    private const int ScoreBatch = 512;
    private const int MaxNewtonSteps = 100;
    private readonly CausalData data;
    private readonly int[] parents;
    private readonly int[] trainingRows;
    private readonly int[] validationRows;
    private readonly double[] slopes;
    private readonly float[] residual;
    private readonly float scale;
    private readonly Tape<float> tape = new();
    private readonly Variable<float> x;
    private readonly Variable<float> causes;
    private readonly Codes segment = new();
    private readonly Variable<float> disturbance;
    private readonly Variable<float> logPrior;
    private readonly Variable<float> logSlope;
    private readonly Variable<float> logLikelihood;
    private readonly Variable<float> loss;

    private Mechanism(CausalData data, int target, int[] parents, MechanismOptions options, int[] trainingRows,
        int[] validationRows, RandomStream stream)
    {
        (this.data, this.parents, this.trainingRows, this.validationRows) =
            (data, parents, trainingRows, validationRows);
        var (hidden, width) = (options.MonotoneUnits, options.MonotoneUnits + MonotoneTransformer<float>.Extra);
        (slopes, residual, scale) = LinearStart(data, target, parents, trainingRows);
        (x, causes) = (tape.Input(1), tape.Input(Math.Max(2 * parents.Length, 1)));
        var (common, unit) = Start(hidden);
        // Without causes both maps read a column of zeros.
        var shape = new ContextShape(causes.Columns, []);
        var network = new Mlp<float>(Parameters, "mechanism", shape, width, options.Network, stream.Split("mechanism"))
            .Apply(Context<float>.Of(causes));
        var linear = causes.Affine(
            tape.View(Parameters, Parameters.Add("mechanism.linear", causes.Columns, width)),
            tape.View(Parameters, Parameters.Add("mechanism.common", 1, width, common)));
        var units = hidden == 0 ? null : tape.View(Parameters, Parameters.Add("mechanism.units", 2, hidden, unit));
        var map = tape.Record(new MonotoneTransformer<float>(x, network + linear, units));
        (disturbance, logSlope) = (map.Slice(0, 1), map.Slice(1, 1));
        var prior = new Prior<float>(
            Parameters, new PriorOptions(), new ContextShape(0, [data.Segments]), 1, stream.Split("prior"));
        logPrior = prior.Given(new Context<float>(tape, null, [segment]), disturbance).LogDensity(disturbance);
        logLikelihood = logPrior + logSlope;
        loss = -logLikelihood.Average();
    }

    public ParameterSet<float> Parameters { get; } = new();

    public ReadOnlySpan<int> TrainingRows => trainingRows;

    /// <summary>Fits p(x_target | x_parents, u) to rows, of which a tenth decides when it is best.</summary>
    public static Mechanism Fit(CausalData data, int target, int[] parents, MechanismOptions options, int[] rows,
        RandomStream stream, CancellationToken cancellation)
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

    public double Validate()
    {
        var sum = 0.0;
        Each(validationRows, (_, i) => sum += logLikelihood.Value[i]);
        return sum / validationRows.Length - Math.Log(scale);
    }

    public IEnumerable<(string Name, double Value)> Terms() =>
        [("log p(n|u)", logPrior.Value[0]), ("log dn/dx", logSlope.Value[0])];

    /// <summary>log ∂n/∂x_j of standardised data, and the disturbance n, of given rows.</summary>
    public (double[] LogSlope, float[] Disturbance) Score(ReadOnlySpan<int> rows)
    {
        var (slopes, disturbances) = (new double[rows.Length], new float[rows.Length]);
        Each(rows, (place, i) => (slopes[place], disturbances[place]) =
            (logSlope.Value[i] - Math.Log(scale), disturbance.Value[i]));
        return (slopes, disturbances);
    }

    /// <summary>
    /// x_j in units of its standard deviation <c>[N]</c> with g(x_j; causes) = n: Newton's method, kept between what is
    /// known to lie below and above.
    /// </summary>
    /// <param name="disturbances">n <c>[N]</c>.</param>
    /// <param name="standardised">All variables in units of their standard deviations <c>[N, d]</c>, of which the
    /// causes are read.</param>
    /// <param name="scores">The same as normal scores <c>[N, d]</c>.</param>
    public float[] Invert(ReadOnlySpan<float> disturbances, Matrix standardised, Matrix scores)
    {
        var result = new float[disturbances.Length];
        Span<float> low = new float[ScoreBatch], high = new float[ScoreBatch];
        for (var start = 0; start < result.Length; start += ScoreBatch)
        {
            var n = disturbances.Slice(start, Math.Min(ScoreBatch, result.Length - start));
            x.Resize(n.Length);
            causes.Resize(n.Length);
            segment.Resize(n.Length).Clear();
            for (var i = 0; i < n.Length; i++)
                LoadCauses(i, standardised.Row(start + i), scores.Row(start + i));
            x.Value.Clear();
            low.Fill(float.NegativeInfinity);
            high.Fill(float.PositiveInfinity);
            for (var (step, moved) = (0, true); moved && step < MaxNewtonSteps; step++)
            {
                tape.Forward();
                moved = false;
                for (var i = 0; i < n.Length; i++)
                {
                    var (at, excess) = (x.Value[i], disturbance.Value[i] - n[i]);
                    if (Math.Abs(excess) <= 1e-5f * (1 + Math.Abs(n[i])))
                        continue;
                    (excess > 0 ? ref high[i] : ref low[i]) = at;
                    var reach = 1 + Math.Abs(at);
                    var next = at - Math.Clamp(excess * MathF.Exp(-logSlope.Value[i]), -reach, reach);
                    if (!(next > low[i] && next < high[i]))
                        next = 0.5f * (low[i] + high[i]);
                    moved |= next != at;
                    x.Value[i] = next;
                }
            }

            for (var i = 0; i < n.Length; i++)
                result[start + i] = (float)(scale * x.Value[i] + Line(slopes, parents, standardised.Row(start + i)));
        }

        return result;
    }

    /// <summary>
    /// Slopes of the linear regression on the causes, what it leaves of the target in units of its own spread s
    /// <c>[N]</c>, and s: a disturbance that is small beside its causes is then as easy to find as any.
    /// </summary>
    private static (double[] Slopes, float[] Residual, float Scale) LinearStart(
        CausalData data, int target, int[] parents, int[] rows)
    {
        var design = DenseMatrix.Create(
            rows.Length, parents.Length + 1, (i, j) => j == 0 ? 1 : data.Standardised[rows[i], parents[j - 1]]);
        var slopes =
            design.QR().Solve(DenseVector.Create(rows.Length, i => data.Standardised[rows[i], target])).ToArray();
        var residual = new float[data.Rows];
        for (var row = 0; row < data.Rows; row++)
            residual[row] = (float)(data.Standardised[row, target] - Line(slopes, parents, data.Standardised.Row(row)));
        var scale = (float)Math.Sqrt(rows.Average(row => (double)residual[row] * residual[row]));
        if (!(scale > 1e-4f))
            throw new ArgumentException($"\"{data.Names[target]}\" is a linear function of "
                + $"{NearestName.List([.. parents.Select(parent => data.Names[parent])])}: nothing is left to be its "
                + "own disturbance. Leave one of them out.");
        TensorPrimitives.Divide(residual, scale, residual);
        return (slopes, residual, scale);
    }

    private static double Line(double[] slopes, int[] parents, ReadOnlySpan<float> values)
    {
        var sum = slopes[0];
        for (var j = 0; j < parents.Length; j++)
            sum += slopes[j + 1] * values[parents[j]];
        return sum;
    }

    /// <summary>
    /// The map starts near the identity, with a little of the normal scores of its input: unit k steps where its share
    /// of the rows lies. Steps that a map does not need are slow to go away, and until then they move the shape of the
    /// disturbance between segments.
    /// </summary>
    private (double[] Common, double[] Units) Start(int hidden)
    {
        var values = residual.ToArray();
        Array.Sort(values);
        double At(double share) => Quantile.AtOrBelow<float>(values, Math.Clamp(share, 0, 1));
        double[] common = new double[hidden + MonotoneTransformer<float>.Extra], units = new double[2 * hidden];
        common[hidden] = hidden == 0 ? 0 : Math.Log(1 - NormalScores);
        for (var k = 0; k < hidden; k++)
        {
            double low = (k + 0.02) / (hidden + 0.04), high = (k + 1.02) / (hidden + 0.04);
            var halfWidth = Math.Max(0.5 * (At(high) - At(low)), 0.01);
            units[k] = Math.Log(0.5 * NormalScores * (Normal.InvCDF(0, 1, high) - Normal.InvCDF(0, 1, low)));
            units[hidden + k] = -Math.Log(halfWidth);
            common[k] = -0.5 * (At(low) + At(high)) / halfWidth;
        }

        return (common, units);
    }

    /// <summary>Runs rows through the tape; each is then told its place among them and in the batch at hand.</summary>
    private void Each(ReadOnlySpan<int> rows, Action<int, int> read)
    {
        for (var start = 0; start < rows.Length; start += ScoreBatch)
        {
            var batch = rows.Slice(start, Math.Min(ScoreBatch, rows.Length - start));
            Load(batch);
            tape.Forward();
            for (var i = 0; i < batch.Length; i++)
                read(start + i, i);
        }
    }

    private void Load(ReadOnlySpan<int> rows)
    {
        x.Resize(rows.Length);
        causes.Resize(rows.Length);
        var codes = segment.Resize(rows.Length);
        for (var i = 0; i < rows.Length; i++)
        {
            x.Value[i] = residual[rows[i]];
            codes[i] = data.Segment[rows[i]];
            LoadCauses(i, data.Standardised.Row(rows[i]), data.Scores.Row(rows[i]));
        }
    }

    private void LoadCauses(int row, ReadOnlySpan<float> values, ReadOnlySpan<float> scores)
    {
        var inputs = causes.Value.Slice(row * causes.Columns, causes.Columns);
        if (parents.Length == 0)
            inputs[0] = 0;
        for (var j = 0; j < parents.Length; j++)
            (inputs[2 * j], inputs[2 * j + 1]) = (values[parents[j]], scores[parents[j]]);
    }
}
