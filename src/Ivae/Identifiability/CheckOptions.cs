namespace Ivae.Identifiability;

/// <summary>How much work a check does.</summary>
public sealed record CheckOptions
{
    /// <summary>Further fits from other seeds, with which fits of other kinds come; 0 for none.</summary>
    public int Seeds { get; init; } = IdentifiabilityDecisions.Seeds;

    /// <summary>
    /// Controls at most; 0 for none. With fewer than 20 no p-value can be below .05, and nothing can be decided.
    /// </summary>
    public int Nulls { get; init; } = IdentifiabilityDecisions.Controls;

    /// <summary>Steps of a control at most.</summary>
    public int NullSteps { get; init; } = 1500;

    /// <summary>Cores to use, 0 for all; never changes a result.</summary>
    public int Threads { get; init; }

    /// <summary>Throws when something is out of range.</summary>
    /// <exception cref="ArgumentException">At least one option is out of range.</exception>
    public void Validate()
    {
        if (Seeds < 0 || Nulls < 0 || Threads < 0)
            throw new ArgumentException(
                $"Seeds ({Seeds}), nulls ({Nulls}) and threads ({Threads}) count things; give 0 or more.");
        if (NullSteps < 1)
            throw new ArgumentException($"Null steps are {NullSteps}; give at least 1, usually 1000 to 4000.");
    }
}
