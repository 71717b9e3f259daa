using System.Globalization;
using Ivae.Autodiff;
using Ivae.Data;
using Ivae.Numerics;
using Ivae.Onnx;
using Ivae.Training;

namespace Ivae.Methods;

/// <summary>
/// A fitted model of any method: it gives rows their latents. Immutable; safe to use from many threads.
/// </summary>
public abstract class LatentModel
{
    private protected LatentModel(ModelDescription description) => Description = description;

    /// <summary>Options, preprocessing and coding of u.</summary>
    internal ModelDescription Description { get; private protected set; }

    /// <summary>Options of its fit with every choice made.</summary>
    public IvaeOptions Options => Description.Options;

    /// <summary>The method it was fitted by, with its options.</summary>
    public Method Method => Description.Options.Method;

    /// <summary>Number of latents L.</summary>
    public int Latents => Description.Latents;

    /// <summary>P, rows of the past whose latents the prior reads; usually 0.</summary>
    public int Past => Description.Options.Prior.Past;

    /// <summary>Whether a row is likely or not by the rows before it.</summary>
    internal bool ReadsOrder => Description.Options.Prior.ReadsOrder;

    /// <summary>Number of observed columns D.</summary>
    public int Observed => Description.Preprocessing.Columns;

    /// <summary>
    /// What observations that it takes and gives are counted from, <c>[D]</c>, in data units; see
    /// <see cref="Dataset.Origins"/>.
    /// </summary>
    public IReadOnlyList<double> Origins => Description.Recipe.ObservedOrigins ?? new double[Observed];

    /// <summary>Number of columns that the model sees: D, or fewer coordinates of many columns.</summary>
    internal int ModelColumns => Description.Preprocessing.ModelColumns;

    /// <summary>Number of the start of training that it is of, from 0.</summary>
    internal int Restart { get; set; }

    /// <summary>Number of fitted parameters.</summary>
    public int ParameterCount => Parameters.Values.Length;

    /// <summary>Whether latents of new rows need their u.</summary>
    public abstract bool EncoderReadsAuxiliary { get; }

    /// <summary>Whether the method learns the density of x given u, which <see cref="Density"/> then gives.</summary>
    public bool HasDensity => this is IvaeModel;

    /// <summary>
    /// The model as one of the density of x given u: it scores, samples, decodes and gives posteriors.
    /// </summary>
    /// <exception cref="NotSupportedException">
    /// The method learns latents but no density; the message names those that do.
    /// </exception>
    public IvaeModel Density => this as IvaeModel ?? throw new NotSupportedException(
        $"Method \"{Method.Name}\" learns latents but no density, so that nothing can be scored or sampled; "
        + $"these methods learn one: {string.Join(", ", WithDensity)}.");

    /// <summary>All that was fitted, which is what the model file holds in addition to the description.</summary>
    internal abstract ParameterSet<float> Parameters { get; }

    /// <summary>BibTeX of what to cite: this software, and the papers of what the model is made of.</summary>
    public string Citation => string.Join("\n\n", IvaeModelFile.CitationsOf(Description));

    private string AuxiliaryText =>
        Description.Auxiliary is { Columns: 0, Levels.Count: 0 } ? "none" : Description.Recipe.AuxiliaryText;

    private string PastText => Past switch
    {
        0 => "",
        1 => " and the latents of the row before",
        var rows => string.Create(CultureInfo.InvariantCulture, $" and the latents of the {rows} rows before"),
    };

    private static IEnumerable<string> WithDensity =>
        Methods.Method.All.Where(method => method.HasDensity).Select(method => method.Name);

    /// <summary>Reads a model from a file; needs no data.</summary>
    /// <exception cref="DataException">The file is missing, damaged, no model, or of a newer version.</exception>
    public static LatentModel Load(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return IvaeModelFile.Load(path);
    }

    /// <summary>Writes the model to a file, whole or not at all; see docs/reference/model-format.md.</summary>
    /// <param name="path">The file, by custom <c>model.ivae</c>.</param>
    /// <param name="overwrite">Whether a file that is there may be replaced.</param>
    /// <exception cref="DataException">The file cannot be written, or is there and must not be replaced.</exception>
    public void Save(string path, bool overwrite = false)
    {
        ArgumentNullException.ThrowIfNull(path);
        IvaeModelFile.Save(this, path, overwrite);
    }

    /// <summary>
    /// Writes the functions of the model as ONNX files, which other programs run without this library: the encoder, and
    /// of a model with a density next to it its scores, decoder and prior; see docs/reference/onnx.md.
    /// </summary>
    /// <param name="path">The file of the encoder, by custom <c>model.onnx</c>; the others are called
    /// <c>model.score.onnx</c>, <c>model.decoder.onnx</c> and <c>model.prior.onnx</c>.</param>
    /// <param name="overwrite">Whether files that are there may be replaced.</param>
    /// <returns>The files that were written.</returns>
    /// <exception cref="DataException">A file cannot be written, or is there and must not be replaced.</exception>
    public IReadOnlyList<string> SaveOnnx(string path, bool overwrite = false)
    {
        ArgumentNullException.ThrowIfNull(path);
        OnnxFunction[] functions = [.. OnnxFunctions().Where(function => function.Graph is not null)];
        AtomicFile.Check(overwrite, functions.Select(function => function.Path(path)));
        foreach (var function in functions)
            function.Write(function.Path(path), overwrite, Description);
        return [.. functions.Select(function => function.Path(path))];
    }

