using Ivae.Numerics;

namespace Ivae.Methods;

/// <summary>Draws latents one after the other, each from the prior given those before it.</summary>
/// <param name="network">A model whose prior reads the past.</param>
internal sealed class LatentPath(IvaeNetwork<float> network)
{
    private const int WarmUp = 200; // rows that are drawn and forgotten, with the u of the first row

    /// <summary>Latents of one sequence <c>[N, L]</c>.</summary>
    /// <param name="units">u of each row.</param>
    /// <param name="stream">Where the draws come from.</param>
    public Matrix Roll(ModelData units, RandomStream stream)
    {
        var graph = new PriorGraph<float>(network);
        var latents = new Matrix(units.Rows, network.Latents);
        var past = new float[network.Options.Prior.Past * network.Latents];
        Span<int> row = stackalloc int[1];
        for (var step = -WarmUp; step < units.Rows; step++)
        {
            row[0] = Math.Max(step, 0);
            graph.Load(units, row);
            past.CopyTo(graph.Past.Value);
            graph.Forward();
            var next = latents.Row(row[0]);
            graph.Density.Draw(next, stream);
            for (var i = 0; i < next.Length; i++)
                next[i] = (graph.Density.Location is { } location ? location.Value[i] : 0)
                    + next[i] * (graph.Density.LogScale is { } scale ? MathF.Exp(scale.Value[i]) : 1);
            past.AsSpan(0, past.Length - next.Length).CopyTo(past.AsSpan(next.Length));
            next.CopyTo(past);
        }

        return latents;
    }
}
