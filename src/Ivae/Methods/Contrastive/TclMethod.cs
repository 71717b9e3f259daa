using Ivae.Autodiff;
using Ivae.Methods.Contrastive;
using Ivae.Methods.Linear;
using Ivae.Numerics;

namespace Ivae.Methods;

/// <summary>Time-contrastive learning: which segment does a row come from?</summary>
/// <remarks>Source: Hyvärinen and Morioka, NeurIPS 2016; see <see cref="TimeContrast{T}"/>.</remarks>
public sealed record TclMethod : ContrastiveMethod
{
    /// <summary>The method with its default options.</summary>
    public TclMethod()
        : base(
            "tcl",
            "time-contrastive learning",
            "Identifies the sources' sufficient statistics, such as |s|, up to a linear map when their moments move "
                + "enough over segments; FastICA then separates them (Hyvärinen and Morioka 2016, Theorem 1).")
    {
        (NeedsAuxiliary, NeedsLevels, FindsAbsoluteValues) = (true, true, true);
        (Class, ObjectiveName) = (EquivalenceClass.LinearMap, "log p(segment | x)");
    }

    internal override Contrast<float> Contrast(
        FeatureNetwork<float> features, ParameterSet<float> parameters, ModelDescription model, RandomStream stream) =>
        new TimeContrast<float>(features, parameters, model.Auxiliary.Levels[0], stream);

    internal override LinearUnmixing Unmix(Matrix features, int latents, RandomStream stream) =>
        FastIca.Fit(features, latents, stream);
}
