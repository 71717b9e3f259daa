using Ivae.Data;

namespace Ivae.Test.Data;

public sealed class ArrayDatasetTest : IDisposable
{
    private static readonly NpyArray X = NpyArray.Of([1f, 2, 3, 4, 5, 6, 7, 8], 4, 2);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Whole_numbers_are_levels()
    {
        foreach (var u in new[]
        {
            NpyArray.Of([7L, 3, 7, 3], 4), NpyArray.Of([7f, 3, 7, 3], 4), NpyArray.Of([7, 3, 7, 3], 4, 1),
        })
        {
            var variable = Assert.Single(Read(new DatasetOptions(), ("x", X), ("u", u)).Auxiliary.Categorical);
            Assert.Equal(("u", "3", "7"), (variable.Name, variable.Levels[0], variable.Levels[1]));
            Assert.Equal([1, 0, 1, 0], variable.Codes);
        }
    }

    [Fact]
    public void One_hot_is_one_variable_and_keeps_levels_that_never_occur()
    {
        var data =
            Read(new DatasetOptions(), ("x", X), ("u", NpyArray.Of([0f, 0, 1, 1, 0, 0, 0, 0, 1, 1, 0, 0], 4, 3)));
        var variable = Assert.Single(data.Auxiliary.Categorical);
        Assert.Equal(["1", "2", "3"], variable.Levels);
        Assert.Equal([2, 0, 2, 0], variable.Codes);
    }

    [Fact]
    public void Other_numbers_stay_numbers()
    {
        var data = Read(new DatasetOptions(), ("x", X), ("u", NpyArray.Of([0.5, 1, 2, 3], 4)));
        Assert.Equal(["u"], data.Auxiliary.NumericNames);
        data = Read(new DatasetOptions(), ("x", X), ("u", NpyArray.Of([0.5, 1, 2, 3, 0.5, 1, 2, 0], 4, 2)));
        Assert.Equal(["u1", "u2"], data.Auxiliary.NumericNames);
        data = Read(new DatasetOptions { Auxiliary = "u:numeric" }, ("x", X), ("u", NpyArray.Of([1L, 1, 2, 2], 4)));
        Assert.Equal(["u"], data.Auxiliary.NumericNames);
    }

    [Fact]
    public void Keys_can_be_chosen_and_sources_are_kept_apart()
    {
        var data = Read(new DatasetOptions { Observed = "y", Auxiliary = "label", Segments = 2 },
            ("y", X), ("label", NpyArray.Of([1, 1, 2, 2], 4)), ("s", NpyArray.Of([1d, 2, 3, 4], 4)));
        Assert.Equal(["y1", "y2"], data.ObservedNames);
        Assert.Equal(["label", "segment"], data.Auxiliary.Categorical.Select(variable => variable.Name));
        Assert.Equal([1, 2, 3, 4], data.Sources!.Values);
    }

    [Fact]
    public void A_recipe_codes_alike_and_knows_its_levels()
    {
        var recipe = Read(new DatasetOptions(), ("x", X), ("u", NpyArray.Of([7, 3, 7, 3], 4))).Recipe;
        Assert.Equal([1], Read(
            recipe, ("x", NpyArray.Of([1f, 2], 1, 2)), ("u", NpyArray.Of([7f], 1))).Auxiliary.Categorical[0].Codes);
        Assert.Contains("\"4\" in row 1 is not a level",
            Refused(recipe, ("x", NpyArray.Of([1f, 2], 1, 2)), ("u", NpyArray.Of([4f], 1))));
        Assert.Contains("no array \"u\"", Refused(recipe, ("x", X)));
        Assert.Contains("one-hot with 2 columns",
            Refused(recipe, ("x", NpyArray.Of([1f, 2], 1, 2)), ("u", NpyArray.Of([0f, 1], 1, 2))));
        var wide = NpyArray.Of([1f, 2, 3], 1, 3);
        Assert.Contains(
            "3 columns where the model was fitted to 2", Refused(recipe, ("x", wide), ("u", NpyArray.Of([7f], 1))));
        Assert.True(DatasetReader.Read(Write(("x", X)), recipe, requireAuxiliary: false).Auxiliary.IsEmpty);

        var npy = folder.Of("x.npy");
        new NpyFormat().Write(npy, [new("x", X)]);
        Assert.True(DatasetReader.Read(npy, recipe, requireAuxiliary: false).Auxiliary.IsEmpty);
        Assert.Contains("holds no u", Assert.Throws<DataException>(() => DatasetReader.Read(npy, recipe)).Message);
    }

