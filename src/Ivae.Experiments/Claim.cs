namespace Ivae.Experiments;

/// <summary>Whether runs bear a claim out.</summary>
internal enum Verdict
{
    /// <summary>They do.</summary>
    Confirmed,

    /// <summary>They speak for it, but chance is not ruled out.</summary>
    Open,

    /// <summary>They do not.</summary>
    NotConfirmed,
}

/// <summary>A claim of a paper, or of ours, with what the runs say of it.</summary>
/// <param name="Sentence">The claim.</param>
/// <param name="Verdict">Whether it holds.</param>
/// <param name="Evidence">Numbers.</param>
internal sealed record Claim(string Sentence, Verdict Verdict, string Evidence)
{
    /// <summary>Whether it is no more than a published value that ours should be close to.</summary>
    public bool IsValue { get; init; }

    /// <summary>The verdict in words.</summary>
    public string Answer => Verdict switch { Verdict.Confirmed => "confirmed", Verdict.Open => "open", _ => "not confirmed" };

    /// <summary>A claim that is either borne out or not.</summary>
    public static Claim Of(string sentence, bool holds, string evidence) => new(sentence, holds ? Verdict.Confirmed : Verdict.NotConfirmed, evidence);
}
