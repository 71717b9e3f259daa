using Ivae.Methods.Linear;
using Ivae.Numerics;

namespace Ivae.Methods;

/// <summary>
/// Linear independent component analysis by maximum likelihood with uncorrelated components (Picard-O).
/// </summary>
/// <remarks>Source: Ablin, Cardoso and Gramfort 2018; see <see cref="Picard"/>.</remarks>
internal sealed record PicardMethod : FeatureMethod
{
    /// <summary>The method with its default options.</summary>
    public PicardMethod()
        : base("picard", "Picard", FastIcaMethod.LinearGuarantee) => Class = EquivalenceClass.None;

    internal override LinearUnmixing Unmix(Matrix features, int latents, RandomStream stream) =>
        Picard.Fit(features, latents, stream).Unmixing;
}
