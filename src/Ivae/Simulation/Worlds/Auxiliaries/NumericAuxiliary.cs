using Ivae.Data;
using Ivae.Numerics;

namespace Ivae.Simulation.Worlds;

internal sealed class NumericAuxiliary : AuxiliaryKind
{
    public override string Name => "numeric";

    public override string Description =>
        "A number per row, uniform on [−1, 1]; moments are sums of two sines of it with frequencies in [.5, 3]/2.";

    public override AuxiliaryDesign Draw(int rows, int levels, RandomStream random) => Smooth(rows, 1, random);

    /// <summary>
    /// Numbers uniform on [−1, 1], <c>[N, 1 or 2]</c>, and moments that are smooth functions of them.
    /// </summary>
    internal static AuxiliaryDesign Smooth(int rows, int columns, RandomStream random)
    {
        var u = new Matrix(rows, columns);
        for (var i = 0; i < u.Values.Length; i++)
            u.Values[i] = (float)random.NextUniform(-1, 1);
        string[] names = columns == 1 ? ["u"] : ["u1", "u2"];
        return new AuxiliaryDesign(new Auxiliary([], u, names), [.. Enumerable.Range(0, rows)], rows, own =>
        {
            var drive = new double[rows];
            for (var wave = 0; wave < 2; wave++)
            {
                var phase = own.NextUniform(0, 2 * Math.PI);
                double[] frequencies = [.. Enumerable.Range(0, columns).Select(_ => Frequency(own))];
                for (var row = 0; row < rows; row++)
                {
                    var angle = phase;
                    for (var j = 0; j < columns; j++)
                        angle += Math.PI * frequencies[j] * u[row, j];
                    drive[row] += Math.Sin(angle) / 2;
                }
            }

            return drive;
        });
    }

    private static double Frequency(RandomStream random) =>
        (random.NextDouble() < 0.5 ? -1 : 1) * random.NextUniform(0.5, 3) / 2;
}
