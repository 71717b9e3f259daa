using System.Numerics;
using Ivae.Autodiff;
using Ivae.Distributions;
using Ivae.Networks;
using MathNet.Numerics.LinearAlgebra;
using Matrix = Ivae.Numerics.Matrix;

namespace Ivae.Methods;

/// <summary>The prior of a model whose past latents are given as they are, and its derivatives in them.</summary>
internal sealed class PriorGraph<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Tape<T> tape = new();
    private readonly Variable<T> auxiliary;
    private readonly Codes[] codes;
    private readonly Variable<T> noise;
    private readonly IvaeNetwork<T> network;
    private readonly Variable<T> latents;
    private readonly Variable<T>[] locations;
    private readonly Variable<T>[] logScales;

    /// <summary>Records the prior.</summary>
    public PriorGraph(IvaeNetwork<T> network)
    {
        this.network = network;
        tape.OwnGradients = new T[network.Parameters.Values.Length];
        auxiliary = tape.Input(network.Auxiliary.Columns);
        codes = [.. network.Auxiliary.Levels.Select(_ => new Codes())];
        noise = tape.Input(network.Latents);
        Past = new Variable<T>(tape, network.Options.Prior.Past * network.Latents, requiresGradient: true);
        Density = network.Prior.Given(new Context<T>(tape, auxiliary, codes), noise, Past);
        latents = tape.Input(network.Latents);
        LogDensity = Density.LogDensity(latents);
        locations = Columns(Density.Location);
        logScales = network.Options.Prior.HasPastInNetwork ? Columns(Density.LogScale) : [];
    }

    /// <summary>z_{t−1}, …, z_{t−P} side by side <c>[B, P·L]</c>, filled in before <see cref="Forward"/>.</summary>
    public Variable<T> Past { get; }

    /// <summary>p(z_t | past, u).</summary>
    public PriorDensity<T> Density { get; }

    /// <summary>log p(z_t | past, u) of given latents <c>[B, 1]</c>.</summary>
    public Variable<T> LogDensity { get; }

    /// <summary>Copies u and latents of some rows in, with the past of others or their own, and computes.</summary>
    /// <param name="data">u.</param>
    /// <param name="all">Latents of all rows <c>[N, L]</c>.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="others">The rows whose past they get, as many.</param>
    public void Load(ModelData data, Matrix all, ReadOnlySpan<int> rows, int[] others)
    {
        Load(data, rows);
        ModelData.Copy(all, rows, latents, 0);
        for (var lag = 1; lag <= network.Options.Prior.Past; lag++)
            ModelData.Copy(all, Array.ConvertAll(others, row => row - lag), Past, (lag - 1) * network.Latents);
        Forward();
    }

    /// <summary>(z − mean)/deviation given the past and u, into rows of a matrix <c>[N, L]</c>.</summary>
    public void Innovations(Matrix values, int start)
    {
        var n = network.Latents;
        for (var latent = 0; latent < n; latent++)
        {
            var (mean, deviation) = Density.UnitMoments(latent);
            for (var i = latent; i < latents.Length; i += n)
                values.Values[start * n + i] = (float)(
                    ((double.CreateTruncating(latents.Value[i]) - At(Density.Location, i)) / Scale(i) - mean)
                    / deviation);
        }
    }

    /// <summary>
    /// |∂z_i/∂past| of each row <c>[B, P·L]</c>: of the location alone, or where the scale moves too the root mean
    /// square over innovations.
    /// </summary>
    public double[] Slopes(int latent)
    {
        var (n, width) = (network.Latents, Past.Columns);
        var slopes = new double[Past.Length];
        var ofLocation = Slopes(locations, latent);
        for (var i = 0; i < ofLocation.Length; i++)
            slopes[i] = Math.Abs(double.CreateTruncating(ofLocation[i]));
        var deviation = Density.UnitMoments(latent).Deviation;
        var ofScale = Slopes(logScales, latent);
        for (var i = 0; i < ofScale.Length; i++)
            slopes[i] = Math.Sqrt(slopes[i] * slopes[i] + Math.Pow(
                double.CreateTruncating(ofScale[i]) * deviation * Scale(i / width * n + latent), 2));
        return slopes;
    }

    /// <summary>
    /// ∂²m_i/∂z_{t−l}² of each row, lag and latent, of the location m given the past <c>[L, L]</c> each, by differences
    /// of slopes.
    /// </summary>
    /// <param name="data">u.</param>
    /// <param name="all">Latents of all rows <c>[N, L]</c>.</param>
    /// <param name="rows">The rows, each with its past before it.</param>
    /// <param name="steps">How far each latent is moved either way <c>[L]</c>.</param>
    public Matrix<double>[] Curvatures(ModelData data, Matrix all, int[] rows, double[] steps)
    {
        var (n, lags) = (network.Latents, network.Options.Prior.Past);
        Load(data, all, rows, rows);
        Matrix<double>[] second =
            [.. Enumerable.Range(0, rows.Length * lags * n).Select(_ => Matrix<double>.Build.Dense(n, n))];
        for (var column = 0; column < lags * n; column++)
        {
            var step = steps[column % n];
            Move(column, step);
            Add(column, 1 / (2 * step));
            Move(column, -2 * step);
            Add(column, -1 / (2 * step));
            Move(column, step);
        }

        return [.. second.Select(one => (one + one.Transpose()) / 2)];

        void Move(int column, double step)
        {
            for (var at = column; at < Past.Length; at += Past.Columns)
                Past.Value[at] += T.CreateTruncating(step);
        }

        void Add(int column, double weight)
        {
            Forward();
            var lag = column / n;
            for (var i = 0; i < n; i++)
            {
                var slopes = Slopes(locations, i);
                for (var row = 0; row < rows.Length; row++)
                    for (var j = 0; j < n; j++)
                        second[(row * lags + lag) * n + i][j, column % n] +=
                            weight * double.CreateTruncating(slopes[row * Past.Columns + lag * n + j]);
            }
        }
    }

    private double Scale(int i) => Density.LogScale is null ? 1 : Math.Exp(At(Density.LogScale, i));

    private static double At(Variable<T>? values, int i) =>
        values is null ? 0 : double.CreateTruncating(values.Value[i % values.Length]);

    /// <summary>Copies u of some rows in.</summary>
    public void Load(ModelData data, ReadOnlySpan<int> rows)
    {
        ModelData.Copy(data.Auxiliary, rows, auxiliary, 0);
        for (var i = 0; i < codes.Length; i++)
            data.Copy(i, rows, codes[i]);
        noise.Resize(rows.Length);
        noise.Value.Clear();
        latents.Resize(rows.Length);
        Past.Resize(rows.Length);
    }

    /// <summary>Computes the density.</summary>
    public void Forward() => tape.Forward();

    private ReadOnlySpan<T> Slopes(Variable<T>[] sums, int latent)
    {
        if (sums.Length == 0)
            return [];
        Past.ResetGradient();
        tape.Backward(sums[latent], T.CreateTruncating(Past.Rows), isFirst: true, isLast: true);
        return Past.GradientStarted ? Past.Gradient : [];
    }

    private Variable<T>[] Columns(Variable<T>? values) => values is null
        ? []
        : [.. Enumerable.Range(0, network.Latents).Select(i => values.Slice(i, 1).Average())];
}
