using Ivae.Networks;
using Ivae.Training;

namespace Ivae.Causality;

/// <summary>Shape and training of the flows that stand for causal mechanisms.</summary>
public sealed record MechanismOptions
{
    /// <summary>Hidden units of the map from a variable to its disturbance; 0 makes it affine, as in CAREFL.</summary>
    public int MonotoneUnits { get; init; } = 12;

    /// <summary>The network that reads the causes.</summary>
    public NetworkOptions Network { get; init; } = new() { HiddenWidths = [32, 32] };

    /// <summary>Training of each mechanism.</summary>
    public TrainingOptions Training { get; init; } = new() { Steps = 2000, LearningRate = 0.01 };
}
