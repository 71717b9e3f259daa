namespace Ivae.Data;

/// <summary>Temporary.</summary>
public enum Scaling
{
    /// <summary>.</summary>
    None,
}
