namespace Ivae.Evaluation.Disentanglement;

/// <summary>The largest and the second-largest number of a column: what a gap score compares.</summary>
internal static class LargestTwo
{
    /// <summary>
    /// Both for column <paramref name="column"/> of numbers that are not negative; 0 for the second of a single row.
    /// </summary>
    public static (double First, double Second) Of(double[,] matrix, int column)
    {
        var (first, second) = (0.0, 0.0);
        for (var i = 0; i < matrix.GetLength(0); i++)
            if (matrix[i, column] > first)
                (first, second) = (matrix[i, column], first);
            else
                second = Math.Max(second, matrix[i, column]);
        return (first, second);
    }
}
