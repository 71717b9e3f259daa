using System.Numerics;
using Ivae.Autodiff;

namespace Ivae.Distributions;

/// <summary>The parameters of the shapes of L latents, each <c>[K, L]</c>.</summary>
/// <param name="LogWeight">Logits of the weights w.</param>
/// <param name="Centre">m.</param>
/// <param name="LogDeviation">log (σ − <see cref="LeastDeviation"/>).</param>
internal sealed record FreeShape(Parameter LogWeight, Parameter Centre, Parameter LogDeviation)
{
    /// <summary>K.</summary>
    public const int Components = 6;

    /// <summary>
    /// σ at least, in units of s(u). With none a component could close in on a single one of N rows, where the
    /// likelihood has no bound. With this one, and others about 1 wide, it gains log 100 = 4.6 nats in that row at
    /// most, and loses as much by the weight 1/N that it has to have, once there are 100 rows.
    /// </summary>
    public const double LeastDeviation = 0.01;

    private const double LeastWeight = 1e-9; // of a component that is not there
    private const double FirstDeviation = 0.7;
    private const double FirstSpacing = 0.8;

    /// <summary>
    /// Parameters whose f is nearly N(0, 1): N(0, 1 − σ²) cut into K points, each blurred by σ. No two components are
    /// alike, so that each can go its own way.
    /// </summary>
    public static FreeShape Add<T>(ParameterSet<T> parameters, int latents)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        return new(
            Of("log_weight", m => -m * m / (2 * (1 - FirstDeviation * FirstDeviation))),
            Of("location", m => m),
            Of("log_deviation", _ => Math.Log(FirstDeviation - LeastDeviation)));

        Parameter Of(string name, Func<double, double> value)
        {
            var initial = new double[Components * latents];
            for (var k = 0; k < Components; k++)
                initial.AsSpan(k * latents, latents).Fill(value(FirstSpacing * (k - (Components - 1) / 2.0)));
            return parameters.Add($"prior.shape.{name}", Components, latents, initial);
        }
    }

    /// <summary>Makes the shape of a latent a given mixture of at most K components.</summary>
    /// <param name="parameters">Where the parameters are.</param>
    /// <param name="latent">Number of the latent.</param>
    /// <param name="mixture">w, m and σ of every component.</param>
    public void Set(
        ParameterSet<float> parameters,
        int latent,
        IReadOnlyList<(double Weight, double Centre, double Deviation)> mixture)
    {
        for (var k = 0; k < Components; k++)
        {
            var (weight, centre, deviation) = k < mixture.Count ? mixture[k] : (0, 0, 1);
            Put(LogWeight, Math.Log(Math.Max(weight, LeastWeight)));
            Put(Centre, centre);
            Put(LogDeviation, Math.Log(Math.Max(deviation - LeastDeviation, LeastDeviation)));

            void Put(Parameter parameter, double value) =>
                parameters.ValuesOf(parameter)[k * parameter.Columns + latent] = (float)value;
        }
    }

    /// <summary>σ of its parameter.</summary>
    public static double Deviation(double logDeviation) => LeastDeviation + Math.Exp(logDeviation);
}
