namespace Ivae.Numerics;

/// <summary>Names what does not fit into memory, where the system only says that something does not.</summary>
internal static class MemoryNeed
{
    /// <summary>Does some work.</summary>
    /// <param name="what">What takes memory, and what to do if there is not enough.</param>
    /// <param name="work">The work.</param>
    /// <exception cref="InsufficientMemoryException">There is not enough.</exception>
    public static TResult Of<TResult>(string what, Func<TResult> work)
    {
        try
        {
            return work();
        }
        catch (Exception cause) when (IsShortage(cause))
        {
            throw new InsufficientMemoryException(what, cause);
        }
    }

    // A size beyond 2³¹ − 1 overflows before memory is asked for.
    private static bool IsShortage(Exception cause) => cause switch
    {
        InsufficientMemoryException => false,
        OutOfMemoryException or OverflowException => true,
        AggregateException { InnerExceptions: [var first, ..] } => IsShortage(first),
        _ => false,
    };
}
