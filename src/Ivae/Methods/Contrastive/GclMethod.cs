using Ivae.Autodiff;
using Ivae.Methods.Contrastive;
using Ivae.Networks;
using Ivae.Numerics;

namespace Ivae.Methods;

/// <summary>Generalised contrastive learning: does u belong to x?</summary>
/// <remarks>Source: Hyvärinen, Sasaki and Turner, AISTATS 2019; see <see cref="GeneralisedContrast{T}"/>.</remarks>
public sealed record GclMethod : ContrastiveMethod
{
    /// <summary>The method with its default options.</summary>
    public GclMethod()
        : base(
            "gcl",
            "generalised contrastive learning",
            "Identifiable up to permutation and component-wise maps when u moves the sources' densities in enough "
                + "ways (Hyvärinen, Sasaki and Turner 2019, Theorem 1); up to a linear map of their sufficient "
                + "statistics alone where only their scales move.")
    {
        (NeedsAuxiliary, Class) = (true, EquivalenceClass.LinearMap);
        ObjectiveName = "log p(right answer)";
    }

    /// <summary>The networks that compare features with u: a and b of ψ.</summary>
    public NetworkOptions Comparison { get; init; } = new() { HiddenWidths = [32, 32] };

    internal override IEnumerable<string> Problems(IvaeOptions options, string key) =>
        [.. base.Problems(options, key), .. Comparison.Problems($"{key}.comparison")];

    internal override Contrast<float> Contrast(
        FeatureNetwork<float> features, ParameterSet<float> parameters, ModelDescription model, RandomStream stream) =>
        new GeneralisedContrast<float>(features, parameters, Comparison, model.Auxiliary, stream);
}
