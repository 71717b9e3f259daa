using Ivae.Onnx;

namespace Ivae.Distributions;

/// <summary>
/// The rate of counts by its log η: e^η up to a limit far above any count, and growing linearly from there, so that it
/// never overflows.
/// </summary>
internal static class LogRate
{
    // e^25 = 7e10.
    private const double Limit = 25;

    /// <summary>The rate.</summary>
    public static double Rate(double log) => log <= Limit ? Math.Exp(log) : Math.Exp(Limit) * (1 + log - Limit);

    /// <summary>Its log.</summary>
    public static double Log(double log) => log <= Limit ? log : Limit + Math.Log(1 + log - Limit);

    /// <summary>Derivative of its log by η.</summary>
    public static double Slope(double log) => log <= Limit ? 1 : 1 / (1 + log - Limit);

    /// <summary>Its log in an ONNX file.</summary>
    public static OnnxValue Log(OnnxValue log) => log.LimitedAbove(Limit);
}
