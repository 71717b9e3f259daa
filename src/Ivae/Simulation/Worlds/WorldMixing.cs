using Ivae.Numerics;
using DenseMatrix = MathNet.Numerics.LinearAlgebra.Double.DenseMatrix;

namespace Ivae.Simulation.Worlds;

/// <summary>One step of a mixing in numbers that carry a derivative.</summary>
/// <param name="input">h, <c>[inputs]</c>.</param>
/// <param name="output">Receives the step of h, <c>[outputs]</c>.</param>
internal delegate void DualMap(ReadOnlySpan<Dual> input, Span<Dual> output);

/// <summary>One step of a mixing.</summary>
/// <param name="Outputs">Number of outputs.</param>
/// <param name="Map">The formula.</param>
internal sealed record MixingStep(int Outputs, DualMap Map);

/// <summary>A drawn mixing f: R^n → R^D, steps one after the other, in double precision.</summary>
/// <param name="inputs">Number of sources n.</param>
/// <param name="steps">The steps, at least one.</param>
internal sealed class WorldMixing(int inputs, IReadOnlyList<MixingStep> steps)
{
    private readonly int width = Math.Max(inputs, steps.Max(step => step.Outputs));

    /// <summary>Number of sources n.</summary>
    public int Inputs => inputs;

    /// <summary>Number of observed columns D.</summary>
    public int Outputs => steps[^1].Outputs;

    /// <summary>x = f(s) of one row.</summary>
    /// <param name="source">s, <c>[n]</c>.</param>
    /// <param name="observed">Receives x, <c>[D]</c>.</param>
    public void Evaluate(ReadOnlySpan<double> source, Span<double> observed)
    {
        var x = Propagate(source, -1);
        for (var k = 0; k < Outputs; k++)
            observed[k] = x[k].Value;
    }

    /// <summary>x = f(s) of all rows, <c>[N, D]</c>.</summary>
    /// <param name="sources">s, <c>[N, n]</c>.</param>
    public Matrix Evaluate(Matrix sources)
    {
        var observed = new Matrix(sources.Rows, Outputs);
        Parallel.For(0, sources.Rows, row =>
        {
            var x = new double[Outputs];
            Evaluate(Row(sources, row), x);
            for (var k = 0; k < x.Length; k++)
                observed[row, k] = (float)x[k];
        });
        return observed;
    }

    /// <summary>The Jacobian ∂f/∂s at one row, <c>[D, n]</c>.</summary>
    /// <param name="source">s, <c>[n]</c>.</param>
    public double[,] Jacobian(ReadOnlySpan<double> source)
    {
        var jacobian = new double[Outputs, inputs];
        for (var j = 0; j < inputs; j++)
        {
            var x = Propagate(source, j);
            for (var k = 0; k < Outputs; k++)
                jacobian[k, j] = x[k].Slope;
        }

        return jacobian;
    }

    /// <summary>log|det ∂f/∂s| at one row, in nats; needs D = n.</summary>
    /// <param name="source">s, <c>[n]</c>.</param>
    public double LogAbsDeterminant(ReadOnlySpan<double> source) =>
        Math.Log(Math.Abs(DenseMatrix.OfArray(Jacobian(source)).Determinant()));

    /// <summary>One row in double precision.</summary>
    internal static double[] Row(Matrix matrix, int row) => Array.ConvertAll(matrix.Row(row).ToArray(), v => (double)v);

    private Dual[] Propagate(ReadOnlySpan<double> source, int direction)
    {
        var (h, next) = (new Dual[width], new Dual[width]);
        for (var i = 0; i < inputs; i++)
            h[i] = new Dual(source[i], i == direction ? 1 : 0);
        var size = inputs;
        foreach (var step in steps)
        {
            step.Map(h.AsSpan(0, size), next.AsSpan(0, step.Outputs));
            size = step.Outputs;
            (h, next) = (next, h);
        }

        return h;
    }
}
