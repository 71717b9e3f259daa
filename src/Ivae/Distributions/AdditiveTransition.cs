using System.Numerics;
using Ivae.Autodiff;
using Ivae.Numerics;

namespace Ivae.Distributions;

/// <summary>
/// Σ_j f_j(z_{t−l,j}) <c>[B, L]</c>: each past latent through a linear and <see cref="Units"/> softplus functions that
/// are learned, times a matrix, one for each level where u is one categorical variable. It starts at 0.
/// </summary>
/// <remarks>
/// A rotation of all latents is no sum of functions of one latent each, unless all f_j are linear: the sum fixes what
/// normal innovations of constant scale leave open.
/// </remarks>
internal sealed class AdditiveTransition<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Functions of a past latent in addition to the linear one.</summary>
    private const int Units = 4;

    private readonly ParameterSet<T> parameters;
    private readonly (Parameter Slope, Parameter Offset)[] units;
    private readonly Parameter weight;
    private readonly bool hasLevels;

    /// <param name="parameters">Where its parameters are kept.</param>
    /// <param name="inputs">P·L, past latents.</param>
    /// <param name="latents">L.</param>
    /// <param name="levels">Levels of u that have functions of their own; none for one set of them.</param>
    public AdditiveTransition(ParameterSet<T> parameters, int inputs, int latents, int? levels)
    {
        (this.parameters, hasLevels) = (parameters, levels is not null);
        // Two rising and two falling ones, bent apart: kinks to either side of the centre.
        units = [.. Enumerable.Range(0, Units).Select(k => (
            parameters.Add($"prior.past.slope{k}", 1, inputs, [.. Enumerable.Repeat(k % 2 == 0 ? 2.0 : -2.0, inputs)]),
            parameters.Add($"prior.past.offset{k}", 1, inputs, [.. Enumerable.Repeat(k < 2 ? 1.0 : -1.0, inputs)])))];
        weight = parameters.Add("prior.past.weight", (levels ?? 1) * inputs * (1 + Units), latents);
    }

    /// <summary>What the past adds to the location <c>[B, L]</c>.</summary>
    /// <param name="past">z_{t−1}, …, z_{t−P} side by side <c>[B, P·L]</c>.</param>
    /// <param name="levels">u, where it has functions of its own.</param>
    public Variable<T> Apply(Variable<T> past, Codes? levels)
    {
        var tape = past.Tape;
        var features = past;
        foreach (var (slope, offset) in units)
        {
            var bent = tape.Record(new ScaledColumns<T>(past, tape.View(parameters, slope)))
                + tape.View(parameters, offset);
            features = features.Join(bent.Activate(Activation.Softplus));
        }

        var matrix = tape.View(parameters, weight);
        return hasLevels ? tape.Record(new LevelProduct<T>(features, matrix, levels!)) : features.Affine(matrix);
    }
}
