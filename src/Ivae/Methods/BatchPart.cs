using System.Numerics;
using Ivae.Numerics;

namespace Ivae.Methods;

/// <summary>
/// A part of each batch with all that computing its loss and gradient needs, so that parts may run on different cores.
/// </summary>
/// <param name="graph">The objective.</param>
/// <param name="data">All rows.</param>
/// <param name="noise">The noise of this part.</param>
/// <param name="gradients">Where its share of the gradient goes, if not to the parameters.</param>
internal sealed class BatchPart<T>(ModelGraph<T> graph, ModelData data, RandomStream noise, T[]? gradients = null)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Scratch<int> rows = new();
    private int batch;

    /// <summary>The part's share of the batch's loss, a mean over rows.</summary>
    public double Loss { get; private set; }

    /// <summary>Its share of the gradient.</summary>
    public ReadOnlySpan<T> Gradients => gradients;

    /// <summary>Takes the given one of <paramref name="count"/> parts of a batch.</summary>
    public void Take(ReadOnlySpan<int> batchRows, int part, int count, double progress)
    {
        (graph.Progress, graph.Tape.OwnGradients, batch) = (progress, gradients, batchRows.Length);
        var own = Part(batchRows, part, count);
        own.CopyTo(rows.Resize(own.Length));
    }

    /// <summary>Computes loss and gradient, some rows at a time.</summary>
    public void Run()
    {
        Loss = 0;
        var slabs = 1 + (rows.Span.Length - 1) / graph.SlabRows;
        for (var slab = 0; slab < slabs && double.IsFinite(Loss); slab++)
        {
            var own = Part(rows.Span, slab, slabs);
            var weight = (double)own.Length / batch;
            graph.Load(data, own, noise);
            graph.Tape.Forward(isFirst: slab == 0);
            graph.Tape.Backward(graph.Loss, T.CreateTruncating(weight), isFirst: slab == 0, isLast: slab == slabs - 1);
            Loss += weight * double.CreateTruncating(graph.Loss.Value[0]);
        }
    }

    /// <summary>The position of its noise, as state.</summary>
    public void Exchange(StateArchive state) => noise.Exchange(state);

    private static ReadOnlySpan<int> Part(ReadOnlySpan<int> whole, int part, int count)
    {
        var start = (int)((long)whole.Length * part / count);
        return whole[start..(int)((long)whole.Length * (part + 1) / count)];
    }
}
