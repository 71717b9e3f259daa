using Ivae.Simulation.Worlds;

namespace Ivae.Test.Simulation;

public class WorldTest
{
    private static readonly WorldOptions Small = new() { Rows = 600, Levels = 6 };

    [Fact]
    public void DefaultsAreKnown()
    {
        var options = new WorldOptions().Resolve();
        Assert.Equal(("affine-coupling", 0.7, 4), (options.Mixing, options.Strength, options.Layers));
        Assert.Equal(("gaussian", "levels", 20), (Assert.Single(options.Sources), options.U, options.Levels));
        Assert.Equal((8000, 3, 3), (options.Rows, options.Latent, options.Observed));
        Assert.Equal((2, 0.5, 3), (options.MeanSpread, options.ScaleLow, options.ScaleHigh));
        Assert.Equal((0, 0, 0), (options.WrongLabels, options.ShiftedBorders, options.Noise));
    }

    [Theory]
    [InlineData("levels")]
    [InlineData("unequal")]
    [InlineData("numeric")]
    [InlineData("two-numeric")]
    [InlineData("two-categorical")]
    public void SourcesHaveMeanZeroAndVarianceOneAndMoveWithU(string u)
    {
        var data = World.Generate(Small with { U = u, Rows = 20_000 }, 1);
        for (var i = 0; i < 3; i++)
        {
            var s = data.Sources.Column(i);
            Assert.Equal(0, s.Average(), 0.05);
            Assert.Equal(1, s.Average(value => value * value), 0.08);

            // Standardised by their context they are standard normal, whose kurtosis is 3.
            var (context, means, deviations) = (data.Context, data.Means, data.StandardDeviations);
            var e = s.Select((value, row) => (value - means[context[row], i]) / deviations[context[row], i]).ToArray();
            Assert.Equal(1, e.Average(value => value * value), 0.06);
            Assert.Equal(3, e.Average(value => Math.Pow(value, 4)), 0.4);
            Assert.True(deviations.Column(i).Max() > 1.5 * deviations.Column(i).Min());
        }
    }

    [Fact]
    public void UIsWhatItsKindSays()
    {
        var levels = World.Generate(Small with { Rows = 605 }, 1).Auxiliary.Categorical[0];
        Assert.Equal((6, 605), (levels.Levels.Count, levels.Codes.Length));
        Assert.All(levels.Codes.CountBy(code => code), size => Assert.InRange(size.Value, 100, 101));
        var unequal = World.Generate(Small with { U = "unequal", Levels = 200 }, 1).Auxiliary.Categorical[0];
        int[] sizes = [.. unequal.Codes.CountBy(code => code).Select(size => size.Value)];
        Assert.Equal((200, 600), (sizes.Length, sizes.Sum()));
        Assert.True(sizes.Min() >= 2 && sizes.Max() > 4);
        Assert.Equal(1, World.Generate(Small with { U = "numeric" }, 1).Auxiliary.Numeric.Columns);
        Assert.Equal(["u1", "u2"], World.Generate(Small with { U = "two-numeric" }, 1).Auxiliary.NumericNames);
        var two = World.Generate(Small with { U = "two-categorical" }, 1).Auxiliary.Categorical;
        Assert.Equal(["level", "group"], two.Select(variable => variable.Name));
    }

    /// <summary>
    /// In one dimension the density of x given the reported level must integrate to 1 and match the rows of that level.
    /// </summary>
    [Theory]
    [InlineData("linear", "gaussian", 0, 0)]
    [InlineData("triangular", "laplace", 0, 0)]
    [InlineData("strong-residual", "two-peaked", 0, 0)]
    [InlineData("leaky-relu", "skewed", 0, 0)]
    [InlineData("near-linear", "ar1", 0, 0)]
    [InlineData("residual", "gaussian", 0.3, 0)]
    [InlineData("residual", "student-t", 0, 0.3)]
    [InlineData("linear", "gaussian", 0.2, 0.2)]
    public void TheTruthIsTheDensityOfX(string mixing, string source, double wrong, double shifted)
    {
        var options = new WorldOptions
        {
            Mixing = mixing,
            Sources = [source],
            Rows = 90_000,
            Levels = 3,
            Latent = 1,
            WrongLabels = wrong,
            ShiftedBorders = shifted,
            SourceShape = source == "ar1" ? 0.01 : null, // rows as good as independent, as the test takes them to be
        };
        var data = World.Generate(options, 3);
        var logLikelihood = data.TrueLogLikelihood();
        for (var level = 0; level < 3; level++)
        {
            var codes = data.Auxiliary.Categorical[0].Codes;
            var points = Enumerable.Range(0, codes.Length).Where(row => codes[row] == level)
                .Select(row => (X: (double)data.Observed[row, 0], Density: Math.Exp(logLikelihood[row])))
                .OrderBy(point => point.X).ToArray();
            double integral = 0, worst = 0;
            for (var k = 1; k < points.Length; k++)
            {
                integral += (points[k].X - points[k - 1].X) * (points[k].Density + points[k - 1].Density) / 2;
                worst = Math.Max(worst, Math.Abs(integral - (double)k / points.Length));
            }

            Assert.Equal(1, integral, 5e-3);
            Assert.True(worst < 2.69 / Math.Sqrt(points.Length), $"{level}: {worst}");
        }
    }

