namespace Ivae.Numerics;

/// <summary>Marks a number that decides an answer; the reference page of decisions is made of these.</summary>
/// <param name="decides">What the number decides, in a sentence.</param>
[AttributeUsage(AttributeTargets.Field)]
internal sealed class DecisionAttribute(string decides) : Attribute
{
    /// <summary>What the number decides.</summary>
    public string Decides => decides;

    /// <summary>Data and seeds that it was chosen on.</summary>
    public string ChosenOn { get; init; } = "";

    /// <summary>What changes when it moves.</summary>
    public string Moves { get; init; } = "";
}
