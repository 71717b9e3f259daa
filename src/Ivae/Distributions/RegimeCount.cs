using System.Globalization;
using System.Text.Json.Serialization;

namespace Ivae.Distributions;

/// <summary>
/// How many regimes there are, or the numbers among which held-out sequences choose: <c>5</c>, <c>2:6</c>.
/// </summary>
/// <param name="Least">The least number, at least 1.</param>
/// <param name="Most">The largest one.</param>
[JsonConverter(typeof(RegimeCountConverter))]
public sealed record RegimeCount(int Least, int Most)
{
    /// <summary>Whether it is one number.</summary>
    public bool IsOne => Least == Most;

    /// <summary>One number.</summary>
    public static implicit operator RegimeCount(int count) => new(count, count);

    /// <summary>One number.</summary>
    public static RegimeCount FromInt32(int count) => count;

    /// <summary>As it is written.</summary>
    public override string ToString() => IsOne
        ? string.Create(CultureInfo.InvariantCulture, $"{Least}")
        : string.Create(CultureInfo.InvariantCulture, $"{Least}:{Most}");
}
