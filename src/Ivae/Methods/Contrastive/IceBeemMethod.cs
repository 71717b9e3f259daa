using Ivae.Autodiff;
using Ivae.Methods.Contrastive;
using Ivae.Networks;
using Ivae.Numerics;

namespace Ivae.Methods;

/// <summary>ICE-BeeM: a conditional energy-based model, learned by denoising score matching.</summary>
/// <remarks>
/// Source: Khemakhem, Monti, Kingma and Hyvärinen, NeurIPS 2020; see <see cref="ScoreMatchingContrast{T}"/>.
/// </remarks>
public sealed record IceBeemMethod : ContrastiveMethod
{
    /// <summary>The method with its default options.</summary>
    public IceBeemMethod()
        : base(
            "ice-beem",
            "ICE-BeeM",
            "Identifiable up to permutation and scaling of the features when u moves the density in enough ways and "
                + "the energy holds features and their squares (Khemakhem et al. 2020, ICE-BeeM, Theorem 3).")
    {
        (NeedsAuxiliary, Class) = (true, EquivalenceClass.Permutation);
        ObjectiveName = "minus score-matching loss";
    }

    /// <summary>The networks that compare features with u: g.</summary>
    public NetworkOptions Comparison { get; init; } = new() { HiddenWidths = [32, 32] };

    internal override IEnumerable<string> Problems(IvaeOptions options, string key) =>
        [
            .. base.Problems(options, key),
            .. Comparison.Problems($"{key}.comparison"),
            .. Features.MaxoutPieces > 1
                ? [$"{key}.features.maxout_pieces is {Features.MaxoutPieces}, and method ice-beem needs smooth "
                    + "features; leave it at 1."]
                : Array.Empty<string>(),
        ];

    internal override Contrast<float> Contrast(
        FeatureNetwork<float> features, ParameterSet<float> parameters, ModelDescription model, RandomStream stream) =>
        new ScoreMatchingContrast<float>(
            features, parameters, Features.Network, Comparison, model.Auxiliary, stream);
}
