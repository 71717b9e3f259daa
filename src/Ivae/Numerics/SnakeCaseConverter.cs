using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ivae.Numerics;

/// <summary>
/// Writes a value of an enumeration as its name, <c>mean_and_scale</c>, and reads it from the name in whatever case.
/// </summary>
/// <typeparam name="T">The enumeration.</typeparam>
internal sealed class SnakeCaseConverter<T>()
    : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
