using System.Text.Json.Serialization;
using Ivae.Distributions;
using Ivae.Numerics;

namespace Ivae.Methods;

/// <summary>
/// Which part of u, a level or a numeric column, moves which latent along the sparsest axes, as a fit learned it.
/// </summary>
/// <remarks>Source: Lachapelle et al., "Disentanglement via mechanism sparsity regularization", CLeaR 2022.</remarks>
internal sealed record LearnedTargets
{
    /// <summary>Names of the parts of u <c>[P]</c>.</summary>
    public required IReadOnlyList<string> Parts { get; init; }

    /// <summary>
    /// How far each part moves each latent <c>[P][L]</c>, in standard deviations of the latent given u.
    /// </summary>
    public required double[][] Movements { get; init; }

    /// <summary>
    /// Mechanisms, turned at random one by one, whose movements along their own sparsest axes sum to no more.
    /// </summary>
    public required int ControlsAsSparse { get; init; }

    /// <summary>How many were turned.</summary>
    public required int Controls { get; init; }

    /// <summary>Which part moves which latent.</summary>
    public IReadOnlyList<Target> Edges => [.. Pairs.Where(pair => pair.Share >= MethodDecisions.LeastMovement)
        .Select(pair => new Target(Parts[pair.Part], pair.Latent + 1))];

    /// <summary>The least movement that counts, by the farthest of its latent.</summary>
    public double WeakestEdge =>
        Pairs.Select(pair => pair.Share).Where(share => share >= MethodDecisions.LeastMovement).DefaultIfEmpty(0).Min();

    /// <summary>The farthest movement that does not count, by the farthest of its latent.</summary>
    public double StrongestLeft =>
        Pairs.Select(pair => pair.Share).Where(share => share < MethodDecisions.LeastMovement).DefaultIfEmpty(0).Max();

    /// <summary>
    /// Whether u moves fewer latents than it does of mechanisms that are turned at random, whose axes are a choice.
    /// </summary>
    public bool IsSparser => ControlsAsSparse == 0 && Controls > 0;

    /// <summary>
    /// Whether the graph determines the latents up to their order, if it is the true one: it is sparser than by chance,
    /// and the parts of u that move a latent move no other one all together.
    /// </summary>
    public bool DetermineLatents => IsSparser && Mask.DeterminesLatents;

    /// <summary>Number of latents L.</summary>
    [JsonIgnore]
    public int Latents => Movements.Length == 0 ? 0 : Movements[0].Length;

    /// <summary>The edges as a mask.</summary>
    [JsonIgnore]
    public TargetMask Mask => TargetMask.Of(Edges, Parts, Latents);

    private IEnumerable<(int Part, int Latent, double Share)> Pairs
    {
        get
        {
            for (var part = 0; part < Movements.Length; part++)
                for (var latent = 0; latent < Latents; latent++)
                    yield return (part, latent, Movements[part][latent]
                        / Math.Max(1, Movements.Max(movement => movement[latent])));
        }
    }

    /// <summary>What cannot be, of targets that were read from a file for some latents.</summary>
    public IEnumerable<string> Problems(string key, int latents)
    {
        if (Parts.Any(part => part is null) || Movements.Length != Parts.Count || Array.Exists(Movements, movement =>
                movement?.Length != latents || !Array.TrueForAll(movement, length => length is >= 0 and < 1e30)))
            yield return $"{key}.movements are not {latents} finite numbers from 0 for each of {key}.parts.";
        foreach (var problem in Limits.Whole($"{key}.controls_as_sparse", ControlsAsSparse, 0, Controls))
            yield return problem;
    }
}
