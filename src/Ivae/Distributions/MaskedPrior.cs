using System.Numerics;
using Ivae.Autodiff;
using Ivae.Networks;
using Ivae.Numerics;

namespace Ivae.Distributions;

/// <summary>
/// Location and log-scale of latents of which each follows some of u alone: of a categorical u a table that is 0 where
/// a level may not move a latent, of numeric columns a network for each latent that reads those which may.
/// </summary>
internal sealed class MaskedPrior<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterSet<T> parameters;
    private readonly Parameter? table;
    private readonly Mlp<T>[] networks = [];
    private readonly int outputs;
    private readonly List<Range> held = [];

    /// <summary>Creates the parameters.</summary>
    /// <param name="parameters">Where they are kept.</param>
    /// <param name="options">The networks.</param>
    /// <param name="auxiliary">One categorical variable, or numeric columns.</param>
    /// <param name="mask">Which may move which latent.</param>
    /// <param name="outputs">Numbers of each latent: location, log-scale or both.</param>
    /// <param name="stream">Where initial weights come from.</param>
    public MaskedPrior(ParameterSet<T> parameters, PriorOptions options, ContextShape auxiliary, TargetMask mask,
        int outputs, RandomStream stream)
    {
        (this.parameters, this.outputs) = (parameters, outputs);
        var latents = mask.Latents;
        if (auxiliary.Columns == 0)
        {
            table = parameters.Add("prior.table", auxiliary.Levels[0], outputs * latents);
            for (var level = 0; level < auxiliary.Levels[0]; level++)
                for (var column = 0; column < outputs * latents; column++)
                    if (!mask[level, column % latents])
                        Hold(table, level, column);
            return;
        }

        networks = new Mlp<T>[latents];
        for (var latent = 0; latent < latents; latent++)
        {
            var (name, before) = ($"prior.{latent}", parameters.All.Count);
            networks[latent] = new Mlp<T>(
                parameters, name, auxiliary, outputs, options.Network, stream.Split((ulong)latent));
            var first = parameters.All[before];
            for (var column = 0; column < first.Rows; column++)
                if (!mask[column, latent])
                    for (var unit = 0; unit < first.Columns; unit++)
                        Hold(first, column, unit);
        }
    }

    /// <summary>Ranges of the parameters that training leaves at 0.</summary>
    public IReadOnlyList<Range> Held => held;

    /// <summary>Locations, then log-scales <c>[B, outputs·L]</c>.</summary>
    public Variable<T> Given(Context<T> u)
    {
        if (table is not null)
            return u.Tape.View(parameters, table).Gather(u.Codes[0]);
        Variable<T>[] each = [.. networks.Select(network => network.Apply(u))];
        return Enumerable.Range(0, outputs).SelectMany(output => each.Select(latent => latent.Slice(output, 1)))
            .Aggregate((all, next) => all.Join(next));
    }

    private void Hold(Parameter parameter, int row, int column)
    {
        var at = parameter.Offset + row * parameter.Columns + column;
        parameters.Values[at] = T.Zero;
        held.Add(at..(at + 1));
    }
}
