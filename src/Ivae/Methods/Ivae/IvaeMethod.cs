namespace Ivae.Methods;

/// <summary>The iVAE: a VAE whose prior depends on u.</summary>
/// <remarks>
/// Source: Khemakhem, Kingma, Monti and Hyvärinen, "Variational autoencoders and nonlinear ICA: a unifying framework",
/// AISTATS 2020.
/// </remarks>
public sealed record IvaeMethod : BoundMethod
{
    /// <summary>An iVAE.</summary>
    public IvaeMethod()
        : base(
            "ivae",
            "iVAE",
            "Identifiable up to permutation and component-wise maps when enough of the prior's variance moves with u "
                + "(Khemakhem et al. 2020, Theorems 1–3).") =>
        NeedsAuxiliary = true;
}
