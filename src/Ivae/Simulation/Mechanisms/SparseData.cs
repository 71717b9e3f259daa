using Ivae.Distributions;
using Ivae.Numerics;

namespace Ivae.Simulation.Mechanisms;

/// <summary>Data whose latents each follow few levels or columns of u, with the graph that says which.</summary>
internal sealed class SparseData : MadeData
{
    /// <summary>Whether a level or column of u moves a latent <c>[levels or columns, n]</c>.</summary>
    public required bool[,] Targets { get; init; }

    /// <summary>Names of the levels or columns of u, in the order of <see cref="Targets"/>.</summary>
    public IReadOnlyList<string> Sites =>
        Auxiliary.Categorical.Count > 0 ? Auxiliary.Categorical[0].Levels : Auxiliary.NumericNames;

    /// <summary>Every pair of a level or column of u and a latent, from 1, that it moves.</summary>
    public IEnumerable<Target> Edges =>
        from site in Enumerable.Range(0, Targets.GetLength(0))
        from latent in Enumerable.Range(0, Targets.GetLength(1))
        where Targets[site, latent]
        select new Target(Sites[site], latent + 1);

    /// <summary>The same with <c>targets</c>: 1 where the row of u moves the latent.</summary>
    public override IReadOnlyList<KeyValuePair<string, Matrix>> NamedArrays() =>
        [.. base.NamedArrays(), new("targets", Ones(Targets))];
}
