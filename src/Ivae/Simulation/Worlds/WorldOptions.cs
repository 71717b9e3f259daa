namespace Ivae.Simulation.Worlds;

/// <summary>
/// What a world is: independent sources that move with u, seen through x = f(s) + noise. Unlike
/// <see cref="SimulationOptions"/>, f is of many kinds, none of which
/// is the structure of a fitted model.
/// </summary>
public sealed record WorldOptions
{
    /// <summary>Kind of mixing f, one of <see cref="World.Mixings"/>.</summary>
    public string Mixing { get; init; } = "affine-coupling";

    /// <summary>How strong the mixing is, above 0; <see langword="null"/> is the default of its kind.</summary>
    public double? Strength { get; init; }

    /// <summary>
    /// Number of layers of a mixing that is built of several; <see langword="null"/> is the default of its kind.
    /// </summary>
    public int? Layers { get; init; }

    /// <summary>
    /// Kinds of source, each one of <see cref="World.SourceKinds"/>; source i is of kind i, and with fewer kinds than
    /// sources they repeat.
    /// </summary>
    public IReadOnlyList<string> Sources { get; init; } = ["gaussian"];

    /// <summary>
    /// Shape of the sources; <see langword="null"/> is the default of their kind. Needs a single kind, one that has a
    /// shape.
    /// </summary>
    public double? SourceShape { get; init; }

    /// <summary>Kind of auxiliary variable, one of <see cref="World.AuxiliaryKinds"/>.</summary>
    public string U { get; init; } = "levels";

    /// <summary>Number of levels M of u, where it has levels, at least 2.</summary>
    public int Levels { get; init; } = 20;

    /// <summary>Number of rows N, at least 2 per level.</summary>
    public int Rows { get; init; } = 8000;

    /// <summary>Number of sources n, 1 to 100.</summary>
    public int Latent { get; init; } = 3;

    /// <summary>
    /// Number of observed columns D, at least n; <see langword="null"/> is the default of the mixing, n for most.
    /// </summary>
    public int? Observed { get; init; }

    /// <summary>Means move with u within ± this, in the units of <see cref="ScaleLow"/>; 0 keeps them still.</summary>
    public double MeanSpread { get; init; } = 2;

    /// <summary>
    /// Smallest standard deviation given u, above 0. Sources are then brought to mean 0 and variance 1 over all rows.
    /// </summary>
    public double ScaleLow { get; init; } = 0.5;

    /// <summary>Largest standard deviation given u; equal to <see cref="ScaleLow"/> keeps scales still.</summary>
    public double ScaleHigh { get; init; } = 3;

    /// <summary>Share of labels replaced by random ones, in [0, 1). Needs u of levels in blocks.</summary>
    public double WrongLabels { get; init; }

    /// <summary>
    /// By what share of the smaller of its two blocks a border between levels is misplaced, in [0, .5). Needs u of
    /// levels in blocks.
    /// </summary>
    public double ShiftedBorders { get; init; }

    /// <summary>Share of normal noise in the variance of each observed column, in [0, 1).</summary>
    public double Noise { get; init; }

