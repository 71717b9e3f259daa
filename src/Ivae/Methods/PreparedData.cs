using System.Globalization;
using Ivae.Data;
using Ivae.Distributions;
using Ivae.Networks;
using Ivae.Numerics;
using Ivae.Training;

namespace Ivae.Methods;

/// <summary>A data set made ready for a fit, once for all its stages: checked, split into rows, preprocessed.</summary>
internal sealed class PreparedData
{
    private const int MostNamed = 20;
    private const int MostRows = 200_000;
    private readonly Dataset data;
    private readonly Auxiliary auxiliary;
    private readonly Preprocessing preprocessing;
    private readonly Standardiser auxiliaryScaling;
    private readonly double? usualExposure; // mean of the log of exposure of the rows trained on

    private PreparedData(
        Dataset data, RowSplit split, Auxiliary auxiliary, Preprocessing preprocessing, IReadOnlyList<string> warnings,
        ModelDescription? like = null)
    {
        (this.data, this.auxiliary, this.preprocessing) = (data, auxiliary, preprocessing);
        (Split, Warnings) = (split, warnings);
        auxiliaryScaling = like?.AuxiliaryScaling ?? Standardiser.Fit(auxiliary.Numeric.TakeRows(split.Training));
        usualExposure = data.Exposure is not { } exposure ? null
            : like?.Options.Likelihood.LogExposure ?? split.Training.Average(row => Math.Log(exposure[row]));
        Units = new ModelData(
            preprocessing.Apply(data.Observed),
            auxiliaryScaling.Apply(auxiliary.Numeric),
            [.. auxiliary.Categorical.Select(c => c.Codes)])
        {
            LogRest = preprocessing.LogRest(data.Observed),
            LogExposure = usualExposure is { } usual ? Exposure.Log(data.Exposure!, usual) : null,
            Starts = [.. data.Starts],
        };
    }

    /// <summary>Which rows are trained on and which are held out.</summary>
    public RowSplit Split { get; }

    /// <summary>All rows in the units of the model.</summary>
    public ModelData Units { get; }

    /// <summary>The auxiliary variable in data units; of no parts for a method that does not use it.</summary>
    public Auxiliary Auxiliary => auxiliary;

    /// <summary>Number of observed columns D.</summary>
    public int Observed => data.Observed.Columns;

    /// <summary>The rows that decide between models: those held out, or those trained on where none are.</summary>
    public ReadOnlySpan<int> JudgedRows => Split.HeldOut.Length > 0 ? Split.HeldOut : Split.Training;

    /// <summary>Whether rows are ordered in time, so that neighbours resemble each other.</summary>
    public bool IsTimeOrdered => data.TimeOrdered;

    /// <summary>
    /// Where rows that follow each other in time start among some rows; none where rows are in no order.
    /// </summary>
    /// <param name="rows">The rows, ascending.</param>
    /// <param name="step">Their usual distance.</param>
    public int[]? StartsAmong(ReadOnlySpan<int> rows, int step = 1) =>
        IsTimeOrdered ? RowOrder.Starts(Units.Starts, rows, step) : null;

    /// <summary>
    /// All rows and their u; of more than 200 000 every second, third or further one, which is enough for means over
    /// rows.
    /// </summary>
    public (ModelData Units, Auxiliary Auxiliary) Thinned()
    {
        var step = (Units.Rows + MostRows - 1) / MostRows;
        if (step <= 1)
            return (Units, Auxiliary);
        int[] rows = [.. Enumerable.Range(0, (Units.Rows + step - 1) / step).Select(row => row * step)];
        var starts = RowOrder.Starts(Units.Starts, rows, step);
        return (Units.TakeRows(rows) with { Starts = starts }, Auxiliary.TakeRows(rows));
    }

    /// <summary>Rows that were trained on, at most 200 000, evenly spaced.</summary>
    public RowSelection SomeTraining => new(
        Units.Observed, Split.Training.Length <= MostRows ? Split.Training : EvenRows.Of(Split.Training, MostRows));

    /// <summary>Whether the model sees coordinates of many columns, whose noise is outside it.</summary>
    public bool IsReduced => preprocessing.Reduction is not null;

