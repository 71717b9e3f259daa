namespace Ivae.Identifiability;

/// <summary>What is destroyed in a control, so that nothing should be found.</summary>
internal enum NullKind
{
    /// <summary>u is shuffled between rows: x does not depend on u.</summary>
    Rows,

    /// <summary>
    /// u is shuffled between blocks of neighbouring rows: neighbours stay alike, but x does not depend on u.
    /// </summary>
    Blocks,

    /// <summary>Every column of x is shuffled by itself: x depends neither on u nor column on column.</summary>
    Columns,

    /// <summary>The series of x gets random phases: spectra stay, but nothing changes over time.</summary>
    Phases,
}