    /// <summary>
    /// Everything that is wrong with these options, each with value, range and remedy; empty if nothing is.
    /// </summary>
    public IReadOnlyList<string> Validate()
    {
        var problems = new List<string>();
        void Check(bool good, FormattableString problem)
        {
            if (!good)
                problems.Add(FormattableString.Invariant(problem));
        }

        var (mixing, auxiliary) = (WorldKinds<MixingKind>.Find(Mixing), WorldKinds<AuxiliaryKind>.Find(U));
        Check(mixing is not null, $"Mixing: {WorldKinds<MixingKind>.Unknown(Mixing)}");
        Check(auxiliary is not null, $"U: {WorldKinds<AuxiliaryKind>.Unknown(U)}");
        Check(Sources.Count > 0,
            $"Sources names no kind; give one of {string.Join(", ", WorldKinds<SourceKind>.Names)}.");
        foreach (var name in Sources.Distinct())
            Check(WorldKinds<SourceKind>.Find(name) is not null, $"Sources: {WorldKinds<SourceKind>.Unknown(name)}");
        Check(Sources.Count <= Math.Max(Latent, 1),
            $"Sources names {Sources.Count} kinds for {Latent} sources; give at most one each.");
        Check(Latent is >= 1 and <= 100, $"Latent is {Latent}; give 1 to 100.");
        Check(Rows >= 2, $"Rows is {Rows}; give at least 2.");
        Check(Layers is null or (>= 1 and <= 20), $"Layers is {Layers}; give 1 to 20.");
        Check(MeanSpread >= 0 && double.IsFinite(MeanSpread),
            $"MeanSpread is {MeanSpread}; give 0 or a finite number above.");
        Check(ScaleLow > 0 && double.IsFinite(ScaleLow), $"ScaleLow is {ScaleLow}; give a finite number above 0.");
        Check(ScaleHigh >= ScaleLow && double.IsFinite(ScaleHigh),
            $"ScaleHigh is {ScaleHigh}; give a finite number not below ScaleLow, {ScaleLow}.");
        Check(WrongLabels is >= 0 and < 1, $"WrongLabels is {WrongLabels}; give a share from 0 to below 1.");
        Check(ShiftedBorders is >= 0 and < 0.5,
            $"ShiftedBorders is {ShiftedBorders}; give a share from 0 to below .5.");
        Check(Noise is >= 0 and < 1, $"Noise is {Noise}; give a share of the variance from 0 to below 1.");
        if (auxiliary is not null)
        {
            Check(!auxiliary.HasLevels || Levels >= 2, $"Levels is {Levels}; give at least 2.");
            Check(!auxiliary.HasLevels || Levels <= Rows / 2,
                $"{Levels} levels of {Rows} rows; give at least 2 rows per level.");
            Check(auxiliary.IsBlocks || (WrongLabels == 0 && ShiftedBorders == 0),
                $"WrongLabels and ShiftedBorders need u of levels in blocks, not {U}; use u levels or unequal.");
        }

        if (mixing is not null && Latent >= 1)
            CheckMixing(mixing, Check);
        if (SourceShape is { } shape && Sources.All(name => WorldKinds<SourceKind>.Find(name) is not null))
            CheckShape(shape, Check);
        return problems;
    }

    /// <summary>The same with the default of its kind in every place that was left open.</summary>
    /// <exception cref="ArgumentException">The options are wrong; the message lists every problem.</exception>
    public WorldOptions Resolve()
    {
        var problems = Validate();
        if (problems.Count > 0)
            throw new ArgumentException("These options make no world. " + string.Join(" ", problems));
        var mixing = WorldKinds<MixingKind>.Named(Mixing);
        return this with
        {
            Strength = Strength ?? mixing.Strength,
            Layers = Layers ?? mixing.Layers,
            Observed = Observed ?? mixing.Columns(Latent),
            SourceShape = SourceShape ?? (Sources.Count == 1 ? WorldKinds<SourceKind>.Named(Sources[0]).Shape : null),
        };
    }

    private void CheckMixing(MixingKind mixing, Action<bool, FormattableString> check)
    {
        var columns = Observed ?? mixing.Columns(Latent);
        check(Latent >= mixing.MinLatent, $"Latent is {Latent}; mixing {Mixing} needs at least {mixing.MinLatent}.");
        check(columns >= mixing.MinColumns(Latent),
            $"Observed is {columns}; mixing {Mixing} of {Latent} sources needs at least {mixing.MinColumns(Latent)}.");
        check(columns <= 10_000 && (long)Rows * Math.Max(columns, Latent) <= int.MaxValue,
            $"{Rows} rows of {columns} columns are too many; give at most 10000 columns and 2³¹ − 1 numbers.");
        check(Strength is null || (Strength > 0 && Strength < mixing.StrengthLimit),
            $"Strength is {Strength}; mixing {Mixing} takes a number above 0 and below {mixing.StrengthLimit}.");
        check(Layers is null or 1 || mixing.Layers > 1,
            $"Layers is {Layers}; mixing {Mixing} has one layer, leave it out.");
    }

    private void CheckShape(double shape, Action<bool, FormattableString> check)
    {
        var kind = WorldKinds<SourceKind>.Named(Sources[0]);
        var (low, high) = kind.ShapeRange;
        check(Sources.Count == 1 && kind.Shape is not null,
            $"SourceShape is {shape} with sources {string.Join(", ", Sources)}; it needs one kind, which has a shape.");
        check(shape > low && shape < high,
            $"SourceShape is {shape}; {kind.Name} sources take one above {low} and below {high}.");
    }
}