    /// <summary>What the model is, in a line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Method.Name}: {Latents} latents of {Observed} columns, u: {AuxiliaryText}{PastText}, "
        + $"{ParameterCount} parameters");

    /// <summary>
    /// The latents of each row <c>[N, L]</c>. Columns, parts of u and levels are matched by name, columns without names
    /// by position; columns the model does not know are left out.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// The data lacks a column of the model or a part of the u its encoder reads, or has a level the model does not
    /// know.
    /// </exception>
    public abstract Matrix Transform(Dataset data);

    /// <summary>The latents <c>[N, L]</c> of rows that are preprocessed already.</summary>
    internal abstract Matrix Transform(ModelData units);

    /// <summary>
    /// What training moves the parameters by; none where they are computed in <see cref="Complete"/> alone.
    /// </summary>
    internal abstract IObjective<float>? Objective(ModelData data, RowSplit split, RandomStream stream);

    /// <summary>Computes what is left once training has ended, from the training rows.</summary>
    internal virtual void Complete(ModelData data, RowSplit split, RandomStream stream, List<string> warnings)
    {
    }

    /// <summary>Rows with their regimes in place of u, where the model has regimes that are not observed.</summary>
    internal virtual ModelData WithRegimes(ModelData units) => units;

    /// <summary>The functions of the model as ONNX graphs, the encoder first.</summary>
    internal abstract IEnumerable<OnnxFunction> OnnxFunctions();

    /// <summary>The input x <c>[N, D]</c> of such a function.</summary>
    private protected OnnxValue ObservedInput(OnnxGraph graph) => graph.Input(
        "x", Observed,
        $"Observed columns, in the units of the data: {string.Join(", ", Description.Recipe.ObservedNames)}.");

    /// <summary>The rows in the units of the model.</summary>
    private protected ModelData ToModelUnits(Dataset data, bool requireAuxiliary)
    {
        ArgumentNullException.ThrowIfNull(data);
        var observed = DataOrder.Observed(data, Description.Recipe);
        if (!Description.Options.Likelihood.Masked && Array.FindIndex(observed.Values, float.IsNaN) is var at and >= 0)
            throw new ArgumentException($"row {data.RowNumbers[at / observed.Columns]} lacks a value of "
                + $"\"{Description.Recipe.ObservedNames[at % observed.Columns]}\", and this model was fitted to rows "
                + "with all values; drop such rows, or fit again with missing=model.", nameof(data));
        var auxiliary = requireAuxiliary ? Ordered(data.Auxiliary) : Blank(data.Rows);
        var units = Units(Description.Preprocessing.Apply(observed), auxiliary) with
        {
            LogRest = Description.Preprocessing.LogRest(observed),
            LogExposure = LogExposure(data.Exposure, data.Rows),
            Starts = [.. data.Starts],
        };
        return requireAuxiliary ? WithRegimes(units) : units;
    }

    /// <summary>log of exposure by the usual one <c>[N]</c>; none of a model without.</summary>
    /// <exception cref="ArgumentException">The model has exposure and the data none.</exception>
    private protected double[]? LogExposure(IReadOnlyList<float>? exposure, int rows)
    {
        if (Description.Options.Likelihood.LogExposure is not { } usual)
            return null;
        if (exposure is null)
            throw new ArgumentException("This model has an exposure of counts, and the data none; give that of each "
                + "row (Dataset.Exposure).", nameof(exposure));
        if (exposure.Count != rows || exposure.Any(number => !(number > 0 && float.IsFinite(number))))
            throw new ArgumentException($"{exposure.Count} exposures for {rows} rows; give one per row, above 0.",
                nameof(exposure));
        return Data.Exposure.Log(exposure, usual);
    }

    /// <summary>u alone in the units of the model, with observations of zeros.</summary>
    private protected ModelData ToModelUnits(Auxiliary auxiliary)
    {
        ArgumentNullException.ThrowIfNull(auxiliary);
        return Units(new Matrix(auxiliary.Rows, ModelColumns), Ordered(auxiliary)) with
        {
            LogExposure = new double[auxiliary.Rows],
        };
    }

    private ModelData Units(Matrix observed, Auxiliary auxiliary) => new(
        observed,
        auxiliary.Numeric.Columns == 0 ? auxiliary.Numeric : Description.AuxiliaryScaling.Apply(auxiliary.Numeric),
        [.. auxiliary.Categorical.Select(part => part.Codes)]);

    /// <summary>u in the order of the model; nothing for a prior without u.</summary>
    private Auxiliary Ordered(Auxiliary auxiliary) => Description.Auxiliary is { Columns: 0, Levels.Count: 0 }
        ? Auxiliary.None(auxiliary.Rows)
        : DataOrder.Auxiliary(auxiliary, Description.Recipe);

    /// <summary>A u of the right shape, for what does not depend on it.</summary>
    private Auxiliary Blank(int rows) => new(
        [.. Description.Auxiliary.Levels.Select(_ => new CategoricalVariable("", [], new int[rows]))],
        new Matrix(rows, Description.Auxiliary.Columns),
        [.. Enumerable.Repeat("", Description.Auxiliary.Columns)]);
}
