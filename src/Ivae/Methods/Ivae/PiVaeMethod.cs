using Ivae.Distributions;

namespace Ivae.Methods;

/// <summary>The pi-VAE: an iVAE whose posterior is q(z | x) times p(z | u), which is diagonal.</summary>
/// <remarks>
/// Source: Zhou and Wei, "Learning identifiable and interpretable latent models of high-dimensional neural activity
/// using pi-VAE", NeurIPS 2020.
/// </remarks>
public sealed record PiVaeMethod : VaeFamilyMethod
{
    /// <summary>A pi-VAE.</summary>
    public PiVaeMethod()
        : base(
            "pi-vae",
            "pi-VAE",
            "That of iVAE, whose model it is: its posterior is q(z|x) times p(z|u), and rows without u get q(z|x) "
                + "alone (Zhou and Wei 2020).") =>
        NeedsAuxiliary = true;

    internal override bool HasProductPosterior => true;

    private protected override bool NeedsDiagonal => true;

    internal override ModelGraph<T> Record<T>(IvaeNetwork<T> network) => new IvaeGraph<T>(network);

    internal override IEnumerable<string> Problems(IvaeOptions options, string key)
    {
        if (options.Prior.FamilyOrDefault != PriorFamily.Gaussian || Posterior.ReadsAuxiliary == true)
            yield return "pi-vae multiplies q(z|x) by a Gaussian prior; "
                + $"leave prior.family and {key}.posterior.reads_auxiliary as they are, or choose method ivae.";
        foreach (var problem in base.Problems(options, key))
            yield return problem;
    }
}
