using Ivae.Data;
using Ivae.Distributions;
using Ivae.Methods;
using Ivae.Numerics;

namespace Ivae.Test.Methods;

/// <summary>
/// A model as a program meets it: fitted to arrays, saved, loaded, and given data whose columns come in another order.
/// </summary>
public sealed class FrontDoorTest(FrontDoorTest.Example example) : IClassFixture<FrontDoorTest.Example>
{
    private const int Rows = 120;

    [Fact]
    public void A_model_saves_and_loads_itself()
    {
        using var folder = new Data.TemporaryFolder();
        var path = folder.Of("model.ivae");
        example.Model.Save(path);
        Assert.Contains("already there", Assert.Throws<DataException>(() => example.Model.Save(path)).Message);
        example.Model.Save(path, overwrite: true);
        Assert.Equal(example.Latents, LatentModel.Load(path).Transform(example.Data).Values);
    }

    [Fact]
    public void Columns_are_matched_by_name_and_others_are_left_out()
    {
        var (a, b) = (example.Column(0), example.Column(1));
        var turned = Dataset.Of(("extra", new double[Rows]), ("b", b), ("a", a)).WithNumbers("dose", example.Dose)
            .WithNumbers("extra", new double[Rows]).WithLabels("who", example.Who);
        Assert.Equal(example.Latents, example.Model.Transform(turned).Values);
        Assert.Equal(example.Scores, example.Model.Density.Score(turned, 2).Elbo);
    }

    [Fact]
    public void A_missing_column_is_named_with_those_that_exist()
    {
        var data = Dataset.Of(("aa", example.Column(0)), ("b", example.Column(1))).WithLabels("who", example.Who)
            .WithNumbers("dose", example.Dose);
        Refuse("lacks the observed column \"a\", which this model was fitted to; did you mean \"aa\"? "
            + "It has \"aa\", \"b\".", () => example.Model.Transform(data));
    }

    [Fact]
    public void Columns_without_names_are_matched_by_position()
    {
        var observed = example.Data.Observed;
        var data = Dataset.Of(observed).WithLabels("who", example.Who).WithNumbers("dose", example.Dose);
        Assert.Equal(example.Latents, example.Model.Transform(data).Values);
        var one = Dataset.Of(observed.TakeColumns([0]));
        Refuse("1 observed columns without names, and this model was fitted to 2 (\"a\", \"b\")",
            () => example.Model.Transform(one));
    }

    [Fact]
    public void Levels_are_matched_by_name()
    {
        // The rows of level "c" alone: it is the first of the levels here and the third of the model.
        int[] rows = [.. Enumerable.Range(0, Rows).Where(row => example.Who[row] == "c")];
        var some = example.Data.TakeRows(rows);
        var alone = Dataset.Of(some.Observed, ["a", "b"])
            .WithLabels("who", [.. rows.Select(row => example.Who[row])])
            .WithNumbers("dose", [.. rows.Select(row => example.Dose[row])]);
        Assert.Single(alone.Auxiliary.Categorical[0].Levels);
        Assert.Equal(example.Model.Transform(some).Values, example.Model.Transform(alone).Values);
        Assert.Equal(example.Model.Density.Score(some, 2).Elbo, example.Model.Density.Score(alone, 2).Elbo);
    }

    [Fact]
    public void An_unknown_level_and_a_missing_part_of_u_are_named()
    {
        var data = Dataset.Of(example.Data.Observed, ["a", "b"]);
        string[] strange = [.. example.Who.Take(Rows - 1), "z"];
        Refuse($"\"who\" is \"z\" in row {Rows}, which is not a level this model knows (\"a\", \"b\", \"c\")",
            () => example.Model.Density.Score(data.WithLabels("who", strange).WithNumbers("dose", example.Dose), 1));
        Refuse("lacks the categorical part of u \"who\"", () => example.Model.Density.Score(data, 1));
        Refuse("lacks the numeric part of u \"dose\", which this model was fitted to; it has none.",
            () => example.Model.Density.Prior(data.WithLabels("who", example.Who).Auxiliary));
    }

    [Fact]
    public void A_model_without_a_density_says_which_methods_have_one()
    {
        var options = new IvaeOptions { Method = new PcaMethod() };
        var model = new IvaeEstimator(options).Fit(example.Data).Model;
        Assert.False(model.HasDensity);
        var message = Assert.Throws<NotSupportedException>(() => model.Density).Message;
        Assert.StartsWith("Method \"pca\" learns latents but no density", message);
        Assert.Contains("ivae, flow, pi-vae, vae", message);
        Assert.True(example.Model.HasDensity);
        Assert.Same(example.Model, example.Model.Density);
    }

    [Fact]
    public void A_result_and_a_model_say_what_they_are()
    {
        var text = example.Fit.ToString();
        Assert.StartsWith("ivae: 2 latents of 2 columns, u: who (3 levels), dose, ", text);
        Assert.Contains(example.Fit.Training.Message, text);
        Assert.Contains("\n96 rows trained on, 24 held out", text);
    }

    /// <summary>The bound of such a prior has no use for variances, which the first batch then lacked.</summary>
    [Fact]
    public void Every_row_has_its_standard_deviations()
    {
        var options = new IvaeOptions
        {
            Method = new IvaeMethod { StartsFromFlow = false },
            LatentDimension = 2,
            Prior = new() { Family = PriorFamily.Laplace },
            Training = new() { Epochs = 1 },
        };
        var model = new IvaeEstimator(options).Fit(example.Data).Model;
        Assert.All(model.Density.Posterior(example.Data).StandardDeviation.Values, value => Assert.True(value > 0));
    }

    private static void Refuse(string problem, Func<object?> use) =>
        Assert.Contains(problem, Assert.Throws<ArgumentException>(use).Message);

    /// <summary>A short fit to arrays with names, a categorical and a numeric part of u.</summary>
    public sealed class Example
    {
        public Example()
        {
            var stream = new RandomStream(1);
            var observed = new Matrix(Rows, 2);
            stream.FillNormal(observed.Values.AsSpan());
            Who = [.. Enumerable.Range(0, Rows).Select(row => "abc"[row % 3].ToString())];
            Dose = [.. Enumerable.Range(0, Rows).Select(row => row % 7 / 7.0)];
            Data = Dataset.Of(observed, ["a", "b"]).WithLabels("who", Who).WithNumbers("dose", Dose);
            var options = new IvaeOptions
            {
                Method = new IvaeMethod(),
                LatentDimension = 2,
                Training = new() { Epochs = 2, HeldOut = 0.2 },
            };
            Fit = new IvaeEstimator(options).Fit(Data);
            Latents = Model.Transform(Data).Values;
            Scores = Model.Density.Score(Data, 2).Elbo;
        }

        public Dataset Data { get; }

        public string[] Who { get; }

        public double[] Dose { get; }

        public FitResult Fit { get; }

        public LatentModel Model => Fit.Model;

        public float[] Latents { get; }

        public IReadOnlyList<double> Scores { get; }

        public double[] Column(int column) => Array.ConvertAll(Data.Observed.Column(column), value => (double)value);
    }
}
