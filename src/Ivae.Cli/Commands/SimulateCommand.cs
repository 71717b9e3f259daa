using System.CommandLine;
using System.Text.Json.Nodes;

namespace Ivae.Cli.Commands;

/// <summary><c>ivae simulate --out FILE</c>: data with known sources.</summary>
internal sealed class SimulateCommand : ConfiguredCommand<SimulateSettings>
{
    private readonly Option<string> file = new("--out")
    {
        HelpName = "FILE",
        Required = true,
        Description = "NPZ file for s, x, u, the modulation and the mixing.",
    };

    private readonly Option<bool> force = CommonOptions.Force();

    public SimulateCommand()
        : base(
            "simulate",
            "Makes data with known sources.",
            "ivae simulate --preset paper --seed 1 --out simulated.npz",
            new Dictionary<string, JsonObject>())
    {
        Add(file);
        Add(new SettingOption("--seed", "S", "Start of the random numbers; the same seed gives the same file."));
        AddConfigurationOptions();
        Add(force);
    }

    public override int Run(ParseResult arguments, Output output, CancellationToken cancellation)
    {
        var settings = ReadSettings(arguments);
        OutputCheck.NotThere(arguments.GetValue(force), arguments.GetRequiredValue(file));
        throw new NotImplementedException($"simulate {settings}.");
    }
}
