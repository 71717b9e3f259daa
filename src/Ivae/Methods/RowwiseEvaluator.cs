using Ivae.Autodiff;
using Ivae.Numerics;

namespace Ivae.Methods;

/// <summary>Applies a function of variables to all rows of a matrix, a batch at a time.</summary>
internal static class RowwiseEvaluator
{
    private const int BatchSize = 512;

    /// <summary>The function's output for each row of <paramref name="input"/> <c>[N, I]</c>.</summary>
    /// <param name="input">Rows.</param>
    /// <param name="outputs">Columns of the output.</param>
    /// <param name="function">Records the function on the tape of its argument <c>[B, I]</c>.</param>
    public static Matrix Apply(RowSelection input, int outputs, Func<Variable<float>, Variable<float>> function)
    {
        var tape = new Tape<float>();
        var x = tape.Input(input.Columns);
        var y = function(x);
        var result = new Matrix(input.Rows, outputs);
        for (var start = 0; start < input.Rows; start += BatchSize)
        {
            var count = Math.Min(BatchSize, input.Rows - start);
            x.Resize(count);
            for (var row = 0; row < count; row++)
                input.Row(start + row).CopyTo(x.Value[(row * input.Columns)..]);
            tape.Forward();
            y.Value.CopyTo(result.Values.AsSpan(start * outputs));
        }

        return result;
    }
}
