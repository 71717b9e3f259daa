using Ivae.Numerics;

namespace Ivae.Simulation.Worlds;

/// <summary>A kind of auxiliary variable u, and how moments of sources follow it.</summary>
internal abstract class AuxiliaryKind : WorldKind, IWorldPart<AuxiliaryKind>
{
    /// <inheritdoc/>
    public static IReadOnlyList<AuxiliaryKind> Kinds =>
    [
        new EqualLevels(),
        new NumericAuxiliary(),
        new TwoCategorical(),
        new TwoNumeric(),
        new UnequalLevels(),
    ];

    /// <summary>
    /// Whether u is one categorical variable whose levels are blocks of rows, so that labels may be wrong and borders
    /// shifted.
    /// </summary>
    public virtual bool IsBlocks => false;

    /// <summary>Whether the number of levels is used.</summary>
    public virtual bool HasLevels => false;

    /// <summary>Draws u of every row.</summary>
    public abstract AuxiliaryDesign Draw(int rows, int levels, RandomStream random);
}
