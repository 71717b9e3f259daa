using Ivae.Numerics;

namespace Ivae.Simulation;

/// <summary>
/// The mixing f: R^n → R^D, a network without biases whose activation stands between layers: h ← activation(h W), last
/// layer h W.
/// </summary>
internal sealed class Mixing
{
    private readonly double[][] weights;
    private readonly MixingActivation activation;
    private readonly bool lastUnmixed;

    /// <summary>A mixing out of its matrices, in the order of the layers.</summary>
    /// <param name="matrices">W of each layer, <c>[inputs, outputs]</c>.</param>
    /// <param name="activation">Function between layers.</param>
    /// <param name="lastUnmixed">Whether the last observed column is the last source itself.</param>
    /// <exception cref="ArgumentException">There is no matrix, or neighbouring shapes do not fit.</exception>
    public Mixing(IReadOnlyList<Matrix> matrices, MixingActivation activation, bool lastUnmixed = false)
    {
        ArgumentNullException.ThrowIfNull(matrices);
        if (matrices.Count == 0)
            throw new ArgumentException("0 mixing matrices; give at least one.", nameof(matrices));
        for (var layer = 1; layer < matrices.Count; layer++)
            if (matrices[layer].Rows != matrices[layer - 1].Columns)
                throw new ArgumentException(
                    $"Matrix {layer + 1} takes {matrices[layer].Rows} inputs, the one before gives "
                    + $"{matrices[layer - 1].Columns}; they must agree.",
                    nameof(matrices));
        Matrices = matrices;
        this.activation = activation;
        this.lastUnmixed = lastUnmixed;
        weights = [.. matrices.Select(matrix => Array.ConvertAll(matrix.Values, value => (double)value))];
    }

    /// <summary>W of each layer, <c>[inputs, outputs]</c>.</summary>
    public IReadOnlyList<Matrix> Matrices { get; }

    /// <summary>Number of sources n.</summary>
    public int Inputs => Matrices[0].Rows;

    /// <summary>Number of observed columns D.</summary>
    public int Outputs => Matrices[^1].Columns;

    /// <summary>x = f(s) of one row.</summary>
    /// <param name="source">s, <c>[n]</c>.</param>
    /// <param name="observed">Receives x, <c>[D]</c>.</param>
    public void Evaluate(ReadOnlySpan<double> source, Span<double> observed) =>
        Propagate(source, null).CopyTo(observed);

    /// <summary>The Jacobian ∂f/∂s at one row, <c>[D, n]</c>.</summary>
    /// <param name="source">s, <c>[n]</c>.</param>
    public double[,] Jacobian(ReadOnlySpan<double> source)
    {
        var transposed = TransposedJacobian(source);
        var jacobian = new double[Outputs, Inputs];
        for (var i = 0; i < Outputs; i++)
            for (var j = 0; j < Inputs; j++)
                jacobian[i, j] = transposed[j][i];
        return jacobian;
    }

    /// <summary>
    /// log of the factor by which f stretches volume at one row: ½ log det JᵀJ, which is log|det J| when D = n. In
    /// nats.
    /// </summary>
    /// <param name="source">s, <c>[n]</c>.</param>
    public double LogVolume(ReadOnlySpan<double> source)
    {
        // The volume of a parallelepiped is the product of the distances of each edge from the span of those before
        // (Gram–Schmidt).
        var edges = TransposedJacobian(source);
        var sum = 0.0;
        for (var j = 0; j < edges.Length; j++)
        {
            var length = Math.Sqrt(Dot(edges[j], edges[j]));
            sum += Math.Log(length);
            for (var k = j + 1; k < edges.Length; k++)
            {
                var share = Dot(edges[j], edges[k]) / (length * length);
                for (var i = 0; i < edges[k].Length; i++)
                    edges[k][i] -= share * edges[j][i];
            }
        }

        return sum;
    }

    private double[][] TransposedJacobian(ReadOnlySpan<double> source)
    {
        var tangents = new double[Inputs][];
        for (var j = 0; j < Inputs; j++)
        {
            tangents[j] = new double[Inputs];
            tangents[j][j] = 1;
        }

        Propagate(source, tangents);
        return tangents;
    }

    /// <summary>
    /// f of <paramref name="source"/>; the tangents, if any, are carried along and become directional derivatives
    /// <c>[D]</c>.
    /// </summary>
    private double[] Propagate(ReadOnlySpan<double> source, double[][]? tangents)
    {
        if (source.Length != Inputs)
            throw new ArgumentException($"{source.Length} sources; this mixing takes {Inputs}.", nameof(source));
        var h = source.ToArray();
        for (var layer = 0; layer < weights.Length; layer++)
        {
            h = Multiply(h, layer);
            for (var j = 0; j < tangents?.Length; j++)
                tangents[j] = Multiply(tangents[j], layer);
            if (layer == weights.Length - 1)
                break;
            for (var i = 0; i < h.Length; i++)
            {
                (h[i], var slope) = Activate(h[i]);
                for (var j = 0; j < tangents?.Length; j++)
                    tangents[j][i] *= slope;
            }
        }

        if (lastUnmixed)
        {
            h[^1] = source[^1];
            for (var j = 0; j < tangents?.Length; j++)
                tangents[j][^1] = j == tangents.Length - 1 ? 1 : 0;
        }

        return h;
    }

    private double[] Multiply(double[] h, int layer)
    {
        var outputs = Matrices[layer].Columns;
        var result = new double[outputs];
        for (var i = 0; i < h.Length; i++)
            for (var o = 0; o < outputs; o++)
                result[o] += h[i] * weights[layer][i * outputs + o];
        return result;
    }

    private (double Value, double Slope) Activate(double x)
    {
        switch (activation)
        {
            case MixingActivation.Xtanh:
                var tanh = Math.Tanh(x);
                return (tanh + 0.1 * x, 1.1 - tanh * tanh);
            case MixingActivation.LeakyRelu:
                return x > 0 ? (x, 1) : (0.2 * x, 0.2);
            case MixingActivation.Sigmoid:
                var sigmoid = 1 / (1 + Math.Exp(-x));
                return (sigmoid, sigmoid * (1 - sigmoid));
            default:
                return (x, 1);
        }
    }

    private static double Dot(double[] a, double[] b) => System.Numerics.Tensors.TensorPrimitives.Dot<double>(a, b);
}
