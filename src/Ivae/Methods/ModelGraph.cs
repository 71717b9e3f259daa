using System.Numerics;
using Ivae.Autodiff;
using Ivae.Distributions;
using Ivae.Networks;
using Ivae.Numerics;
using Ivae.Onnx;

namespace Ivae.Methods;

/// <summary>
/// An objective for a batch, recorded once and run for any batch: its inputs, and what every kind of objective offers.
/// </summary>
internal abstract class ModelGraph<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const long LargeBatch = 1 << 24; // bytes
    private const int RowsOfPart = 256;
    private const int MaxParts = 8;
    private readonly Variable<T> encoderInput;
    private readonly IReadOnlyList<double>? logCentre;
    private readonly int past;
    private readonly Variable<T>? pastObserved; // x of the rows one before, then of those two before … [P·B, D]
    private readonly Scratch<int> pastRows = new();

    /// <summary>Prepares the inputs.</summary>
    /// <param name="network">The model.</param>
    protected ModelGraph(IvaeNetwork<T> network)
    {
        Observed = Tape.Input(network.Observed);
        Noise = Tape.Input(network.Latents);
        Auxiliary = Tape.Input(network.Auxiliary.Columns);
        Codes = [.. network.Auxiliary.Levels.Select(_ => new Codes())];
        var readsAuxiliary = network.Method.Encoder.ReadsAuxiliary == true;
        logCentre = network.Options.Likelihood.LogCentre;
        EncoderObserved = logCentre is null ? Observed : Tape.Input(network.Observed);
        encoderInput = readsAuxiliary && Auxiliary.Columns > 0
            ? Tape.Input(network.Observed + Auxiliary.Columns)
            : EncoderObserved;
        EncoderContext = new Context<T>(Tape, encoderInput, readsAuxiliary ? Codes : []);
        past = network.Options.Prior.Past;
        pastObserved = past == 0 ? null : Tape.Input(network.Observed);
        Prior = network.Prior.Given(
            new Context<T>(Tape, Auxiliary, Codes), Noise, pastObserved is null ? null : network.PastOf(pastObserved));
    }

    public Tape<T> Tape { get; } = new();

    /// <summary>x <c>[B, D]</c>.</summary>
    public Variable<T> Observed { get; }

    /// <summary>The numeric part of u <c>[B, P]</c>.</summary>
    public Variable<T> Auxiliary { get; }

    /// <summary>The categorical parts of u.</summary>
    public Codes[] Codes { get; }

    /// <summary>ε <c>[B, L]</c>.</summary>
    public Variable<T> Noise { get; }

    /// <summary>p(z | u).</summary>
    public PriorDensity<T> Prior { get; }

    /// <summary>Fraction of training done, for schedules.</summary>
    public virtual double Progress { get; set; }

    /// <summary>N, the number of rows that batches are drawn from.</summary>
    public int Population { get; set; }

    /// <summary>The latents of each row: the mean of the posterior <c>[B, L]</c>.</summary>
    public abstract Variable<T> Mean { get; }

    /// <summary>Marginal variances of the posterior <c>[B, L]</c>; none where x determines z.</summary>
    public abstract Variable<T>? Variance { get; }

    /// <summary>The bound on log p(x | u), or its value, of each row <c>[B, 1]</c>, in nats.</summary>
    public abstract Variable<T> Bound { get; }

    /// <summary>What held-out rows are scored by <c>[B, 1]</c>: the bound, or what is maximised in its place.</summary>
    public virtual Variable<T> ValidationScore => Bound;

    /// <summary>
    /// The graph whose <see cref="ValidationScore"/> judges held-out rows, if training estimates what it is made of.
    /// </summary>
    public virtual ModelGraph<T> ValidationGraph => this;

    /// <summary>
    /// A draw of the log importance weight <c>[B, 1]</c>, whose mean is p(x | u) in the linear scale.
    /// </summary>
    public abstract Variable<T> LogWeight { get; }

    /// <summary>log |det ∂z/∂x| <c>[B, 1]</c> of an encoder that has it; none of others.</summary>
    public virtual Variable<T>? LogDeterminant => null;

    /// <summary>What is minimised <c>[1, 1]</c>.</summary>
    public abstract Variable<T> Loss { get; }

    /// <summary>Rows of a batch that may be run at a time, where the loss is a mean over rows; otherwise all.</summary>
    public virtual int SlabRows => int.MaxValue;

    /// <summary>
    /// Equal parts of a batch that are computed each by itself, by a core each where there are several: one, unless the
    /// batch is large, as from 1024 rows and a width of 256 on. A matter of sizes alone, so that results do not depend
    /// on the machine.
    /// </summary>
    public int Parts(int rows) =>
        SlabRows == int.MaxValue || rows * Tape.RowBytes < LargeBatch ? 1 : Math.Clamp(rows / RowsOfPart, 1, MaxParts);

    /// <summary>The terms of the objective by name.</summary>
    public abstract IReadOnlyList<(string Name, Variable<T> Value)> Terms { get; }

    /// <summary>x as the encoder reads it <c>[B, D]</c>: of counts, log(1 + x) less its mean.</summary>
    protected Variable<T> EncoderObserved { get; }

    /// <summary>What the encoder reads.</summary>
    protected Context<T> EncoderContext { get; }

    /// <summary>The objective of a model for training: that of its method, which need not be a bound.</summary>
    public static ModelGraph<T> ForTraining(IvaeNetwork<T> network) => network.Method.Record(network);

    /// <summary>The bound of a model, or its likelihood.</summary>
    /// <param name="network">The model.</param>
    /// <param name="importance">Whether to record <see cref="LogWeight"/> too, which only evaluation needs.</param>
    public static ModelGraph<T> Of(IvaeNetwork<T> network, bool importance = false)
        => network.Method.RecordDensity(network, importance);

    /// <summary>Copies a batch in and draws its noise.</summary>
    public virtual void Load(ModelData data, ReadOnlySpan<int> rows, RandomStream noise)
    {
        ModelData.Copy(data.Observed, rows, Observed, 0);
        ModelData.Copy(data.Auxiliary, rows, Auxiliary, 0);
        if (pastObserved is not null)
            LoadPast(data, rows, pastObserved);
        if (EncoderObserved != Observed)
            LoadLogs(EncoderObserved);
        if (encoderInput != EncoderObserved)
        {
            ModelData.Copy(data.Observed, rows, encoderInput, 0);
            if (EncoderObserved != Observed)
                LoadLogs(encoderInput);
            ModelData.Copy(data.Auxiliary, rows, encoderInput, data.Observed.Columns);
        }

        for (var i = 0; i < Codes.Length; i++)
            data.Copy(i, rows, Codes[i]);

        Draw(Noise, rows.Length, noise);
    }

    /// <summary>
    /// Copies the rows before in; one that is not in the piece of its row gives way to the first of the piece.
    /// </summary>
    private void LoadPast(ModelData data, ReadOnlySpan<int> rows, Variable<T> input)
    {
        var before = pastRows.Resize(past * rows.Length);
        for (var i = 0; i < rows.Length; i++)
        {
            var most = data.RowsBefore(rows[i]);
            for (var lag = 1; lag <= past; lag++)
                before[(lag - 1) * rows.Length + i] = rows[i] - Math.Min(lag, most);
        }

        ModelData.Copy(data.Observed, before, input, 0);
    }

    private void LoadLogs(Variable<T> input)
    {
        var columns = Observed.Columns;
        input.Resize(Observed.Rows);
        for (var i = 0; i < Observed.Length; i++)
            input.Value[i / columns * input.Columns + i % columns] = T.CreateTruncating(
                Math.Log(1 + double.CreateTruncating(Observed.Value[i])) - logCentre![i % columns]);
    }

    /// <summary>Fills an input with standard normal noise, of as many rows as the batch has.</summary>
    protected static void Draw(Variable<T> input, int rows, RandomStream noise)
    {
        input.Resize(rows);
        noise.FillNormal(input.Value);
    }

    /// <summary>Declares what <see cref="Load"/> copies in for an ONNX graph.</summary>
    /// <param name="onnx">The graph.</param>
    /// <param name="x">x, preprocessed <c>[B, D]</c>; none where only the prior is of interest.</param>
    /// <param name="u">The numeric part of u, standardised <c>[B, P]</c>; none without.</param>
    /// <param name="codes">The categorical parts of u, each <c>[B]</c>.</param>
    /// <param name="noise">ε <c>[B, L]</c>.</param>
    public void Declare(
        OnnxTape<T> onnx, OnnxValue? x, OnnxValue? u, IReadOnlyList<OnnxValue> codes, OnnxValue? noise)
    {
        if (x is { } observed)
            onnx[Observed] = observed;
        if (u is { } auxiliary)
            onnx[Auxiliary] = auxiliary;
        if (x is { } given)
        {
            var read = logCentre is null ? given : (given + 1).Log() - onnx.Graph.Row(logCentre);
            if (EncoderObserved != Observed)
                onnx[EncoderObserved] = read;
            if (encoderInput != EncoderObserved && u is { } numeric)
                onnx[encoderInput] = read.Join(numeric);
        }

        for (var i = 0; i < codes.Count; i++)
            onnx[Codes[i]] = codes[i];
        if (noise is { } draws)
            onnx[Noise] = draws;
    }

    /// <summary>
    /// Called after the gradient of each training batch: what the objective itself learns in addition to the model
    /// learns here.
    /// </summary>
    public virtual void AfterGradient()
    {
    }

    /// <summary>What it learns there, as state.</summary>
    public virtual void Exchange(StateArchive state)
    {
    }
}
