namespace Ivae.Data;

/// <summary>What the values of a column are for.</summary>
internal enum ColumnPurpose
{
    /// <summary>Numbers in single precision, or texts.</summary>
    Values,

    /// <summary>Levels by their exact texts, or numbers or times in double precision.</summary>
    Auxiliary,

    /// <summary>Only to say what is there: texts among numbers are no error.</summary>
    Description,
}
