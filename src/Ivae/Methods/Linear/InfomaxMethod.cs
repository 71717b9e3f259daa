using Ivae.Methods.Linear;
using Ivae.Numerics;

namespace Ivae.Methods;

/// <summary>Linear independent component analysis by extended Infomax, solved by Picard's iterations.</summary>
/// <remarks>Source: Lee, Girolami and Sejnowski 1999; Ablin, Cardoso and Gramfort 2018.</remarks>
internal sealed record InfomaxMethod : FeatureMethod
{
    /// <summary>The method with its default options.</summary>
    public InfomaxMethod()
        : base("infomax", "extended Infomax", FastIcaMethod.LinearGuarantee) => Class = EquivalenceClass.None;

    internal override LinearUnmixing Unmix(Matrix features, int latents, RandomStream stream) =>
        Picard.Fit(features, latents, stream, orthogonal: false).Unmixing;
}
