using Ivae.Methods.Linear;
using Ivae.Numerics;

namespace Ivae.Methods;

/// <summary>Principal components.</summary>
/// <remarks>Source: Hotelling 1933; see <see cref="PrincipalComponents"/>.</remarks>
internal sealed record PcaMethod : FeatureMethod
{
    /// <summary>The method with its default options.</summary>
    public PcaMethod()
        : base(
            "pca",
            "principal components",
            "None: any rotation of the components explains the data as well.")
    {
        Class = EquivalenceClass.None;
    }

    internal override LinearUnmixing Unmix(Matrix features, int latents, RandomStream stream) =>
        PrincipalComponents.Fit(features, latents);
}
