using System.Numerics;
using Ivae.Autodiff;
using Ivae.Numerics;

namespace Ivae.Networks.Invertible;

/// <summary>
/// A rising map of every unit by itself, with a slope between 1 and about 2 at first; see <see cref="MonotoneMap{T}"/>.
/// </summary>
internal sealed class MonotoneLayer<T> : IFlowLayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Knots = 6;
    private const double Reach = 2; // of the knots, in standard deviations of whitened data
    private const double FirstWeight = -2;

    private readonly ParameterSet<T> parameters;
    private readonly Parameter least;
    private readonly Parameter weight;
    private readonly Parameter place;
    private readonly Parameter steepness;

    /// <summary>Creates the parameters.</summary>
    /// <param name="parameters">Where they are kept.</param>
    /// <param name="name">Prefix of their names.</param>
    /// <param name="n">Units.</param>
    /// <param name="stream">Where the initial weights come from.</param>
    /// <param name="start">What the parameters start at, by their last names, if that is known.</param>
    public MonotoneLayer(ParameterSet<T> parameters, string name, int n, RandomStream stream,
        IReadOnlyDictionary<string, double[]>? start = null)
    {
        this.parameters = parameters;
        least = Add("least", 1, new double[n]);
        weight = Add("weight", Knots,
            [.. Enumerable.Range(0, Knots * n).Select(_ => FirstWeight + 0.5 * stream.NextNormal())]);
        place = Add("place", Knots,
            [.. Enumerable.Range(0, Knots * n).Select(i => Reach * (2.0 * (i / n) / (Knots - 1) - 1))]);
        steepness = Add("steepness", Knots, new double[Knots * n]);

        Parameter Add(string part, int rows, double[] usual) =>
            parameters.Add($"{name}.{part}", rows, n, start?[part] ?? usual);
    }

    public (Variable<T> Value, Variable<T> LogDeterminant) Forward(Variable<T> x)
    {
        var units = new RisingLayers<T>(x, [new(Map(x.Tape))]);
        return (x.Tape.Record(units), units.SecondOutput);
    }

    /// <summary>This layer and the linear one after it, as a part of one operation.</summary>
    public RisingLayer<T> Before(LinearLayer<T> linear, Tape<T> tape) =>
        new(Map(tape), linear.Weight(tape), linear.Bias(tape));

    public Variable<T> Inverse(Variable<T> y) => y.Tape.Record(new MonotoneInverse<T>(y, Map(y.Tape)));

    private MonotoneMap<T> Map(Tape<T> tape) =>
        new(tape.View(parameters, least), tape.View(parameters, weight), tape.View(parameters, place),
            tape.View(parameters, steepness));
}
