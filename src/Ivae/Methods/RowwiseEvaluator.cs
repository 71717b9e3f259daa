using Ivae.Autodiff;
using Ivae.Numerics;

namespace Ivae.Methods;

/// <summary>
/// Applies a function of variables to all rows of a matrix, a batch at a time, and many rows on all cores; results do
/// not depend on their number.
/// </summary>
internal static class RowwiseEvaluator
{
    private const int BatchSize = 512;
    private const int BatchesOfWorker = 16;

    /// <summary>The function's output for each row of <paramref name="input"/> <c>[N, I]</c>.</summary>
    /// <param name="input">Rows.</param>
    /// <param name="outputs">Columns of the output.</param>
    /// <param name="function">Records the function on the tape of its argument <c>[B, I]</c>; also called from several
    /// threads at once, with a tape each.</param>
    public static Matrix Apply(RowSelection input, int outputs, Func<Variable<float>, Variable<float>> function)
    {
        var result = new Matrix(input.Rows, outputs);
        var batches = (input.Rows + BatchSize - 1) / BatchSize;
        var workers = Math.Clamp(batches / BatchesOfWorker, 1, Environment.ProcessorCount);
        if (workers == 1)
            Run(0, batches);
        else
            Parallel.For(0, workers, worker => Run(Part(worker), Part(worker + 1)));
        return result;

        int Part(int worker) => (int)((long)batches * worker / workers);

        void Run(int first, int end)
        {
            var tape = new Tape<float>();
            var x = tape.Input(input.Columns);
            var y = function(x);
            for (var batch = first; batch < end; batch++)
            {
                var start = batch * BatchSize;
                var count = Math.Min(BatchSize, input.Rows - start);
                x.Resize(count);
                var value = x.Value;
                for (var row = 0; row < count; row++)
                    input.Row(start + row).CopyTo(value[(row * input.Columns)..]);
                tape.Forward();
                y.Value.CopyTo(result.Values.AsSpan(start * outputs));
            }
        }
    }
}
