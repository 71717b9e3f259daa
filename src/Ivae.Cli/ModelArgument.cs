using Ivae.Methods;

namespace Ivae.Cli;

/// <summary>Models that commands were given.</summary>
internal static class ModelArgument
{
    /// <summary>A model of any method, of a file or of the folder of a run.</summary>
    public static LatentModel Load(string typed) => LatentModel.Load(RunPath.Model(typed));

    /// <summary>A model of the density of x given u, which not every method learns.</summary>
    /// <param name="path">The file, or its folder.</param>
    /// <param name="command">What needs the density, for the error.</param>
    public static IvaeModel WithDensity(string path, string command)
    {
        var model = Load(path);
        return model.HasDensity ? model.Density : throw new UsageException(
            $"{path}: method \"{model.Method.Name}\" learns latents but no density of the data, which {command} needs; "
            + "fit with --method ivae.");
    }
}