    [Fact]
    public void A_recipe_of_one_hot_reads_one_hot()
    {
        var recipe = Read(
            new DatasetOptions(), ("x", X), ("u", NpyArray.Of([0f, 0, 1, 1, 0, 0, 0, 1, 0, 1, 0, 0], 4, 3))).Recipe;
        Assert.Equal([1], Read(recipe, ("x", NpyArray.Of([1f, 2], 1, 2)),
            ("u", NpyArray.Of([0, 1, 0], 1, 3))).Auxiliary.Categorical[0].Codes);
    }

    [Fact]
    public void Missing_rows_are_refused_with_their_place_or_dropped_everywhere()
    {
        var x = NpyArray.Of([1f, 2, 3, float.NaN, 5, 6, 7, 8], 4, 2);
        var u = NpyArray.Of([1, 1, 2, 2], 4);
        var s = NpyArray.Of([1d, 2, 3, 4], 4);
        Assert.Contains("row 2, column 2 is missing", Refused(new DatasetOptions(), ("x", x), ("u", u)));
        var data = Read(new DatasetOptions { Missing = MissingValues.Drop }, ("x", x), ("u", u), ("s", s));
        Assert.Equal([1, 3, 4], data.RowNumbers);
        Assert.Equal([0, 1, 1], data.Auxiliary.Categorical[0].Codes);
        Assert.Equal([1, 3, 4], data.Sources!.Values);
        Assert.Contains("not finite", Refused(new DatasetOptions(), ("x", NpyArray.Of([1d, 1e300], 1, 2))));
    }

    [Fact]
    public void Arrays_that_do_not_fit_are_refused()
    {
        Assert.Contains(
            "u has 3 rows and x 4", Refused(new DatasetOptions(), ("x", X), ("u", NpyArray.Of([1, 2, 3], 3))));
        Assert.Contains("(0, 2)", Refused(new DatasetOptions(), ("x", NpyArray.Of(Array.Empty<float>(), 0, 2))));
        Assert.Contains("no array \"x\"", Refused(new DatasetOptions(), ("y", X)));
        Assert.Contains("(2, 2, 2)", Refused(new DatasetOptions(), ("x", NpyArray.Of(new float[8], 2, 2, 2))));
    }

    [SharedDataFact("paper-d5-gauss-seed1.npz")]
    public void Paper_shared_data()
    {
        var data = DatasetReader.Read(SharedData.Path("paper-d5-gauss-seed1.npz"));
        var variable = Assert.Single(data.Auxiliary.Categorical);
        Assert.Equal((40_000, 5, 40), (data.Rows, data.Observed.Columns, variable.Levels.Count));
        Assert.All(variable.Codes.CountBy(code => code), pair => Assert.Equal(1000, pair.Value));
        Assert.Equal((40_000, 5), (data.Sources!.Rows, data.Sources.Columns));
    }

    private string Write(params (string Key, NpyArray Array)[] arrays)
    {
        var path = folder.Of("a.npz");
        new NpzFormat().Write(path, arrays.Select(pair => KeyValuePair.Create(pair.Key, pair.Array)), overwrite: true);
        return path;
    }

    private Dataset Read(DatasetOptions options, params (string, NpyArray)[] arrays) =>
        DatasetReader.Read(Write(arrays), options);

    private Dataset Read(AuxiliaryRecipe recipe, params (string, NpyArray)[] arrays) =>
        DatasetReader.Read(Write(arrays), recipe);

    private string Refused(DatasetOptions options, params (string, NpyArray)[] arrays) =>
        Assert.Throws<DataException>(() => Read(options, arrays)).Message;

    private string Refused(AuxiliaryRecipe recipe, params (string, NpyArray)[] arrays) =>
        Assert.Throws<DataException>(() => Read(recipe, arrays)).Message;
}
