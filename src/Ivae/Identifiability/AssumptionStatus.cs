using System.Text.Json.Serialization;
using Ivae.Numerics;

namespace Ivae.Identifiability;

/// <summary>How much is known about an assumption of a theorem.</summary>
[JsonConverter(typeof(SnakeCaseConverter<AssumptionStatus>))]
public enum AssumptionStatus
{
    /// <summary>Follows from the options or was seen in the data.</summary>
    Checked,

    /// <summary>Cannot be seen in data; it has to be believed.</summary>
    Assumed,

    /// <summary>Does not hold.</summary>
    Failed,
}
