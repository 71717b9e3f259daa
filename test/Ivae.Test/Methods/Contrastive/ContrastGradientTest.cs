using Ivae.Autodiff;
using Ivae.Methods;
using Ivae.Methods.Contrastive;
using Ivae.Networks;
using Ivae.Numerics;
using Ivae.Test.Autodiff;

namespace Ivae.Test.Methods.Contrastive;

/// <summary>
/// The gradient of every contrast, with respect to features and comparison, against central differences in double.
/// </summary>
public class ContrastGradientTest
{
    private const int Rows = 12;
    private static readonly FeatureOptions Options = new()
    {
        Network = new NetworkOptions { HiddenWidths = [5, 4] },
    };

    private static readonly NetworkOptions Comparison = new() { HiddenWidths = [4] };

    private static readonly ContextShape Auxiliary = new(1, [3]);

    private static readonly Dictionary<string,
        Func<FeatureNetwork<double>, ParameterSet<double>, Contrast<double>>> Contrasts = new()
        {
            ["tcl"] = (features, parameters) => new TimeContrast<double>(features, parameters, 3, new RandomStream(2)),
            ["pcl"] = (features, parameters) => new PermutationContrast<double>(features, parameters),
            ["gcl"] = (features, parameters) =>
                new GeneralisedContrast<double>(features, parameters, Comparison, Auxiliary, new RandomStream(2)),
            ["ice-beem"] = (features, parameters) => new ScoreMatchingContrast<double>(
                features, parameters, Options.Network, Comparison, Auxiliary, new RandomStream(2)),
        };

    public static TheoryData<string, int, bool> Cases()
    {
        var cases = new TheoryData<string, int, bool>();
        foreach (var name in Contrasts.Keys)
            foreach (var columns in new[] { 1, 3 })
                cases.Add(name, columns, false);
        cases.Add("tcl", 3, true);
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void GradientsAgreeWithCentralDifferences(string name, int observed, bool maxout)
    {
        var parameters = new ParameterSet<double>();
        var options = Options with { MaxoutPieces = maxout ? 2 : 1 };
        var features = new FeatureNetwork<double>(
            parameters, options, observed, Math.Min(observed, 2), absolute: name == "tcl",
            Initial.Orthonormal(observed, Math.Min(observed, 2), new RandomStream(4)), new RandomStream(1));
        var contrast = Contrasts[name](features, parameters);
        var loss = -contrast.Bound.Average();
        var stream = new RandomStream(3);
        foreach (var parameter in parameters.All.Where(p => p.Name.EndsWith("bias", StringComparison.Ordinal)))
            stream.FillNormal(parameters.ValuesOf(parameter));
        int[] rows = [0, 3, 5, 11];
        contrast.Load(Data(observed), rows, [1, 2, 7], stream);
        GradientCheck.OneDirectionEach(contrast.Tape, parameters, loss, stream, $"{name}, {observed} columns");
    }

    /// <summary>One row, as the last batch of an epoch may be.</summary>
    [Fact]
    public void ABatchOfOneRowIsFinite()
    {
        foreach (var (name, make) in Contrasts)
        {
            var parameters = new ParameterSet<double>();
            var contrast =
                make(new FeatureNetwork<double>(parameters, Options, 2, 2, absolute: false, [], new RandomStream(1)),
                    parameters);
            contrast.Load(Data(2), [0], [0], new RandomStream(3));
            contrast.Tape.Forward();
            Assert.True(double.IsFinite(contrast.Bound.Value[0]), name);
        }
    }

    private static ModelData Data(int observed)
    {
        var stream = new RandomStream(7);
        Matrix Normal(int columns)
        {
            var matrix = new Matrix(Rows, columns);
            stream.FillNormal(matrix.Values.AsSpan());
            return matrix;
        }

        return new ModelData(Normal(observed), Normal(1), [[.. Enumerable.Range(0, Rows).Select(row => row % 3)]]);
    }
}