    /// <summary>What the user should know of the data.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Prepares a data set for the method of some options.</summary>
    /// <param name="data">The data.</param>
    /// <param name="options">Options without open choices.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="DataException">The data cannot be fitted: no rows, a constant column, no auxiliary
    /// variable.</exception>
    /// <param name="like">A model whose units the data are brought into; those of the data themselves
    /// otherwise.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static PreparedData Make(Dataset data, IvaeOptions options, CancellationToken cancellation = default,
        ModelDescription? like = null)
    {
        // Counts, and outcomes yes and no, are what they are from 0 on.
        if (options.Preprocessing.Scaling == Scaling.None)
            data = data.FromZero();
        List<string> warnings = [.. data.Notes.Select(Sentence)];
        if (options.Prior.HasRegimes && !data.Auxiliary.IsEmpty)
        {
            data = data with { Auxiliary = Auxiliary.None(data.Rows) };
            warnings.Add("The data has a u, which is not looked at: regimes that are not observed take its place.");
        }

        DataRequirements.Check(data, options, warnings);
        var method = options.Method;
        var split = RowSplit.Of(
            data,
            options.Training.HeldOut,
            data.TimeOrdered || method.NeedsOrder || options.Prior.ReadsOrder,
            new RandomStream(options.Seed).Split("split"));
        if (options.Prior.Past is > 0 and var past)
            warnings.Add(PastSentence(data, split, past));
        var auxiliary = method.NeedsAuxiliary ? data.Auxiliary : Auxiliary.None(data.Rows);
        var preprocessing =
            like?.Preprocessing ?? FitPreprocessing(data, split, options, warnings, cancellation);
        return new PreparedData(data, split, auxiliary, preprocessing, warnings, like);
    }

    /// <summary>
    /// The same data for another stage: this, unless its options scale columns in another way; it is then preprocessed
    /// again, on the same split, and the warnings say so.
    /// </summary>
    /// <param name="options">Options without open choices.</param>
    public PreparedData For(IvaeOptions options)
    {
        var given = preprocessing.Options;
        if (given == options.Preprocessing)
            return this;
        List<string> warnings =
        [
            .. Warnings,
            $"The columns were preprocessed again for method {options.Method.Name}, which scales them by "
                + $"{options.Preprocessing.Scaling} and not by {given.Scaling}.",
        ];
        return new PreparedData(data, Split, auxiliary, FitPreprocessing(data, Split, options, warnings), warnings);
    }

    /// <summary>What a model that is fitted to this data says of itself.</summary>
    /// <param name="options">Options without open choices.</param>
    public ModelDescription Describe(IvaeOptions options)
    {
        var latents = options.LatentDimension!.Value;
        if (options.Prior.Shape is { Kind: PriorShape.PrincipalComponents } shape)
        {
            var scales = PrincipalScales.Of(data.Observed.TakeRows(Split.Training), latents);
            options = options with { Prior = options.Prior with { Shape = shape with { Scales = scales } } };
        }

        if (options.Likelihood.Family.HasLogLink)
            options = options with
            {
                Likelihood = options.Likelihood with
                {
                    LogCentre = LinearStart.LogCentre(new RowSelection(Units.PerExposure, Split.Training)),
                    LogExposure = usualExposure,
                },
            };
        if (data.MayLackValues)
            options = options with { Likelihood = options.Likelihood with { Masked = true } };
        if (preprocessing.Reduction is { } reduction)
            options = options.Method.ForReduced(options, Math.Sqrt(reduction.Variance), Split.Training.Length);
        return new ModelDescription
        {
            Options = options,
            Latents = latents,
            Recipe = data.Recipe,
            Preprocessing = preprocessing,
            AuxiliaryScaling = auxiliaryScaling,
            Auxiliary = new ContextShape(
                auxiliary.Numeric.Columns, [.. auxiliary.Categorical.Select(c => c.Levels.Count)]),
            TrainingRows = Split.Training.Length,
            DataName = DataName,
            DataSha256 = data.Sha256,
            Version = Version,
        };
    }

    /// <summary>What a model that goes on from another one says of itself.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="start">What the other one says.</param>
    public ModelDescription Describe(IvaeOptions options, ModelDescription start) => start with
    {
        Options = options,
        TrainingRows = Split.Training.Length,
        DataName = DataName,
        DataSha256 = data.Sha256,
        Version = Version,
    };

    private string DataName => Path.GetFileName(data.Name) is { Length: > 0 } name ? name : data.Name;

    private static string Version => typeof(IvaeEstimator).Assembly.GetName().Version!.ToString(3);

    /// <summary>Which rows are fitted where the prior reads the past.</summary>
    /// <exception cref="DataException">None has as many rows before it.</exception>
    private static string PastSentence(Dataset data, RowSplit split, int past)
    {
        int[] starts = [.. data.Starts];
        if (!Array.Exists(split.Training, row => RowOrder.Before(starts, row) >= past))
            throw new DataException(data.Name, $"no row has {past} rows before it in its sequence, and prior.past is "
                + $"{past}; give longer sequences in order of time, or a smaller prior.past.");
        var without = RowOrder.Pieces(starts, data.Rows).Sum(piece => Math.Min(past, piece.End - piece.Start));
        return $"{without} of {data.Rows} rows lack {past} {(past == 1 ? "row" : "rows")} before them in their "
            + "sequence: they have latents, but are neither trained on nor scored.";
    }

    private static string Sentence(string note) => note.EndsWith('.') ? note : note + ".";

    private static Preprocessing FitPreprocessing(
        Dataset data, RowSplit split, IvaeOptions options, List<string> warnings,
        CancellationToken cancellation = default)
    {
        Preprocessing fitted;
        if (options.Preprocessing.Scaling != Scaling.None)
            ColumnRequirements.CheckConstant(data, split);
        try
        {
            var rows = new RowSelection(data.Observed, split.Training);
            fitted = Preprocessing.FitRows(
                rows, options.Preprocessing, data.ObservedNames, options.LatentDimension!.Value, cancellation);
        }
        catch (ArgumentException error)
        {
            throw new DataException(data.Name, error.Message, cause: error);
        }

        var clipped = data.ObservedNames.Zip(fitted.Clipped).Where(column => column.Second > 0)
            .Select(column => $"{column.Second} in {column.First}").ToList();
        if (clipped.Count > 0)
        {
            var deviations = options.Preprocessing.ClipAt.ToString("g4", CultureInfo.InvariantCulture);
            var others = clipped.Count > MostNamed ? $" and in {clipped.Count - MostNamed} other columns" : "";
            warnings.Add($"Values more than {deviations} robust standard deviations from their column's median "
                + $"were clipped to that: {string.Join(", ", clipped.Take(MostNamed))}{others}.");
        }

        ColumnRequirements.CheckRank(data, split, fitted, options, warnings);
        return fitted;
    }
}
