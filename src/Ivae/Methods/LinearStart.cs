using Ivae.Data;
using Ivae.Methods.Linear;
using Ivae.Networks;
using Ivae.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Ivae.Methods;

/// <summary>
/// Where the linear maps of encoder <c>[D, L]</c> and decoder <c>[L, D]</c> start, those of a flow <c>[D, D]</c>; empty
/// for no linear maps.
/// </summary>
internal sealed record LinearStart(double[] Encoder, double[] Decoder)
{
    /// <summary>Least standard deviation of a component, below which it is taken to be that.</summary>
    public const double MinDeviation = 0.001;

    /// <summary>Least variance of a component of standardised columns in least squares.</summary>
    private const double LeastEigenvalue = 1e-6;

    /// <summary>Where all layers of a flow start, if not at these maps and the identity.</summary>
    public IReadOnlyList<LayerStart>? Layers { get; init; }

    /// <summary>No linear maps.</summary>
    public static LinearStart None { get; } = new([], []);

    /// <summary>What a model with the given options, L among them, starts at.</summary>
    /// <param name="options">Options without open choices.</param>
    /// <param name="x">Preprocessed observations <c>[N, D]</c>.</param>
    /// <param name="stream">Where the rotation comes from.</param>
    /// <param name="preprocessing">How the observations were preprocessed, if that is known.</param>
    public static LinearStart For(
        IvaeOptions options, Matrix x, RandomStream stream, Preprocessing? preprocessing = null) =>
        !options.Method.HasLinearPath ? None
        : options.Likelihood.Family.HasLogLink ? OfCounts(x, options.LatentDimension!.Value, stream)
        : options.Method.Start(options.Likelihood.Masked ? Filled(x) : x, options.LatentDimension!.Value, stream,
            preprocessing);

    /// <summary>
    /// The first L principal components, scaled to variance 1 and rotated at random; of more latents than columns, L −
    /// D directions start unconnected to x.
    /// </summary>
    /// <param name="x">Preprocessed observations <c>[N, D]</c>.</param>
    /// <param name="latents">L.</param>
    /// <param name="stream">Where the rotation comes from.</param>
    /// <param name="least">Least standard deviation of a component.</param>
    /// <param name="rotated">How many of the components are rotated, if not all.</param>
    public static LinearStart PrincipalComponents(
        Matrix x, int latents, RandomStream stream, double least = MinDeviation, int? rotated = null)
    {
        var used = Math.Min(latents, x.Columns);
        var decomposition = Principal(x);
        var turned = rotated ?? latents;
        var rotation = Matrix<double>.Build.DenseIdentity(latents);
        // column-major of its transpose: a rotation still
        rotation.SetSubMatrix(
            0, 0, Matrix<double>.Build.Dense(turned, turned, Initial.Orthonormal(turned, turned, stream)));
        var down = Matrix<double>.Build.Dense(x.Columns, latents);
        var up = Matrix<double>.Build.Dense(latents, x.Columns);
        for (var component = 0; component < used; component++)
        {
            var axis = decomposition.EigenVectors.Column(x.Columns - 1 - component);
            var deviation =
                Math.Sqrt(Math.Max(decomposition.EigenValues[x.Columns - 1 - component].Real, least * least));
            down.SetColumn(component, axis / deviation);
            up.SetRow(component, axis * deviation);
        }

        return new LinearStart((down * rotation).ToRowMajorArray(), (rotation.Transpose() * up).ToRowMajorArray());
    }

