using System.Numerics;
using Ivae.Autodiff;
using Ivae.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Ivae.Distributions;

/// <summary>
/// Σ_j f_j(z_{t−l,j}) <c>[B, L]</c>: each past latent through a linear and some softplus functions that are learned,
/// times a matrix, one for each level where u is one categorical variable. It starts at 0.
/// </summary>
/// <remarks>
/// A rotation of all latents is no sum of functions of one latent each, unless all f_j are linear: the sum fixes what
/// normal innovations of constant scale leave open.
/// </remarks>
internal sealed class AdditiveTransition<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Functions of a past latent in addition to the linear one; along the right axes many are learned well.
    private const int Few = 4;
    private const int Many = 12;

    // Standard deviations of a past latent between which kinks lie where they are set by the data.
    private const double Widest = 2;

    // Of squares of features, which chooses where several sums explain rows alike.
    private const double Ridge = 1e-6;

    private readonly ParameterSet<T> parameters;
    private readonly (Parameter Slope, Parameter Offset)[] units;
    private readonly Parameter weight;
    private readonly bool hasLevels;

    /// <param name="parameters">Where its parameters are kept.</param>
    /// <param name="inputs">P·L, past latents.</param>
    /// <param name="latents">L.</param>
    /// <param name="levels">Levels of u that have functions of their own; none for one set of them.</param>
    /// <param name="hasMany">Whether there are twelve functions of a past latent, or four.</param>
    public AdditiveTransition(ParameterSet<T> parameters, int inputs, int latents, int? levels, bool hasMany)
    {
        (this.parameters, hasLevels) = (parameters, levels is not null);
        // Two rising and two falling ones, bent apart, kinks to either side of the centre; more lie farther out.
        units = [.. Enumerable.Range(0, hasMany ? Many : Few).Select(k => (
            parameters.Add($"prior.past.slope{k}", 1, inputs, [.. Enumerable.Repeat(k % 2 == 0 ? 2.0 : -2.0, inputs)]),
            parameters.Add($"prior.past.offset{k}", 1, inputs,
                [.. Enumerable.Repeat((k % 4 < 2 ? 1.0 : -1.0) * (1 + k / 4), inputs)])))];
        weight = parameters.Add("prior.past.weight", (levels ?? 1) * inputs * (1 + units.Length), latents);
    }

    /// <summary>What the past adds to the location <c>[B, L]</c>.</summary>
    /// <param name="past">z_{t−1}, …, z_{t−P} side by side <c>[B, P·L]</c>.</param>
    /// <param name="levels">u, where it has functions of its own.</param>
    public Variable<T> Apply(Variable<T> past, Codes? levels)
    {
        var tape = past.Tape;
        var features = past;
        foreach (var (slope, offset) in units)
        {
            var bent = tape.Record(new ScaledColumns<T>(past, tape.View(parameters, slope)))
                + tape.View(parameters, offset);
            features = features.Join(bent.Activate(Activation.Softplus));
        }

        var matrix = tape.View(parameters, weight);
        return hasLevels ? tape.Record(new LevelProduct<T>(features, matrix, levels!)) : features.Affine(matrix);
    }

    /// <summary>
    /// Starts at the sums that explain rows best, in least squares, with kinks where past latents are.
    /// </summary>
    /// <param name="past">Past latents of some rows <c>[B, P·L]</c>.</param>
    /// <param name="next">Their latents <c>[B, L]</c>.</param>
    /// <param name="levels">Their level of u, where it is one categorical variable <c>[B]</c>.</param>
    public void Regress(Matrix<double> past, Matrix<double> next, int[]? levels)
    {
        var features = past;
        for (var k = 0; k < units.Length; k++)
            features = features.Append(Bent(past, k));
        var width = features.ColumnCount;
        foreach (var level in Enumerable.Range(0, past.RowCount).GroupBy(row => hasLevels ? levels![row] : 0))
        {
            var own = Matrix<double>.Build.DenseOfRowVectors(level.Select(features.Row));
            var moments = own.TransposeThisAndMultiply(own);
            var fit = (moments + Matrix<double>.Build.DenseOfDiagonalVector(Ridge * moments.Diagonal() + Ridge))
                .Cholesky().Solve(own.TransposeThisAndMultiply(
                    Matrix<double>.Build.DenseOfRowVectors(level.Select(next.Row))));
            var values = parameters.ValuesOf(weight)[(level.Key * width * fit.ColumnCount)..];
            for (var i = 0; i < width * fit.ColumnCount; i++)
                values[i] = T.CreateTruncating(fit[i / fit.ColumnCount, i % fit.ColumnCount]);
        }
    }

    /// <summary>Sets where a function of each past latent bends, and gives its values <c>[B, P·L]</c>.</summary>
    private Matrix<double> Bent(Matrix<double> past, int k)
    {
        var slope = parameters.ValuesOf(units[k].Slope);
        var offset = parameters.ValuesOf(units[k].Offset);
        var bent = past.Clone();
        for (var j = 0; j < past.ColumnCount; j++)
        {
            var column = past.Column(j);
            var mean = column.Average();
            var deviation = Math.Sqrt((column - mean).PointwisePower(2).Average());
            var rise = (k % 2 == 0 ? 1 : -1) * units.Length / (2 * Widest) / deviation;
            var shift = -rise * (mean + Widest * ((2 * k + 1.0) / units.Length - 1) * deviation);
            (slope[j], offset[j]) = (T.CreateTruncating(rise), T.CreateTruncating(shift));
            bent.SetColumn(j, column.Map(x => Math.Max(rise * x + shift, 0)
                + Math.Log(1 + Math.Exp(-Math.Abs(rise * x + shift)))));
        }

        return bent;
    }
}