    [Fact]
    public void TheTruthOfAVolumeIsThatOfItsSources()
    {
        // f(s) = W s: log p(x|u) of a normal with covariance W Σ Wᵀ.
        var data = World.Generate(Small with { Mixing = "linear", Latent = 2 }, 4);
        var linear = WorldKinds<MixingKind>.Named("linear");
        var shape = new MixingShape(2, 2, 1, 1);
        var w = linear.Draw(shape, new Ivae.Numerics.RandomStream(4).Split("world").Split("mixing")).Jacobian([0, 0]);
        var truth = data.TrueLogLikelihood();
        for (var row = 0; row < 600; row += 37)
        {
            var mean = data.Means.Row(data.Context[row]);
            var deviation = data.StandardDeviations.Row(data.Context[row]);
            var (a, b) = (Math.Pow(deviation[0], 2), Math.Pow(deviation[1], 2));
            var c00 = w[0, 0] * a * w[0, 0] + w[0, 1] * b * w[0, 1];
            var c01 = w[0, 0] * a * w[1, 0] + w[0, 1] * b * w[1, 1];
            var c11 = w[1, 0] * a * w[1, 0] + w[1, 1] * b * w[1, 1];
            var x0 = data.Observed[row, 0] - w[0, 0] * mean[0] - w[0, 1] * mean[1];
            var x1 = data.Observed[row, 1] - w[1, 0] * mean[0] - w[1, 1] * mean[1];
            var determinant = c00 * c11 - c01 * c01;
            var distance = (c11 * x0 * x0 - 2 * c01 * x0 * x1 + c00 * x1 * x1) / determinant;
            Assert.Equal(-Math.Log(2 * Math.PI) - 0.5 * Math.Log(determinant) - 0.5 * distance, truth[row], 1e-4);
        }
    }

    [Fact]
    public void WhereTheTruthIsNotKnownThatIsSaid()
    {
        foreach (var options in new[]
        {
            Small with { Noise = 0.1 },
            Small with { Observed = 5 },
            Small with { Sources = ["garch"] },
            Small with { Mixing = "fourier" },
            Small with { Mixing = "bumps" },
        })
        {
            var data = World.Generate(options, 1);
            Assert.False(data.HasTrueLogLikelihood);
            Assert.Null(data.ToDataset().TrueLogLikelihood);
            Assert.DoesNotContain("log_likelihood", data.NamedArrays().Select(array => array.Key));
            Assert.Contains("is not known", Assert.Throws<InvalidOperationException>(data.TrueLogLikelihood).Message);
        }
    }

    [Fact]
    public void LabelsAreWrongAndBordersShiftedAsAsked()
    {
        var options = Small with { Rows = 60_000 };
        double Different(WorldOptions changed)
        {
            var data = World.Generate(changed, 1);
            var codes = data.Auxiliary.Categorical[0].Codes;
            return codes.Zip(data.Context, (code, level) => code == level ? 0.0 : 1).Average();
        }

        Assert.Equal(0, Different(options));

        // One replaced label in six is right by chance; six blocks have five borders.
        Assert.Equal(0.2 * 5 / 6, Different(options with { WrongLabels = 0.2 }), 0.01);
        Assert.Equal(0.25 * 5 / 6, Different(options with { ShiftedBorders = 0.25 }), 0.001);
        var wrong = World.Generate(options with { WrongLabels = 0.2 }, 1);
        Assert.Equal(World.Generate(options, 1).Observed.Values, wrong.Observed.Values);
    }

