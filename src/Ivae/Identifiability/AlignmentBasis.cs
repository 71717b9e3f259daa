namespace Ivae.Identifiability;

/// <summary>What an alignment rests on.</summary>
public enum AlignmentBasis
{
    /// <summary>Rows that both describe.</summary>
    Rows,

    /// <summary>Levels of u that both know.</summary>
    Levels,
}
