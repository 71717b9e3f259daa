namespace Ivae.Causality;

/// <summary>When a direction is called.</summary>
public sealed record PairOptions
{
    /// <summary>The flows.</summary>
    public MechanismOptions Mechanism { get; init; } = new();

    /// <summary>One less the level of the bootstrap interval that must exclude 0.</summary>
    public double Alpha { get; init; } = 0.05;

    /// <summary>Least evidence in nats a row: below it, errors of estimation decide.</summary>
    public double Margin { get; init; } = 0.0025;

    /// <summary>Dependence in nats a row that the better order may leave between its disturbances beyond chance, since estimates are never exact.</summary>
    public double DependenceMargin { get; init; } = 0.001;

    /// <summary>Dependence that the better order may leave as a share of what the other leaves.</summary>
    public double DependenceShare { get; init; } = 0.1;

    /// <summary>Change of skewness in nats a row that the disturbance of a cause may have between segments.</summary>
    public double SkewnessMargin { get; init; } = 0.003;

    /// <summary>Bootstrap samples over segments.</summary>
    public int Bootstrap { get; init; } = 1000;

    /// <summary>Seed of all randomness.</summary>
    public ulong Seed { get; init; }

    /// <summary>Throws when something is out of range, naming everything that is.</summary>
    /// <exception cref="ArgumentException">At least one option is out of range.</exception>
    public void Validate()
    {
        List<string> problems = [.. Mechanism.Training.Problems()];
        if (!(Alpha > 0 && Alpha < 1))
            problems.Add($"alpha is {Alpha}; it must lie between 0 and 1.");
        if (!(Margin >= 0) || !(DependenceMargin >= 0) || !(SkewnessMargin >= 0))
            problems.Add($"margin, dependence_margin and skewness_margin are {Margin}, {DependenceMargin} and {SkewnessMargin}; they cannot be negative.");
        if (!(DependenceShare is >= 0 and <= 1))
            problems.Add($"dependence_share is {DependenceShare}; it must lie between 0 and 1.");
        if (Bootstrap < 20)
            problems.Add($"bootstrap is {Bootstrap}; it must be at least 20.");
        if (Mechanism.MonotoneUnits < 0)
            problems.Add($"monotone_units is {Mechanism.MonotoneUnits}; it must be at least 0, which makes an affine flow.");
        if (problems.Count > 0)
            throw new ArgumentException(string.Join(Environment.NewLine, problems));
    }
}
