namespace Ivae.Data;

/// <summary>How a process takes part in work whose pieces are kept as soon as they are done.</summary>
internal enum WorkMode
{
    /// <summary>It makes all pieces, and no other process does.</summary>
    Alone,

    /// <summary>It makes those that no other process has, until all are there.</summary>
    Shared,

    /// <summary>It makes none, and takes what is there.</summary>
    Collecting,
}
