using Ivae.Numerics;

namespace Ivae.Causality;

/// <summary>When a direction is called.</summary>
public sealed record PairOptions
{
    /// <summary>The flows.</summary>
    public MechanismOptions Mechanism { get; init; } = new();

    /// <summary>One less the level of the bootstrap interval that must exclude 0.</summary>
    public double Alpha { get; init; } = CausalityDecisions.Alpha;

    /// <summary>Least evidence in nats per row: below it, errors of estimation decide.</summary>
    public double Margin { get; init; } = CausalityDecisions.MinEvidence;

    /// <summary>Bootstrap samples over segments.</summary>
    public int Bootstrap { get; init; } = CausalityDecisions.PairBootstrap;

    /// <summary>Seed of all randomness.</summary>
    public ulong Seed { get; init; }

    /// <summary>Throws when something is out of range, naming everything that is.</summary>
    /// <exception cref="ArgumentException">At least one option is out of range.</exception>
    public void Validate()
    {
        List<string> problems = [.. Mechanism.Training.Problems()];
        if (!(Alpha > 0 && Alpha < 1))
            problems.Add($"alpha is {Alpha}; it must lie between 0 and 1.");
        problems.AddRange(Limits.Positive("margin", Margin, Limits.Weight, isZeroAllowed: true));
        if (Bootstrap < CausalityDecisions.MinPairBootstrap)
            problems.Add($"bootstrap is {Bootstrap}; it must be at least {CausalityDecisions.MinPairBootstrap}.");
        problems.AddRange(Limits.Whole("monotone_units", Mechanism.MonotoneUnits, 0, Limits.Width,
            "; 0 makes an affine flow"));
        if (problems.Count > 0)
            throw new ArgumentException(string.Join(Environment.NewLine, problems));
    }
}
