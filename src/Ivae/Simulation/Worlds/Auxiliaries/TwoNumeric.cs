using Ivae.Numerics;

namespace Ivae.Simulation.Worlds;

internal sealed class TwoNumeric : AuxiliaryKind
{
    public override string Name => "two-numeric";

    public override string Description =>
        "Two numbers per row, uniform on [−1, 1]; moments are sums of two sines of both.";

    public override AuxiliaryDesign Draw(int rows, int levels, RandomStream random) =>
        NumericAuxiliary.Smooth(rows, 2, random);
}
