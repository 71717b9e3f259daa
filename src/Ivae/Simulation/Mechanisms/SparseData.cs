using Ivae.Data;
using Ivae.Numerics;

namespace Ivae.Simulation.Mechanisms;

/// <summary>Data whose latents each follow few levels or columns of u, with the graph that says which.</summary>
internal sealed class SparseData
{
    /// <summary>Observations x <c>[N, D]</c>.</summary>
    public required Matrix Observed { get; init; }

    /// <summary>True latents s <c>[N, n]</c>.</summary>
    public required Matrix Sources { get; init; }

    /// <summary>u: one categorical variable, or numeric columns.</summary>
    public required Auxiliary Auxiliary { get; init; }

    /// <summary>Whether a level or column of u moves a latent <c>[levels or columns, n]</c>.</summary>
    public required bool[,] Targets { get; init; }

    /// <summary>log p(x | u) of each row under the process that made it <c>[N, 1]</c>, where it is known.</summary>
    public Matrix? LogLikelihood { get; init; }

    /// <summary>Names of the levels or columns of u, in the order of <see cref="Targets"/>.</summary>
    public IReadOnlyList<string> Sites =>
        Auxiliary.Categorical.Count > 0 ? Auxiliary.Categorical[0].Levels : Auxiliary.NumericNames;

    /// <summary>Every pair of a level or column of u and a latent, from 1, that it moves.</summary>
    public IEnumerable<(string Site, int Latent)> Edges =>
        from site in Enumerable.Range(0, Targets.GetLength(0))
        from latent in Enumerable.Range(0, Targets.GetLength(1))
        where Targets[site, latent]
        select (Sites[site], latent + 1);

    /// <summary>The data as a dataset.</summary>
    public Dataset ToDataset() => new()
    {
        Observed = Observed,
        ObservedNames = TableReader.Names("x", Observed.Columns),
        Auxiliary = Auxiliary,
        Sources = Sources,
        TrueLogLikelihood = LogLikelihood,
        RowNumbers = [.. Enumerable.Range(1, Observed.Rows)],
        Name = "sparse mechanisms",
    };

    /// <summary>
    /// What a file of them holds: <c>x</c>, <c>u</c> (the environment from 0 <c>[N, 1]</c>, or the actions), <c>s</c>,
    /// <c>targets</c> (1 where the row of u moves the latent), <c>log_likelihood</c> <c>[N, 1]</c> where it is known.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, Matrix>> NamedArrays()
    {
        var (sites, latents) = (Targets.GetLength(0), Targets.GetLength(1));
        var targets = new Matrix(sites, latents, [.. Targets.Cast<bool>().Select(edge => edge ? 1f : 0f)]);
        var u = Auxiliary.Categorical is [var environment]
            ? new Matrix(Observed.Rows, 1, Array.ConvertAll(environment.Codes, code => (float)code))
            : Auxiliary.Numeric;
        List<KeyValuePair<string, Matrix>> arrays =
            [new("x", Observed), new("u", u), new("s", Sources), new("targets", targets)];
        if (LogLikelihood is { } likelihood)
            arrays.Add(new("log_likelihood", likelihood));
        return arrays;
    }
}
