namespace Ivae.Experiments;

/// <summary>Whether runs confirm a claim.</summary>
internal enum ClaimOutcome
{
    /// <summary>They do.</summary>
    Confirmed,

    /// <summary>They agree with it, but chance is not ruled out.</summary>
    Open,

    /// <summary>They do not.</summary>
    NotConfirmed,
}