    [Fact]
    public void NoiseIsItsShareOfTheVariance()
    {
        var options = Small with { Mixing = "linear", Rows = 50_000 };
        var clear = World.Generate(options, 1).Observed;
        var noisy = World.Generate(options with { Noise = 0.5 }, 1).Observed;
        for (var k = 0; k < 3; k++)
        {
            var (a, b) = (clear.Column(k), noisy.Column(k));
            Assert.Equal(Variance(a), Variance([.. a.Zip(b, (x, y) => y - x)]), 0.05 * Variance(a));
        }
    }

    [Fact]
    public void AWorldRepeatsByItsSeed()
    {
        Assert.Equal(World.Generate(Small, 1).Observed.Values, World.Generate(Small, 1).Observed.Values);
        Assert.NotEqual(World.Generate(Small, 1).Observed.Values, World.Generate(Small, 2).Observed.Values);
        var spiral = World.Generate(Small with { Mixing = "spiral" }, 1);
        Assert.Equal(World.Generate(Small, 1).Sources.Values, spiral.Sources.Values);
        var mixed = World.Generate(Small with { Sources = ["uniform", "garch"] }, 1);
        Assert.True(mixed.ToDataset().TimeOrdered);
        Assert.Equal(["x", "u", "s", "m", "L", "context", "seed"], mixed.NamedArrays().Select(array => array.Key));
    }

    [Fact]
    public void WrongOptionsAreAllNamedWithWhatThereIs()
    {
        var wrong = new WorldOptions
        {
            Mixing = "spirl",
            Sources = ["gauss"],
            U = "level",
            Latent = 0,
            Rows = 1,
            Noise = 1,
            ScaleLow = 0,
        };
        var message = Assert.Throws<ArgumentException>(() => World.Generate(wrong, 1)).Message;
        foreach (var name in World.Mixings.Keys.Concat(World.SourceKinds.Keys).Concat(World.AuxiliaryKinds.Keys))
            Assert.Contains(name, message);
        Assert.Contains("did you mean \"spiral\"?", message);
        foreach (var part in new[] { "Latent is 0", "Rows is 1", "Noise is 1", "ScaleLow is 0" })
            Assert.Contains(part, message);
        Assert.Contains("at least 2", Problem(Small with { Mixing = "spiral", Latent = 1 }));
        Assert.Contains("needs at least 7", Problem(Small with { Mixing = "fourier", Observed = 6 }));
        Assert.Contains("below 1", Problem(Small with { Mixing = "residual", Strength = 1 }));
        Assert.Contains("has one layer", Problem(Small with { Mixing = "spiral", Layers = 2 }));
        Assert.Contains("2 rows per level", Problem(Small with { Levels = 301 }));
        Assert.Contains("need u of levels in blocks", Problem(Small with { U = "numeric", WrongLabels = 0.1 }));
        Assert.Contains("which has a shape", Problem(Small with { SourceShape = 3 }));
        Assert.Contains("above 2 and below 1000", Problem(Small with { Sources = ["student-t"], SourceShape = 2 }));
        var one = Small with { Latent = 1, Mixing = "linear" };
        Assert.Contains("at most one each", Problem(one with { Sources = ["ar1", "garch"] }));
    }

    [Fact]
    public void EveryWorldOfTheBenchmarkCanBeMade()
    {
        Assert.True(Worlds.All.Count >= 60, $"{Worlds.All.Count}");
        Assert.Equal(Worlds.All.Count, Worlds.All.Select(world => world.Name).Distinct().Count());
        foreach (var kind in World.Mixings.Keys)
            Assert.Contains(Worlds.All, world => world.Options.Mixing == kind);
        foreach (var kind in World.SourceKinds.Keys)
            Assert.Contains(Worlds.All, world => world.Options.Sources.Contains(kind));
        foreach (var kind in World.AuxiliaryKinds.Keys)
            Assert.Contains(Worlds.All, world => world.Options.U == kind);
        foreach (var world in Worlds.All)
        {
            var data = World.Generate(world.Options with { Rows = Math.Max(60, 2 * world.Options.Levels) }, 1);
            Assert.True(data.Observed.Values.All(float.IsFinite), world.Name);
            Assert.True(data.ToDataset().TrueLogLikelihood?.Values.All(float.IsFinite) ?? true, world.Name);
        }
    }

    private static string Problem(WorldOptions options) => Assert.Single(options.Validate());

    private static double Variance(float[] values)
    {
        var mean = values.Average();
        return values.Average(value => (value - mean) * (value - mean));
    }
}
