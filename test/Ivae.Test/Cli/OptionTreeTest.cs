using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Ivae.Cli;
using Ivae.Numerics;

namespace Ivae.Test.Cli;

public sealed class OptionTreeTest
{
    [JsonConverter(typeof(SnakeCaseConverter<Kind>))]
    internal enum Kind
    {
        Diagonal,
        FullCovariance,
    }

    internal sealed record Inner
    {
        public double LearningRate { get; init; } = 0.003;

        public int[] Hidden { get; init; } = [100, 100];
    }

    internal sealed record Outer
    {
        public string Method { get; init; } = "ivae";

        public string? Observed { get; init; }

        public int? Latent { get; init; }

        public ulong Seed { get; init; }

        public bool Whiten { get; init; } = true;

        public Kind Posterior { get; init; }

        public Inner Training { get; init; } = new();
    }

    [Fact]
    public void Without_layers_the_defaults_stand()
    {
        var options = new OptionTree<Outer>().Resolve();
        Assert.Equal(new Outer { Training = options.Training }, options);
        Assert.Equal([100, 100], options.Training.Hidden);
        Assert.Equal(0.003, options.Training.LearningRate);
    }

    [Fact]
    public void Text_is_read_by_the_type_of_its_option()
    {
        var tree = new OptionTree<Outer>();
        foreach (var (key, text) in new[]
        {
            ("method", "5"), ("observed", "1:3"), ("latent", "7"), ("seed", "18446744073709551615"),
            ("whiten", "false"), ("posterior", "full_covariance"),
            ("training.learning_rate", ".5e-2"), ("training.hidden", "3, 4,5"),
        })
            tree.Set(key, text, "--set");

        var options = tree.Resolve();
        Assert.Equal(
            new Outer
            {
                Method = "5",
                Observed = "1:3",
                Latent = 7,
                Seed = ulong.MaxValue,
                Whiten = false,
                Posterior = Kind.FullCovariance,
                Training = options.Training,
            },
            options);
        Assert.Equal(0.005, options.Training.LearningRate);
        Assert.Equal([3, 4, 5], options.Training.Hidden);
    }

    [Fact]
    public void What_can_be_absent_can_be_set_to_null()
    {
        var tree = new OptionTree<Outer>();
        tree.Set("latent", "7", "a");
        tree.Set("latent", "null", "b");
        Assert.Null(tree.Resolve().Latent);
        Assert.Throws<UsageException>(() => tree.Set("seed", "null", "c"));
        Assert.Throws<UsageException>(() => tree.Set("method", "null", "c"));
    }

    [Theory]
    [InlineData("sed", "1", "there is no option \"sed\"; did you mean \"seed\"?")]
    [InlineData("learning_rate", "1", "did you mean \"training.learning_rate\"?")]
    [InlineData("training.learning_rat", "1", "did you mean \"training.learning_rate\"?")]
    [InlineData("training", "1", "\"training\" is a group of options")]
    [InlineData("xyzzy", "1", "there are \"method\", ")]
    [InlineData("latent", "2.5", "2.5 is not a whole number.")]
    [InlineData("latent", "99999999999", "is not a whole number.")]
    [InlineData("seed", "-1", "-1 is not a whole number from 0.")]
    [InlineData("whiten", "perhaps", "\"perhaps\" is not true or false.")]
    [InlineData(
        "posterior", "full_covarianc", "is not one of diagonal, full_covariance; did you mean \"full_covariance\"?")]
    [InlineData("posterior", "1", "is not one of diagonal, full_covariance.")]
    [InlineData("training.learning_rate", "fast", "\"fast\" is not a number.")]
    [InlineData("training.learning_rate", "NaN", "\"NaN\" is not a number.")]
    [InlineData("training.hidden", "3,x", "is not a list such as 100,100.")]
    public void What_does_not_fit_is_named_with_its_place(string key, string text, string message)
    {
        var error = Assert.Throws<UsageException>(() => new OptionTree<Outer>().Set(key, text, "--set"));
        Assert.StartsWith("--set: ", error.Message);
        Assert.Contains(message, error.Message);
    }

    [Theory]
    [InlineData("""{"training":{"learning_rat":1}}""", "c.json, \"training.learning_rat\": there is no option "
        + "\"training.learning_rat\"; did you mean \"training.learning_rate\"?")]
    [InlineData("""{"latent":"five"}""", "c.json, \"latent\": \"five\" is not a whole number.")]
    [InlineData("""{"training":5}""", "c.json, \"training\": \"training\" is a group of options; give an object, or "
        + "one option as training.learning_rate.")]
    [InlineData("""{"latent":{"a":1}}""", "c.json, \"latent\": ")]
    public void A_layer_is_checked_key_by_key(string json, string message) =>
        Assert.StartsWith(message, Assert.Throws<UsageException>(() =>
            new OptionTree<Outer>().Merge(JsonNode.Parse(json)!.AsObject(), "c.json")).Message);

    [Fact]
    public void A_later_layer_overrules_and_leaves_the_rest()
    {
        var tree = new OptionTree<Outer>();
        tree.Merge(JsonNode.Parse("""{"latent":3,"seed":1,"training":{"learning_rate":0.1}}""")!.AsObject(), "a");
        tree.Merge(JsonNode.Parse("""{"seed":2,"training.hidden":[7]}""")!.AsObject(), "b");
        var options = tree.Resolve();
        Assert.Equal((3, 2UL, 0.1), (options.Latent, options.Seed, options.Training.LearningRate));
        Assert.Equal([7], options.Training.Hidden);
    }

    [Fact]
    public void Resolved_options_written_out_and_read_back_are_the_same()
    {
        var tree = new OptionTree<Outer>();
        tree.Set("training.learning_rate", "0.1", "a");
        tree.Set("posterior", "full_covariance", "a");
        tree.Set("seed", "18446744073709551615", "a");
        var first = System.Text.Json.JsonSerializer.Serialize(tree.Resolve(), JsonText.Options);

        var again = new OptionTree<Outer>();
        again.Merge(JsonNode.Parse(first)!.AsObject(), "config.json");
        Assert.Equal(first, System.Text.Json.JsonSerializer.Serialize(again.Resolve(), JsonText.Options));
        Assert.Contains("\"learning_rate\": 0.1", first);
    }
}
