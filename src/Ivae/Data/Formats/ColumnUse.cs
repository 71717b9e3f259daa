namespace Ivae.Data;

/// <summary>What a wanted column must be.</summary>
public enum ColumnUse
{
    /// <summary>Numbers if it starts with one, texts otherwise.</summary>
    Any,

    /// <summary>Numbers; texts are an error.</summary>
    Numeric,

    /// <summary>Texts, also where they look like numbers.</summary>
    Text,

    /// <summary>Kept if it starts with a number, left out otherwise.</summary>
    IfNumeric,
}
