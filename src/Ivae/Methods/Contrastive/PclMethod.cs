using Ivae.Autodiff;
using Ivae.Methods.Contrastive;
using Ivae.Numerics;

namespace Ivae.Methods;

/// <summary>Permutation-contrastive learning: do two rows follow each other in time?</summary>
/// <remarks>Source: Hyvärinen and Morioka, AISTATS 2017; see <see cref="PermutationContrast{T}"/>.</remarks>
public sealed record PclMethod : ContrastiveMethod
{
    /// <summary>The method with its default options.</summary>
    public PclMethod()
        : base(
            "pcl",
            "permutation-contrastive learning",
            "Identifiable up to permutation and component-wise maps when every source depends on its own past, and "
                + "not in a Gaussian way (Hyvärinen and Morioka 2017, Theorem 1).")
    {
        (NeedsOrder, Class) = (true, EquivalenceClass.Permutation);
        ObjectiveName = "log p(right answer)";
    }

    internal override Contrast<float> Contrast(
        FeatureNetwork<float> features, ParameterSet<float> parameters, ModelDescription model, RandomStream stream) =>
        new PermutationContrast<float>(features, parameters);
}
