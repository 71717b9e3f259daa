using System.Numerics;
using System.Text.Json.Serialization;
using Ivae.Autodiff;
using Ivae.Distributions;
using Ivae.Numerics;

namespace Ivae.Methods;

/// <summary>How far the aggregate of the encodings q(z) is from the prior p(z).</summary>
[JsonConverter(typeof(SnakeCaseConverter<AggregateDivergence>))]
public enum AggregateDivergence
{
    /// <summary>Maximum mean discrepancy, latent by latent, with inverse-multiquadric kernels.</summary>
    Mmd,

    /// <summary>
    /// KL(p ‖ q) at samples of the prior, q(z) being the mean of the batch's posteriors, which are diagonal.
    /// </summary>
    InclusiveKl,
}

/// <summary>
/// The decomposition objective: E_q[log p(x | z)] − β KL(q(z | x) ‖ p(z)) − α D(q(z), p(z)). β sets how much encodings
/// overlap, and α holds their aggregate to the structure that the prior has (prior.shape).
/// </summary>
/// <remarks>
/// Source: Mathieu, Rainforth, Siddharth and Teh 2019, equation 7; they varied α from 0 to 8 and β from .01 to 1.2 on
/// the pinwheel.
/// </remarks>
public sealed record DecompositionMethod : VaeFamilyMethod
{
    /// <summary>A VAE with the decomposition objective.</summary>
    public DecompositionMethod()
        : base("decomposition", "VAE with decomposition objective", Unidentifiable) =>
        ObjectiveName = "decomposition objective";

    /// <summary>α ≥ 0.</summary>
    public double Alpha { get; init; } = 1;

    /// <summary>β ≥ 0.</summary>
    public double Beta { get; init; } = 1;

    /// <summary>D.</summary>
    public AggregateDivergence Divergence { get; init; } = AggregateDivergence.Mmd;

    internal override bool MaximisesBound => false;

    private protected override bool NeedsDiagonal => Divergence == AggregateDivergence.InclusiveKl;

    internal override ModelGraph<T> Record<T>(IvaeNetwork<T> network) => new DecompositionGraph<T>(network, this);

    /// <inheritdoc/>
    protected override IEnumerable<string> Problems() => Negative(("alpha", Alpha), ("beta", Beta));
}

/// <summary>The decomposition objective.</summary>
internal sealed class DecompositionGraph<T> : IvaeGraph<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Variable<T> standard;

    public DecompositionGraph(IvaeNetwork<T> network, DecompositionMethod options)
        : base(network)
    {
        standard = Tape.Input(network.Latents);
        var prior = Prior.FromStandard(standard);
        var distance = options.Divergence == AggregateDivergence.Mmd
            ? Tape.Record(new ImqDiscrepancy<T>(Latents, prior))
            : (Prior.LogDensity(prior) - Aggregate(prior, AggregateEstimator.Uniform).Joint).Average();
        UseObjective(LogLikelihood - options.Beta * Divergence() - options.Alpha * distance);
    }

    public override void Load(ModelData data, ReadOnlySpan<int> rows, RandomStream noise)
    {
        base.Load(data, rows, noise);
        standard.Resize(rows.Length);
        for (var row = 0; row < rows.Length; row++)
            Prior.Draw(standard.Value.Slice(row * standard.Columns, standard.Columns), noise);
    }
}
