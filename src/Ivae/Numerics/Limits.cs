using System.Globalization;

namespace Ivae.Numerics;

/// <summary>
/// The largest values of options that no fit needs and that would only ask for memory or time without end, and words
/// for what is outside.
/// </summary>
internal static class Limits
{
    /// <summary>Latents, coordinates, factors of a covariance.</summary>
    public const int Latents = 10_000;

    /// <summary>Units of a layer.</summary>
    public const int Width = 16_384;

    /// <summary>Layers of a network or flow.</summary>
    public const int Layers = 256;

    /// <summary>Steps, epochs, and what counts them.</summary>
    public const int Steps = 1_000_000_000;

    /// <summary>Rows of a step.</summary>
    public const int Batch = 1 << 24;

    /// <summary>Fits from different starts; bootstrap samples; draws.</summary>
    public const int Repeats = 10_000;

    /// <summary>Levels or segments of u, lagged columns.</summary>
    public const int Levels = 1_000_000;

    /// <summary>Rows of the past that a prior reads.</summary>
    public const int Past = 100;

    /// <summary>Regimes that are not observed.</summary>
    public const int Regimes = 100;

    /// <summary>Threads.</summary>
    public const int Threads = 4096;

    /// <summary>Weights of terms, variances, standard deviations.</summary>
    public const double Weight = 1e9;

    /// <summary>Learning rates: beyond it single precision ends.</summary>
    public const double Rate = 1e30;

    /// <summary>What is wrong with a whole number, if anything; null is left open.</summary>
    /// <param name="key">Its key in a configuration.</param>
    /// <param name="value">The number.</param>
    /// <param name="least">The smallest that is allowed.</param>
    /// <param name="most">The largest that is allowed.</param>
    /// <param name="advice">What else to say, such as ", usually 1 or 2".</param>
    public static IEnumerable<string> Whole(string key, long? value, long least, long most, string advice = "")
    {
        if (value < least || value > most)
            yield return string.Create(CultureInfo.InvariantCulture,
                $"{key} is {value}; it must be at least {least} and at most {most}{advice}.");
    }

    /// <summary>What is wrong with a number that must be positive.</summary>
    /// <param name="key">Its key in a configuration.</param>
    /// <param name="value">The number.</param>
    /// <param name="most">The largest that is allowed.</param>
    /// <param name="advice">What else to say.</param>
    /// <param name="isZeroAllowed">Whether it may be 0.</param>
    public static IEnumerable<string> Positive(
        string key, double value, double most, string advice = "", bool isZeroAllowed = false)
    {
        if (!(value > 0 || isZeroAllowed && value >= 0) || !(value <= most))
            yield return string.Create(CultureInfo.InvariantCulture,
                $"{key} is {value}; it must be {(isZeroAllowed ? "0 or " : "")}a positive number of at most {most}"
                + $"{advice}.");
    }
}
