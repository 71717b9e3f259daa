using System.Text.Json.Serialization;
using Ivae.Numerics;

namespace Ivae.Training;

/// <summary>How gradients move parameters.</summary>
[JsonConverter(typeof(SnakeCaseConverter<OptimiserKind>))]
public enum OptimiserKind
{
    /// <summary>Adam with decoupled weight decay.</summary>
    Adam,

    /// <summary>Gradient descent with momentum 0.9; its weight decay is part of the gradient.</summary>
    Momentum,
}

/// <summary>Moves parameters by their gradients.</summary>
internal interface IOptimiser
{
    /// <summary>
    /// Moves the parameters down their gradient; gives the gradient's Euclidean norm before clipping.
    /// </summary>
    double Step(double learningRate);

    /// <summary>What it keeps from one step to the next, as state.</summary>
    void Exchange(StateArchive state);
}