    /// <summary>
    /// The first L principal components, unmixed by Picard, and the others, each scaled to variance 1
    /// <c>[D, D]</c>.
    /// </summary>
    /// <param name="x">Preprocessed observations <c>[N, D]</c>.</param>
    /// <param name="latents">L.</param>
    /// <param name="stream">Where the first rotation comes from.</param>
    /// <param name="least">Least standard deviation of a component.</param>
    public static LinearStart IndependentComponents(Matrix x, int latents, RandomStream stream, double least)
    {
        var all = PrincipalComponents(x, x.Columns, stream, least, rotated: 0);
        var components = new LinearUnmixing(new double[x.Columns], all.Encoder).Apply(x);
        var first = new Matrix(x.Rows, latents);
        for (var row = 0; row < x.Rows; row++)
            components.Row(row)[..latents].CopyTo(first.Row(row));
        var rotation = Matrix<double>.Build.DenseIdentity(x.Columns);
        rotation.SetSubMatrix(0, 0, Matrix<double>.Build.DenseOfRowMajor(
            latents, latents, Picard.Fit(first, latents, stream).Unmixing.Matrix));
        var encoder = Matrix<double>.Build.DenseOfRowMajor(x.Columns, x.Columns, all.Encoder) * rotation;
        return new LinearStart(encoder.ToRowMajorArray(), encoder.Inverse().ToRowMajorArray());
    }

    /// <summary>
    /// The maps of least squares from x to given latents, each scaled to variance 1, and back.
    /// </summary>
    /// <param name="x">Preprocessed observations <c>[N, D]</c>.</param>
    /// <param name="latents">The latents <c>[N, L]</c>.</param>
    public static LinearStart Of(Matrix x, Matrix latents)
    {
        var (columns, found) = (Standardisation.Of(x), Standardisation.Of(latents));
        var (a, z) = (Dense(columns.Apply(x)), Dense(found.Apply(latents)));
        var scales = Matrix<double>.Build.DiagonalOfDiagonalArray(columns.Inverses);
        var mixed = a.Transpose() * z;
        var ridge = Matrix<double>.Build.DenseIdentity(x.Columns) * (LeastEigenvalue * x.Rows);
        var encoder = scales * (a.Transpose() * a + ridge).Solve(mixed);
        var decoder = (z.Transpose() * z).Solve(mixed.Transpose()) * scales.Inverse();
        return new LinearStart(encoder.ToRowMajorArray(), decoder.ToRowMajorArray());

        static Matrix<double> Dense(Matrix values) => Matrix<double>.Build.Dense(
            values.Rows, values.Columns, (row, column) => values[row, column]);
    }

    /// <summary>
    /// The same for counts, of which the encoder reads log(1 + x) less its mean and the decoder gives log-rates: the
    /// components of these.
    /// </summary>
    public static LinearStart OfCounts(Matrix x, int latents, RandomStream stream)
    {
        var (logs, centre) = (Logs(x), LogCentre(x));
        for (var row = 0; row < x.Rows; row++)
            for (var j = 0; j < x.Columns; j++)
                logs[row, j] -= (float)centre[j];
        return PrincipalComponents(Filled(logs), latents, stream);
    }

    /// <summary>log(1 + x) <c>[N, D]</c>.</summary>
    public static Matrix Logs(Matrix x) => new(
        x.Rows, x.Columns, Array.ConvertAll(x.Values, value => (float)Math.Log(1 + (double)value)));

    /// <summary>0, the mean, in place of what is missing <c>[N, D]</c>.</summary>
    private static Matrix Filled(Matrix x) =>
        new(x.Rows, x.Columns, Array.ConvertAll(x.Values, value => float.IsNaN(value) ? 0 : value));

    /// <summary>Means of log(1 + x), <c>[D]</c>.</summary>
    public static double[] LogCentre(RowSelection x)
    {
        var means = new double[x.Columns];
        for (var j = 0; j < means.Length; j++)
            means[j] = x.Column(j).Where(value => !float.IsNaN(value)).DefaultIfEmpty()
                .Average(value => Math.Log(1 + value));
        return means;
    }

    private static MathNet.Numerics.LinearAlgebra.Factorization.Evd<double> Principal(Matrix x)
    {
        var covariance = Matrix<double>.Build.Dense(x.Columns, x.Columns);
        for (var row = 0; row < x.Rows; row++)
            for (var i = 0; i < x.Columns; i++)
                for (var j = 0; j <= i; j++)
                    covariance[i, j] += (double)x[row, i] * x[row, j] / x.Rows;
        return (covariance + covariance.StrictlyLowerTriangle().Transpose()).Evd(Symmetricity.Symmetric);
    }
}
