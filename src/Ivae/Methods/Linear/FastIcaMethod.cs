using Ivae.Methods.Linear;
using Ivae.Numerics;

namespace Ivae.Methods;

/// <summary>Linear independent component analysis.</summary>
/// <remarks>Source: Hyvärinen 1999; see <see cref="FastIca"/>.</remarks>
internal sealed record FastIcaMethod : FeatureMethod
{
    /// <summary>What theory says of every linear ICA.</summary>
    internal const string LinearGuarantee =
        "Identifiable up to permutation, sign and scale when the mixing is linear and at most one source is Gaussian "
        + "(Comon 1994); none for a nonlinear mixing.";

    /// <summary>The method with its default options.</summary>
    public FastIcaMethod()
        : base("fastica", "FastICA", LinearGuarantee) => Class = EquivalenceClass.None;

    internal override LinearUnmixing Unmix(Matrix features, int latents, RandomStream stream) =>
        FastIca.Fit(features, latents, stream);
}
