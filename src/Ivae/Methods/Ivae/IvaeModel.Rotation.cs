using Ivae.Autodiff;
using MathNet.Numerics.LinearAlgebra;

namespace Ivae.Methods;

/// <content>The rotation that a Gaussian leaves whose mean alone moves.</content>
public sealed partial class IvaeModel
{
    /// <summary>
    /// Means of the latents at every level <c>[M, L]</c>, where any rotation of the latents explains all data as well:
    /// a flow of as many latents as columns, normal ones of scale 1 that each level may move.
    /// </summary>
    internal Matrix<double>? RotatableMeans =>
        network is { Complement: null, Prior.MeansAlone: { } table } && LastLinear is not null ? Read(table) : null;

    private (Parameter Weight, Parameter Bias)? LastLinear =>
        Parameters.All.FirstOrDefault(p => p.Name == "flow.last.linear.weight") is { } weight
            ? (weight, Parameters.All.First(p => p.Name == "flow.last.linear.bias"))
            : null;

    /// <summary>Gives latents z the new values (z − origin)·rotation, and the prior their means.</summary>
    /// <param name="origin">Of the latents that are at 0 then <c>[L]</c>.</param>
    /// <param name="rotation">An orthogonal matrix <c>[L, L]</c>.</param>
    internal void Rotate(Vector<double> origin, Matrix<double> rotation)
    {
        var ((weight, bias), table) = (LastLinear!.Value, network.Prior.MeansAlone!);
        Write(weight, Read(weight) * rotation);
        Write(bias, Less(Read(bias)) * rotation);
        Write(table, Less(Read(table)) * rotation);

        Matrix<double> Less(Matrix<double> rows) => Matrix<double>.Build.DenseOfRowVectors(
            rows.EnumerateRows().Select(row => row - origin));
    }

    private Matrix<double> Read(Parameter parameter) => Matrix<double>.Build.DenseOfRowMajor(
        parameter.Rows, parameter.Columns, Parameters.ValuesOf(parameter).ToArray().Select(value => (double)value));

    private void Write(Parameter parameter, Matrix<double> matrix)
    {
        var values = Parameters.ValuesOf(parameter);
        for (var i = 0; i < values.Length; i++)
            values[i] = (float)matrix[i / parameter.Columns, i % parameter.Columns];
    }
}
