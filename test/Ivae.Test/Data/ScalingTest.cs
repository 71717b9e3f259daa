using System.Text.Json;
using Ivae.Cli;
using Ivae.Data;

namespace Ivae.Test.Data;

/// <summary>How a scaling is written and read.</summary>
public class ScalingTest
{
    [Theory]
    [InlineData("standardise", Scaling.Standardise)]
    [InlineData("standardize", Scaling.Standardise)] // as earlier versions wrote it
    [InlineData("whiten", Scaling.Whiten)]
    [InlineData("none", Scaling.None)]
    public void Names_are_read(string name, Scaling expected) =>
        Assert.Equal(expected, JsonSerializer.Deserialize<Scaling>($"\"{name}\"", JsonText.Options));

    [Fact]
    public void It_is_written_in_British_spelling() =>
        Assert.Equal("\"standardise\"", JsonSerializer.Serialize<Scaling?>(Scaling.Standardise, JsonText.Options));

    [Theory]
    [InlineData("\"standard\"")]
    [InlineData("1")]
    public void Other_values_are_refused(string json) => Assert.Contains("whiten, standardise, none",
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Scaling>(json, JsonText.Options)).Message);
}
