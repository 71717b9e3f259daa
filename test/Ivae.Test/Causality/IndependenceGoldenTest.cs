using System.Text.Json;
using Ivae.Independence;
using Ivae.Numerics;

namespace Ivae.Test.Causality;

/// <summary>
/// Statistics and p-values of ten cases computed with full matrices in numpy; made by
/// test/golden/causality/make_independence.py.
/// </summary>
public class IndependenceGoldenTest
{
    [Fact]
    public void StatisticsAndPValuesAreThoseOfNumpy()
    {
        using var golden = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(SharedData.Repository, "test", "golden", "causality", "independence.json")));
        Assert.Equal(10, golden.RootElement.GetArrayLength());
        foreach (var (number, one) in golden.RootElement.EnumerateArray().Index())
        {
            var (x, y, z) = (Read(one, "x"), Read(one, "y"), Read(one, "z"));
            void Same(string name, IndependenceResult result)
            {
                double statistic = one.GetProperty(name)[0].GetDouble(), p = one.GetProperty(name)[1].GetDouble();
                Assert.True(Math.Abs(statistic - result.Statistic) < 1e-6,
                    $"case {number} {name}: statistic {result.Statistic}, numpy {statistic}");
                Assert.True(Math.Abs(p - result.PValue) < 1e-3, $"case {number} {name}: p {result.PValue}, numpy {p}");
            }

            Same("hsic", Hsic.Gamma(x, y));
            Same("partial", PartialCorrelation.Test(x.TakeColumns([0]), y, z));
        }
    }

    private static Matrix Read(JsonElement one, string name)
    {
        var rows = one.GetProperty(name);
        return new Matrix(rows.GetArrayLength(), rows[0].GetArrayLength(),
            [.. rows.EnumerateArray().SelectMany(row => row.EnumerateArray().Select(v => v.GetSingle()))]);
    }
}
