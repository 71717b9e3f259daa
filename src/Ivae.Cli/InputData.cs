using System.CommandLine;
using Ivae.Data;

namespace Ivae.Cli;

/// <summary>The table that a command reads, with a line on stderr for all that was assumed and left out.</summary>
/// <param name="command">Name of the command.</param>
/// <param name="output">Where lines go.</param>
/// <param name="quiet">Whether nothing is said.</param>
internal sealed class InputData(string command, Output output, bool quiet = false)
{
    /// <summary>A table for fitting.</summary>
    public Dataset Read(string typed, DatasetOptions options) =>
        Noted(DatasetReader.Read(InputFile.Path(typed), options));

    /// <summary>A table for a model: the same columns, the same coding of u.</summary>
    /// <param name="typed">The file.</param>
    /// <param name="recipe">How the model's table was read.</param>
    /// <param name="missing">What to do with rows that lack a value; as the model's table, without it.</param>
    /// <param name="requireAuxiliary">Whether u must be there.</param>
    public Dataset Read(string typed, AuxiliaryRecipe recipe, MissingValues? missing, bool requireAuxiliary = true)
    {
        var options = recipe.Options with { Missing = missing ?? recipe.Options.Missing };
        return Noted(DatasetReader.Read(InputFile.Path(typed), recipe with { Options = options }, requireAuxiliary));
    }

    /// <summary>Rows that lack a value: refuse, or drop them.</summary>
    public static Option<MissingValues?> Missing() => new("--missing")
    {
        HelpName = "WHAT",
        Description = "Rows that lack a value: refuse, drop or model them; as for the model, unless said.",
    };

    private Dataset Noted(Dataset data)
    {
        foreach (var note in quiet ? [] : data.Notes)
            output.Say($"ivae {command}: note: {note}");
        return data;
    }
}
