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
    private readonly Variable<T>? logExposure;
    private readonly bool isMasked;
    private readonly int before; // columns of x, and of which are there, before those of u
    private readonly int past;
    private readonly Variable<T>? pastObserved; // x of the rows one before, then of those two before … [P·B, D]
    private readonly Scratch<int> pastRows = new();
    private readonly Lazy<PriorDensity<T>> givenCodes;

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
        logExposure = network.Options.Likelihood.LogExposure is null ? null : Tape.Input(network.Observed);
        isMasked = network.Options.Likelihood.Masked;
        EncoderObserved = logCentre is null && !isMasked ? Observed : Tape.Input(network.Observed);
        before = network.Observed * (isMasked ? 2 : 1);
        var read = before + (readsAuxiliary ? Auxiliary.Columns : 0);
        encoderInput = read > network.Observed ? Tape.Input(read) : EncoderObserved;
        EncoderContext = new Context<T>(Tape, encoderInput, readsAuxiliary ? Codes : []);
        past = network.Options.Prior.Past;
        pastObserved = past == 0 ? null : Tape.Input(network.Observed);
        var pastLatents = pastObserved is null ? null : network.PastOf(pastObserved);
        givenCodes = new(() => network.Prior.Given(new Context<T>(Tape, Auxiliary, Codes), Noise, pastLatents));
        if (network.Regimes is null)
            _ = Prior;
        else
            Regimes = new RegimeMixture<T>(network, Noise, pastLatents);
    }

    public Tape<T> Tape { get; } = new();

    /// <summary>x <c>[B, D]</c>, with NaN for what is missing.</summary>
    public Variable<T> Observed { get; }

    /// <summary>The numeric part of u <c>[B, P]</c>.</summary>
    public Variable<T> Auxiliary { get; }

    /// <summary>The categorical parts of u.</summary>
    public Codes[] Codes { get; }

    /// <summary>ε <c>[B, L]</c>.</summary>
    public Variable<T> Noise { get; }

    /// <summary>p(z | u); where regimes are not observed, given those of the data: asked for before any row.</summary>
    public PriorDensity<T> Prior => givenCodes.Value;

    /// <summary>Regimes that are not observed; none where there are none.</summary>
    public RegimeMixture<T>? Regimes { get; }

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

    /// <summary>Whether anything depends on ε; otherwise it is 0.</summary>
    protected virtual bool DrawsNoise => true;

    /// <summary>x as the encoder reads it <c>[B, D]</c>: of counts, log(1 + x) less its mean; 0 for what is
    /// missing.</summary>
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
        if (logExposure is not null)
            LoadExposure(data, rows);
        if (pastObserved is not null)
            LoadPast(data, rows, pastObserved);
        if (EncoderObserved != Observed)
            LoadRead();
        if (encoderInput != EncoderObserved)
        {
            CopyRead();
            if (encoderInput.Columns > before)
                ModelData.Copy(data.Auxiliary, rows, encoderInput, before);
        }

        for (var i = 0; i < Codes.Length; i++)
            data.Copy(i, rows, Codes[i]);
        Regimes?.Load(data, rows);

        if (DrawsNoise)
        {
            Draw(Noise, rows.Length, noise);
            return;
        }

        Noise.Resize(rows.Length);
        Noise.Value.Clear();
    }

    /// <summary>
    /// Copies the rows before in; one that is not in the piece of its row gives way to the first of the piece.
    /// </summary>
    private void LoadPast(ModelData data, ReadOnlySpan<int> rows, Variable<T> input)
    {
        var earlier = pastRows.Resize(past * rows.Length);
        for (var i = 0; i < rows.Length; i++)
        {
            var most = data.RowsBefore(rows[i]);
            for (var lag = 1; lag <= past; lag++)
                earlier[(lag - 1) * rows.Length + i] = rows[i] - Math.Min(lag, most);
        }

        ModelData.Copy(data.Observed, earlier, input, 0);
    }

    /// <summary>What the encoder reads of x.</summary>
    private void LoadRead()
    {
        EncoderObserved.Resize(Observed.Rows);
        for (var i = 0; i < Observed.Length; i++)
        {
            var value = Observed.Value[i];
            EncoderObserved.Value[i] = T.IsNaN(value) ? T.Zero : logCentre is null ? value
                : T.CreateTruncating(LogOf(double.CreateTruncating(value), i) - logCentre[i % Observed.Columns]);
        }
    }

    /// <summary>The same next to what else the encoder reads, and where it is masked which values are there.</summary>
    private void CopyRead()
    {
        var (columns, width) = (Observed.Columns, encoderInput.Columns);
        encoderInput.Resize(Observed.Rows);
        for (var row = 0; row < Observed.Rows; row++)
        {
            var input = encoderInput.Value.Slice(row * width, width);
            EncoderObserved.Value.Slice(row * columns, columns).CopyTo(input);
            for (var j = 0; isMasked && j < columns; j++)
                input[columns + j] = T.IsNaN(Observed.Value[row * columns + j]) ? T.Zero : T.One;
        }
    }

    private double LogOf(double count, int index)
    {
        if (logExposure is not null)
            count *= Math.Exp(-double.CreateTruncating(logExposure.Value[index]));
        return Math.Log(1 + count);
    }

    private void LoadExposure(ModelData data, ReadOnlySpan<int> rows)
    {
        logExposure!.Resize(rows.Length);
        for (var i = 0; i < rows.Length; i++)
            logExposure.Value.Slice(i * logExposure.Columns, logExposure.Columns)
                .Fill(T.CreateTruncating(data.LogExposure![rows[i]]));
    }

    /// <summary>f(z) <c>[B, D]</c> at the exposure of each row.</summary>
    protected Variable<T> AtExposure(Variable<T> decoded) => logExposure is null ? decoded : decoded + logExposure;

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
    /// <param name="exposure">log of exposure by the usual one <c>[B, 1]</c>; none without.</param>
    public void Declare(
        OnnxTape<T> onnx, OnnxValue? x, OnnxValue? u, IReadOnlyList<OnnxValue> codes, OnnxValue? noise,
        OnnxValue? exposure = null)
    {
        if (logExposure is not null && exposure is { } offset)
            onnx[logExposure] = offset;
        if (x is { } observed)
            onnx[Observed] = observed;
        if (u is { } auxiliary)
            onnx[Auxiliary] = auxiliary;
        if (x is { } given)
        {
            var counts = exposure is { } seen ? given * (-seen).Exp() : given;
            var read = logCentre is null ? given : (counts + 1).Log() - onnx.Graph.Row(logCentre);
            if (isMasked)
                read = read.OfPresent(given);
            if (EncoderObserved != Observed)
                onnx[EncoderObserved] = read;
            if (isMasked)
                read = read.Join((!given.IsMissing()).ToNumber());
            if (encoderInput != EncoderObserved)
                onnx[encoderInput] = u is { } numeric && encoderInput.Columns > before ? read.Join(numeric) : read;
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
