namespace Ivae.Autodiff;

/// <summary>
/// How many numbers a model may have while it is made to the description in a file: as many as the file has. What a
/// description asks for is refused before memory for it is taken.
/// </summary>
internal static class ParameterBudget
{
    [ThreadStatic]
    private static long? most;

    /// <summary>Makes a model of at most so many numbers.</summary>
    /// <exception cref="ArgumentException">It has more.</exception>
    public static TModel Within<TModel>(long numbers, Func<TModel> make)
    {
        most = numbers;
        try
        {
            return make();
        }
        finally
        {
            most = null;
        }
    }

    /// <summary>Asks for memory for so many numbers.</summary>
    /// <exception cref="ArgumentException">These are more than there may be.</exception>
    public static void Check(long numbers)
    {
        if (numbers > most)
            throw new ArgumentException(
                $"its description asks for {numbers} numbers or more, and its arrays hold {most}");
    }
}
