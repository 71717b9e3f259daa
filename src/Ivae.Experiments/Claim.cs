namespace Ivae.Experiments;

/// <summary>A claim of a paper, or of ours, with what the runs say of it.</summary>
/// <param name="Sentence">The claim.</param>
/// <param name="Outcome">Whether it holds.</param>
/// <param name="Evidence">Numbers.</param>
internal sealed record Claim(string Sentence, ClaimOutcome Outcome, string Evidence)
{
    /// <summary>Whether it is no more than a published value that ours should be close to.</summary>
    public bool IsValue { get; init; }

    /// <summary>The verdict in words.</summary>
    public string Answer => Outcome switch
    {
        ClaimOutcome.Confirmed => "confirmed",
        ClaimOutcome.Open => "open",
        _ => "not confirmed",
    };

    /// <summary>A claim that is either borne out or not.</summary>
    public static Claim Of(string sentence, bool holds, string evidence)
        => new(sentence, holds ? ClaimOutcome.Confirmed : ClaimOutcome.NotConfirmed, evidence);
}
