using Ivae.Data;
using Ivae.Distributions;
using Ivae.Numerics;

namespace Ivae.Methods;

/// <content>The prior of the latents, and new data.</content>
public sealed partial class IvaeModel
{
    /// <summary>
    /// Prior means and standard deviations p(z | u) of the latents for each row of u, each <c>[N, L]</c>.
    /// </summary>
    /// <exception cref="NotSupportedException">The prior reads the past, which u alone does not give.</exception>
    public (Matrix Mean, Matrix StandardDeviation) Prior(Auxiliary auxiliary)
    {
        ArgumentNullException.ThrowIfNull(auxiliary);
        return !ReadsOrder
            ? Prior(ToModelUnits(auxiliary))
            : throw new NotSupportedException($"The prior of this model reads "
                + (Past > 0 ? $"the {Past} rows before" : "regimes from rows in order")
                + ", and u alone was given; give a data set with its rows in order.");
    }

    /// <summary>
    /// Prior means and standard deviations of the latents for each row of a data set, given its u and the rows before
    /// it where the prior reads them, each <c>[N, L]</c>; NaN for rows without a past.
    /// </summary>
    public (Matrix Mean, Matrix StandardDeviation) Prior(Dataset data)
    {
        var units = ToModelUnits(data, requireAuxiliary: true);
        var (mean, deviation) = Prior(units);
        for (var row = 0; row < units.Rows; row++)
            if (units.RowsBefore(row) < Past)
            {
                mean.Row(row).Fill(float.NaN);
                deviation.Row(row).Fill(float.NaN);
            }

        return (mean, deviation);
    }

    /// <summary>The rows with their u, in the units of the model.</summary>
    internal ModelData Units(Dataset data) => ToModelUnits(data, requireAuxiliary: true);

    /// <summary>Rows, in order, that have the rows before them which the prior reads.</summary>
    internal int[] RowsWithPast(Dataset data)
    {
        int[] starts = [.. data.Starts];
        return [.. Enumerable.Range(0, data.Rows).Where(row => Past == 0 || RowOrder.Before(starts, row) >= Past)];
    }

    private (Matrix Mean, Matrix StandardDeviation) Prior(ModelData units)
    {
        var (location, scale, density) = PriorParameters(units);
        var moments = Enumerable.Range(0, Latents).Select(density.UnitMoments).ToArray();
        for (var i = 0; i < scale.Values.Length; i++)
        {
            var (mean, deviation) = moments[i % Latents];
            location.Values[i] = (float)(location.Values[i] + scale.Values[i] * mean);
            scale.Values[i] = (float)(scale.Values[i] * deviation);
        }

        return (location, scale);
    }

    /// <summary>
    /// New data: for each row of u, z ~ p(z | u) <c>[N, L]</c> and x ~ p(x | z) in data units <c>[N, D]</c>, less
    /// <see cref="LatentModel.Origins"/>; counts at the usual exposure. Where the prior reads the past, the rows are
    /// one sequence: each follows from those before it.
    /// </summary>
    public (Matrix Observed, Matrix Latents) Sample(Auxiliary auxiliary, ulong seed) => Sample(auxiliary, null, seed);

    /// <summary>The same at the exposures of rows of counts, each above 0 <c>[N]</c>, if any.</summary>
    /// <exception cref="ArgumentException">There is not one per row.</exception>
    public (Matrix Observed, Matrix Latents) Sample(Auxiliary auxiliary, IReadOnlyList<float>? exposure, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(auxiliary);
        var units = ToModelUnits(auxiliary);
        if (Chain is { } chain)
            units = units with { Codes = [chain.Draw(units.Rows, new RandomStream(seed).Split("regimes"))] };
        return Sample(
            exposure is null ? units : units with { LogExposure = LogExposure(exposure, auxiliary.Rows) }, seed,
            follows: true);
    }

    /// <summary>
    /// New data: a row for each row of a data set, given its u, and where the prior reads the past the rows before it
    /// as they are.
    /// </summary>
    internal (Matrix Observed, Matrix Latents) SampleGiven(Dataset data, ulong seed) =>
        Sample(ToModelUnits(data, requireAuxiliary: true), seed, follows: false);

    private (Matrix Observed, Matrix Latents) Sample(ModelData units, ulong seed, bool follows)
    {
        var stream = new RandomStream(seed).Split("sample");
        var latents = Past > 0 && follows ? new LatentPath(network).Roll(units, stream) : Draw(units, stream);
        var observed = network.Complement is null
            ? DecodeToModelUnits(latents)
            : RowwiseEvaluator.Apply(WithNoise(latents, stream), ModelColumns, network.DecodeDraw);
        for (var i = 0; i < observed.Values.Length; i++)
            observed.Values[i] = (float)network.Likelihood.Sample(
                observed.Values[i] + (units.LogExposure?[i / ModelColumns] ?? 0), i % ModelColumns, stream);
        return (Description.Preprocessing.Invert(observed, stream), latents);
    }

    /// <summary>A draw from the prior of each row <c>[N, L]</c>.</summary>
    private Matrix Draw(ModelData units, RandomStream stream)
    {
        var (location, scale, density) = PriorParameters(units);
        var latents = new Matrix(units.Rows, Latents);
        for (var row = 0; row < latents.Rows; row++)
            density.Draw(latents.Row(row), stream);
        for (var i = 0; i < latents.Values.Length; i++)
            latents.Values[i] = location.Values[i] + scale.Values[i] * latents.Values[i];
        return latents;
    }

    private (Matrix Location, Matrix Scale, PriorDensity<float> Density) PriorParameters(ModelData units)
    {
        var location = new Matrix(units.Rows, Latents);
        var scale = new Matrix(units.Rows, Latents);
        scale.Values.AsSpan().Fill(1);
        var graph = ModelGraph<float>.Of(network);
        var prior = graph.Prior;
        Run(graph, units, new RandomStream(0), start =>
        {
            prior.Location?.Value.CopyTo(location.Values.AsSpan(start * Latents));
            for (var i = 0; i < (prior.LogScale?.Length ?? 0); i++)
                scale.Values[start * Latents + i] = MathF.Exp(prior.LogScale!.Value[i]);
        });
        return (location, scale, prior);
    }

    /// <summary>The latents, and standard normal noise for the other coordinates of the flow <c>[N, D]</c>.</summary>
    private Matrix WithNoise(Matrix latents, RandomStream stream)
    {
        var joined = new Matrix(latents.Rows, ModelColumns);
        stream.FillNormal(joined.Values.AsSpan());
        for (var row = 0; row < latents.Rows; row++)
            latents.Row(row).CopyTo(joined.Row(row));
        return joined;
    }
}
