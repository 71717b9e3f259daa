using Ivae.Methods.Linear;
using Ivae.Numerics;

namespace Ivae.Methods.Contrastive;

/// <summary>The rows of the table of methods that learn features or unmix linearly.</summary>
internal static class ContrastiveMethods
{
    /// <summary>The rows.</summary>
    public static IReadOnlyList<Method> All { get; } =
    [
        new("tcl", "time-contrastive learning", true, "Identifies the sources' sufficient statistics, such as |s|, up to a linear map when their moments move enough over segments; FastICA then separates them (Hyvärinen and Morioka 2016, Theorem 1).")
        {
            Class = EquivalenceClass.LinearMap,
            NeedsLevels = true,
            FindsAbsoluteValues = true,
            Objective = "log p(segment | x)",
            Create = FeatureModel.Learned((features, parameters, model, stream) => new TimeContrast<float>(features, parameters, model.Auxiliary.Levels[0], stream), Independent, absolute: true),
        },
        new("pcl", "permutation-contrastive learning", false, "Identifiable up to permutation and component-wise maps when every source depends on its own past, and not in a Gaussian way (Hyvärinen and Morioka 2017, Theorem 1).")
        {
            Class = EquivalenceClass.Permutation,
            NeedsOrder = true,
            Objective = "log p(right answer)",
            Create = FeatureModel.Learned((features, parameters, _, _) => new PermutationContrast<float>(features, parameters), Standardised),
        },
        new("gcl", "generalised contrastive learning", true, "Identifiable up to permutation and component-wise maps when u moves the sources' densities in enough ways (Hyvärinen, Sasaki and Turner 2019, Theorem 1); up to a linear map of their sufficient statistics alone where only their scales move.")
        {
            Class = EquivalenceClass.LinearMap,
            Objective = "log p(right answer)",
            Create = FeatureModel.Learned(
                (features, parameters, model, stream) => new GeneralisedContrast<float>(features, parameters, model.Options.Features.Comparison, model.Auxiliary, stream), Standardised),
        },
        new("ice-beem", "ICE-BeeM", true, "Identifiable up to permutation and scaling of the features when u moves the density in enough ways and the energy holds features and their squares (Khemakhem et al. 2020, ICE-BeeM, Theorem 3).")
        {
            Class = EquivalenceClass.Permutation,
            Objective = "minus score-matching loss",
            Create = FeatureModel.Learned(
                (features, parameters, model, stream) => new ScoreMatchingContrast<float>(features, parameters, model.Options.Features, model.Auxiliary, stream), Standardised),
        },
        new("pca", "principal components", false, "None: any rotation of the components explains the data as well.")
        {
            Class = EquivalenceClass.None,
            Create = FeatureModel.OfLinear((x, model, _) => PrincipalComponents.Fit(x, model.Latents)),
        },
        new("fastica", "FastICA", false, LinearGuarantee)
        {
            Class = EquivalenceClass.None,
            Create = FeatureModel.OfLinear(Independent),
        },
        new("picard", "Picard", false, LinearGuarantee)
        {
            Class = EquivalenceClass.None,
            Create = FeatureModel.OfLinear((x, model, stream) => Picard.Fit(x, model.Latents, stream).Unmixing),
        },
        new("infomax", "extended Infomax", false, LinearGuarantee)
        {
            Class = EquivalenceClass.None,
            Create = FeatureModel.OfLinear(
                (x, model, stream) => Picard.Fit(x, model.Latents, stream, orthogonal: false).Unmixing),
        },
    ];

    private const string LinearGuarantee =
        "Identifiable up to permutation, sign and scale when the mixing is linear and at most one source is Gaussian " +
        "(Comon 1994); none for a nonlinear mixing.";

    private static LinearUnmixing Independent(Matrix features, ModelDescription model, RandomStream stream)
        => FastIca.Fit(features, model.Latents, stream, model.Options.Features.Contrast);

    /// <summary>Each feature by itself, at mean 0 and variance 1.</summary>
    private static LinearUnmixing Standardised(Matrix features, ModelDescription model, RandomStream stream)
    {
        var scaling = Data.Standardizer.Fit(features);
        var matrix = new double[features.Columns * features.Columns];
        for (var j = 0; j < features.Columns; j++)
            matrix[j * features.Columns + j] = 1.0 / scaling.Scale[j];
        return new LinearUnmixing(Array.ConvertAll(scaling.Center, c => (double)c), matrix);
    }
}
