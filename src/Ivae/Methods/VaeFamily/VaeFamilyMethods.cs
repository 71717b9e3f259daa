namespace Ivae.Methods;

/// <summary>The rows of the table of methods that have a VAE's model and maximise the bound or something in its place.</summary>
internal static class VaeFamilyMethods
{
    private const string Unidentifiable = "Not identifiable: the prior does not depend on u (Khemakhem et al. 2020, Supplement D).";

    public static IReadOnlyList<Method> All { get; } =
    [
        new("vae", "VAE", false, Unidentifiable),
        new("weighted-ivae", "iVAE with the authors' weights", true, "None of its own: with unequal weights the objective is no bound on the likelihood, which Theorem 4 of Khemakhem et al. 2020 asks to be maximised.")
        {
            Objective = "weighted objective",
            VaeObjective = options => options.WeightedIvae,
        },
        new("beta-vae", "β-VAE", false, Unidentifiable) { Objective = "β-VAE objective", VaeObjective = options => options.BetaVae },
        new("capacity-vae", "capacity-annealed β-VAE", false, Unidentifiable) { Objective = "capacity objective", VaeObjective = options => options.CapacityVae },
        new("beta-tc-vae", "β-TC-VAE", false, Unidentifiable) { Objective = "β-TC-VAE objective", VaeObjective = options => options.BetaTcVae },
        new("factor-vae", "FactorVAE", false, Unidentifiable) { Objective = "FactorVAE objective", VaeObjective = options => options.FactorVae },
        new("dip-vae-i", "DIP-VAE I", false, Unidentifiable) { Objective = "DIP-VAE objective", VaeObjective = options => options.DipVaeI },
        new("dip-vae-ii", "DIP-VAE II", false, Unidentifiable) { Objective = "DIP-VAE objective", VaeObjective = options => options.DipVaeII },
        new("decomposition", "VAE with decomposition objective", false, Unidentifiable) { Objective = "decomposition objective", VaeObjective = options => options.Decomposition },
    ];
}
