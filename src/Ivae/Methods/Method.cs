using Ivae.Methods.Contrastive;
using Ivae.Numerics;

namespace Ivae.Methods;

/// <summary>One row of the table of methods. The name "auto" is none of them: it lets <see cref="IvaeOptions.Resolve"/> choose.</summary>
/// <param name="Name">Name on the command line and in model files.</param>
/// <param name="Title">Name in reports.</param>
/// <param name="NeedsAuxiliary">Whether an auxiliary variable must be given; the others ignore it.</param>
/// <param name="Guarantee">What theory says about its latents, in a sentence.</param>
public sealed record Method(string Name, string Title, bool NeedsAuxiliary, string Guarantee)
{
    /// <summary>
    /// For a method without a density, what its own theorem determines latents up to in the weakest case that it covers, the mixing being nonlinear; none for a model with a density, whose prior and
    /// likelihood decide.
    /// </summary>
    public EquivalenceClass? Class { get; init; }

    /// <summary>Whether u must be one categorical variable.</summary>
    public bool NeedsLevels { get; init; }

    /// <summary>Whether the rows are taken as ordered in time, each beside the one before.</summary>
    public bool NeedsOrder { get; init; }

    /// <summary>Whether latents estimate the absolute values of the sources and not the sources; they are then compared with those.</summary>
    public bool FindsAbsoluteValues { get; init; }

    /// <summary>What training raises, in nats a row, as reports call it.</summary>
    public string Objective { get; init; } = "ELBO";

    /// <summary>Makes a model with fresh parameters, to be trained or to be filled from a file.</summary>
    internal Func<ModelDescription, LinearStart, RandomStream, LatentModel> Create { get; init; } = IvaeModel.Create;

    /// <summary>What is maximised in place of the evidence lower bound, out of the options; none where that is maximised, or the likelihood.</summary>
    internal Func<IvaeOptions, VaeObjective>? VaeObjective { get; init; }

    /// <summary>All methods.</summary>
    public static IReadOnlyList<Method> All { get; } =
    [
        new("ivae", "iVAE", true, "Identifiable up to permutation and component-wise maps when enough of the prior's variance moves with u (Khemakhem et al. 2020, Theorems 1–3)."),
        new("flow", "identifiable flow", true, "Identifiable under the same conditions as iVAE, for noise-free data with as many latents as observed columns (Khemakhem et al. 2020, footnote 1); with fewer, what is in x beside them may not move with u (compare Sorrenson et al. 2020)."),
        new("pi-vae", "pi-VAE", true, "That of iVAE, whose model it is: its posterior is q(z|x) times p(z|u), and rows without u get q(z|x) alone (Zhou and Wei 2020)."),
        .. VaeFamilyMethods.All,
        .. ContrastiveMethods.All,
    ];

    /// <summary>The method of a name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Method Named(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return All.FirstOrDefault(m => m.Name == name)
            ?? throw new ArgumentException(
                $"There is no method \"{name}\"; there are {string.Join(", ", All.Select(m => m.Name))}.",
                nameof(name));
    }

    /// <summary>A model of the shape of a description, whose parameters are still to be filled in.</summary>
    internal static LatentModel Blank(ModelDescription description)
    {
        var observed = description.Preprocessing.Columns;
        var mapped = observed * (description.Options.IsFlow ? observed : description.Latents);
        var start = description.Options.LinearPath ? new LinearStart(new double[mapped], new double[mapped]) : LinearStart.None;
        return Named(description.Options.Method).Create(description, start, new RandomStream(0));
    }
}
