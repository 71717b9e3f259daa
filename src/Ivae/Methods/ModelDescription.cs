using Ivae.Data;
using Ivae.Networks;

namespace Ivae.Methods;

/// <summary>Everything about a fitted model but its weights; what the model file holds as JSON.</summary>
internal sealed record ModelDescription
{
    /// <summary>Resolved options of the fit.</summary>
    public required IvaeOptions Options { get; init; }

    /// <summary>Number of latents L.</summary>
    public required int Latents { get; init; }

    /// <summary>How tables are read: observed columns and the coding of u.</summary>
    public required AuxiliaryRecipe Recipe { get; init; }

    /// <summary>The map from data units to model units.</summary>
    public required Preprocessing Preprocessing { get; init; }

    /// <summary>The scaling of the numeric columns of u.</summary>
    public required Standardizer AuxiliaryScaling { get; init; }

    /// <summary>
    /// Number of numeric columns of u, and of levels of each categorical variable; none for a prior without u.
    /// </summary>
    public required ContextShape Auxiliary { get; init; }

    /// <summary>Number of rows the model was trained on.</summary>
    public required int TrainingRows { get; init; }

    /// <summary>Name of the data it was fitted to.</summary>
    public required string DataName { get; init; }

    /// <summary>Version of the library that fitted it.</summary>
    public required string Version { get; init; }
}
