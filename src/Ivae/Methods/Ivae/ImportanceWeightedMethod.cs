namespace Ivae.Methods;

/// <summary>An iVAE that is trained by the importance-weighted bound of many draws (Burda et al. 2016).</summary>
internal sealed record ImportanceWeightedMethod : VaeFamilyMethod
{
    public ImportanceWeightedMethod()
        : base("iwae", "importance-weighted iVAE", "That of iVAE.") =>
        (NeedsAuxiliary, ObjectiveName) = (true, "importance-weighted bound");

    /// <summary>Draws of z per row, at least 2.</summary>
    public int Draws { get; init; } = 16;

    internal override ModelGraph<T> Record<T>(IvaeNetwork<T> network) =>
        new ImportanceWeightedGraph<T>(network, Draws);

    protected override IEnumerable<string> Problems() =>
        Draws < 2 ? [$"draws is {Draws}; it must be at least 2."] : [];
}
