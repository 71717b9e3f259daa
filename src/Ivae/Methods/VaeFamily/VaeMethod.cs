namespace Ivae.Methods;

/// <summary>The VAE, whose prior does not depend on u.</summary>
/// <remarks>Source: Kingma and Welling, "Auto-encoding variational Bayes", ICLR 2014.</remarks>
public sealed record VaeMethod : BoundMethod
{
    /// <summary>A VAE.</summary>
    public VaeMethod()
        : base("vae", "VAE", Unidentifiable)
    {
    }
}
