using Ivae.Numerics;

namespace Ivae.Simulation.Worlds;

/// <summary>A kind of mixing f: R^n → R^D. Sources reach it with mean 0 and variance 1 over all rows.</summary>
internal abstract class MixingKind : WorldKind, IWorldPart<MixingKind>
{
    /// <inheritdoc/>
    public static IReadOnlyList<MixingKind> Kinds =>
    [
        new AffineCouplingMixing(),
        new BumpMixing(),
        new FourierMixing(),
        new LeakyReluMixing(),
        new LinearMixing(),
        new NearLinearMixing(),
        new ProductMixing(),
        new ResidualMixing(),
        new SpiralMixing(),
        new SplineCouplingMixing(),
        new StrongResidualMixing(),
        new TriangularMixing(),
    ];

    /// <summary>What strength is by default; the description says what it does.</summary>
    public virtual double Strength => 1;

    /// <summary>Strength must be above 0 and below this.</summary>
    public virtual double StrengthLimit => double.PositiveInfinity;

    /// <summary>Number of layers by default; 1 where it is not built of several.</summary>
    public virtual int Layers => 1;

    /// <summary>Fewest sources.</summary>
    public virtual int MinLatent => 1;

    /// <summary>Whether D = n is injective; the density of x is then known.</summary>
    public virtual bool IsInvertible => true;

    /// <summary>Number of observed columns D by default.</summary>
    public virtual int Columns(int latent) => latent;

    /// <summary>Fewest observed columns.</summary>
    public virtual int MinColumns(int latent) => latent;

    /// <summary>Draws a mixing.</summary>
    public abstract WorldMixing Draw(MixingShape shape, RandomStream random);
}
