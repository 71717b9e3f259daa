using Ivae.Numerics;

namespace Ivae.Simulation.Worlds;

/// <summary>
/// A kind of standardised source e, mean 0 and variance 1: one place that both samples and scores it.
/// </summary>
internal abstract class SourceKind : WorldKind, IWorldPart<SourceKind>
{
    /// <inheritdoc/>
    public static IReadOnlyList<SourceKind> Kinds =>
    [
        new AutoregressiveSource(),
        new GarchSource(),
        new GaussianSource(),
        new LaplaceSource(),
        new SkewedSource(),
        new SparseSource(),
        new StudentSource(),
        new TwoPeakedSource(),
        new UniformSource(),
    ];

    /// <summary>
    /// What shape is by default; none where there is nothing to shape. The description says what it does.
    /// </summary>
    public virtual double? Shape => null;

    /// <summary>Shape is above the first and below the second.</summary>
    public virtual (double Low, double High) ShapeRange => (0, double.PositiveInfinity);

    /// <summary>Whether each value depends on those before, so that rows are ordered in time.</summary>
    public virtual bool HasMemory => false;

    /// <summary>Whether p(e) of a value alone has a closed form.</summary>
    public virtual bool HasDensity => true;

    /// <summary>Draws one value after the other.</summary>
    /// <param name="shape">What the kind says it is.</param>
    /// <param name="e">Receives e, <c>[N]</c>.</param>
    /// <param name="random">Where chance comes from.</param>
    public abstract void Sample(double shape, Span<double> e, RandomStream random);

    /// <summary>log p(e) of a value alone, nats.</summary>
    public abstract double LogDensity(double shape, double e);

    /// <summary>log of the normal density of mean 0.</summary>
    protected static double LogNormal(double e, double deviation) =>
        -0.5 * (e / deviation * (e / deviation) + Math.Log(2 * Math.PI)) - Math.Log(deviation);

    /// <summary>
    /// The middle of the 2⁻⁵³ wide cell of a uniform number: never 0 or 1, where logarithms are infinite.
    /// </summary>
    protected static double NextOpen(RandomStream random) => random.NextDouble() + 0.5 / (1UL << 53);
}
