namespace Ivae.Distributions;

/// <summary>Which level or column of u may move which latent.</summary>
/// <param name="sites">Names of the levels of the only, categorical, u, or of the columns of a numeric one.</param>
/// <param name="latents">L.</param>
internal sealed class TargetMask(IReadOnlyList<string> sites, int latents)
{
    private readonly bool[,] moves = new bool[sites.Count, latents];

    /// <summary>L.</summary>
    public int Latents => latents;

    /// <summary>Whether a level or column may move a latent, both from 0.</summary>
    public bool this[int site, int latent]
    {
        get => moves[site, latent];
        set => moves[site, latent] = value;
    }

    /// <summary>Numbers from 0 of the levels or columns that may move a latent.</summary>
    public int[] MoversOf(int latent) => [.. Enumerable.Range(0, sites.Count).Where(site => moves[site, latent])];

    /// <summary>
    /// Whether the mask alone determines latents up to their order: of each latent, the latents that all of its movers
    /// may move are that one alone (Lachapelle et al. 2022, assumption of their Theorem 5, for auxiliary variables).
    /// </summary>
    public bool DeterminesLatents => Enumerable.Range(0, latents).All(i => Entangled(i).Length == 1);

    /// <summary>
    /// The latents, from 0, that a latent may be mixed with: those that all of its movers may move, itself among them.
    /// </summary>
    public int[] Entangled(int latent)
    {
        var movers = MoversOf(latent);
        return [.. Enumerable.Range(0, latents).Where(other => Array.TrueForAll(movers, site => moves[site, other]))];
    }

    /// <summary>The mask of a list of targets.</summary>
    /// <exception cref="ArgumentException">A target names something that is not there.</exception>
    public static TargetMask Of(IReadOnlyList<Target> targets, IReadOnlyList<string> sites, int latents)
    {
        var (mask, places) = (new TargetMask(sites, latents), sites.ToList());
        foreach (var target in targets)
        {
            if (Problem(target, sites, latents) is { } problem)
                throw new ArgumentException(problem, nameof(targets));
            mask[places.IndexOf(target.U), target.Latent - 1] = true;
        }

        return mask;
    }

    /// <summary>What is wrong with a target, with what there is; none where it can be used.</summary>
    public static string? Problem(Target target, IReadOnlyList<string> sites, int latents)
    {
        if (!sites.Contains(target.U))
            return $"u has no level or column \"{target.U}\"; there are {Shortened(sites)}.";
        return target.Latent < 1 || target.Latent > latents
            ? FormattableString.Invariant($"\"{target}\" names latent {target.Latent}; give 1 to {latents}.")
            : null;
    }

    private static string Shortened(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(10)) + (names.Count > 10 ? $" and {names.Count - 10} more" : "");
}
