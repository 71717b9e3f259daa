using Ivae.Methods;
using Ivae.Numerics;

namespace Ivae.Selection;

/// <summary>
/// What u explains of rows that a model was not trained on: log p(x | u) − log p(x), p(x) being the mean of p(x | u)
/// over values of u of training rows. Where it is not above 0, u has taught the model nothing that holds for other
/// rows of the same u, and no theorem that needs p(z | u) speaks for its latents, however likely it is.
/// </summary>
internal static class GainOfAuxiliary
{
    /// <summary>The gain of every row <c>[N]</c>, in nats.</summary>
    /// <param name="model">A model whose prior reads u.</param>
    /// <param name="data">All rows.</param>
    /// <param name="heldOut">The rows.</param>
    /// <param name="training">The rows that values of u are taken from.</param>
    /// <param name="stream">Which of them are taken.</param>
    public static double[] Of(
        IvaeModel model, ModelData data, int[] heldOut, int[] training, RandomStream stream)
    {
        var rows = data.TakeRows(heldOut);
        var mixture = new LogSumExp[heldOut.Length];
        var taken = stream.Permutation(training.Length).Take(SelectionDecisions.ValuesOfAuxiliary).ToArray();
        foreach (var other in taken)
        {
            var u = data.TakeRows([.. Enumerable.Repeat(training[other], heldOut.Length)]);
            var log = model.Score(u with { Observed = rows.Observed }, samples: 1, seed: 0).ImportanceWeighted;
            for (var i = 0; i < mixture.Length; i++)
                mixture[i].Add(log[i]);
        }

        var own = model.Score(rows, samples: 1, seed: 0).ImportanceWeighted;
        return [.. own.Zip(mixture, (log, all) => log - (all.Value - Math.Log(taken.Length)))];
    }
}
