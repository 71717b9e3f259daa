using PureHDF;

namespace Ivae.Data;

/// <summary>
/// The arrays of an AnnData file (.h5ad): x is X, or a layer by its key <c>layers/NAME</c>, dense or sparse, with the
/// names of var; u is made of columns of obs. Source: on-disk format of AnnData, versions .7 and later.
/// </summary>
internal static class AnnDataFile
{
    private const string RowNames = "row_names";
    private const string Index = "_index";

    /// <summary>Whether a file is one: its root says so, or holds X, obs and var.</summary>
    public static bool Is(Hdf5 file) => file.Text(file.Root, "encoding-type") == "anndata"
        || ((string[])["X", "obs", "var"]).All(name => file.Find<IH5Object>(file.Root, name) is not null);

    /// <summary>The arrays, each read when it is asked for.</summary>
    public static ArrayBundle Open(Hdf5 file, string path)
    {
        var reader = new AnnDataReader(file, path);
        var elements = new Dictionary<string, Func<NpyArray>>();
        foreach (var key in (string[])["X", "raw/X"])
            if (file.Find<IH5Object>(file.Root, key) is { } matrix)
                elements[key] = () => reader.Matrix(matrix, Variables(key), $"{path}:{key}");
        foreach (var name in (string[])["layers", "obsm"])
            if (file.Find<IH5Group>(file.Root, name) is { } group)
                foreach (var child in file.Children(group))
                    elements[$"{name}/{child.Name}"] = () =>
                        reader.Matrix(child, Variables($"{name}/"), $"{path}:{name}/{child.Name}");
        if (file.Find<IH5Group>(file.Root, "obs") is { } obs)
        {
            var index = file.Text(obs, Index) ?? Index;
            foreach (var child in file.Children(obs))
                if (child.Name != index && child.Name != AnnDataReader.EarlierCategories)
                    elements[$"obs/{child.Name}"] = () => reader.Column(obs, child, $"{path}:obs/{child.Name}");
        }

        return new ArrayBundle(path, [.. elements.Keys], key => elements[key]())
        {
            Observed = "X",
            Names = key => Variables(key) is { } frame ? reader.Names(frame) : null,
            RowNames = () => reader.Names("obs"),
        };
    }

    // The data frame that names the columns of a matrix.
    private static string? Variables(string key) =>
        key == "X" || key.StartsWith("layers/", StringComparison.Ordinal) ? "var" : key == "raw/X" ? "raw/var" : null;

    /// <summary>
    /// Writes x as X, vectors as columns of obs and other matrices into obsm, latents z as X_ivae; rows are called what
    /// "row_names" says, or by their number.
    /// </summary>
    public static void Write(Stream stream, IEnumerable<KeyValuePair<string, NpyArray>> arrays)
    {
        var all = arrays.ToDictionary();
        var rows = all.Values.First().Shape[0];
        var names = all.GetValueOrDefault(RowNames)?.Texts?.ToArray()
            ?? (all.GetValueOrDefault("row")?.ToDoubles().Select(row => AuxiliaryRecipe.Level((float)row)).ToArray()
            ?? AuxiliaryRecipe.Numbered(rows));
        var columns = all.Where(pair => pair.Value.Shape.Count == 1 && pair.Key != RowNames).ToArray();
        var matrices = all.Where(pair => pair.Value.Shape.Count == 2 && pair.Key != "x").ToArray();
        var obsm = Group("dict", "0.1.0");
        foreach (var (key, array) in matrices)
            obsm[key == "z" ? "X_ivae" : $"X_{key}"] = Dataset(array.ToMatrix().ToArray());
        var file = new H5File
        {
            ["obs"] = Frame(names, columns),
            ["obsm"] = obsm,
        };
        var width = 0;
        if (all.TryGetValue("x", out var x))
        {
            var matrix = x.ToMatrix();
            (file["X"], width) = (Dataset(matrix.ToArray()), matrix.Columns);
        }

        file["var"] = Frame(TableReader.Names("x", width), []);
        file.Attributes["encoding-type"] = "anndata";
        file.Attributes["encoding-version"] = "0.1.0";
        using var written = new MemoryStream();
        file.Write(written);
        stream.Write(written.ToArray());
    }

    private static H5Group Frame(string[] names, KeyValuePair<string, NpyArray>[] columns)
    {
        var frame = Group("dataframe", "0.2.0");
        frame[Index] = Texts(names);
        foreach (var (key, array) in columns)
            frame[key] = array.Texts is { } texts ? Texts([.. texts]) : Dataset(array.ToDoubles());
        frame.Attributes[Index] = Index;
        frame.Attributes["column-order"] = columns.Select(column => column.Key).ToArray();
        return frame;
    }

    private static H5Group Group(string type, string version)
    {
        var group = new H5Group();
        group.Attributes["encoding-type"] = type;
        group.Attributes["encoding-version"] = version;
        return group;
    }

    private static H5Dataset Texts(string[] texts) => With("string-array", new H5Dataset(texts));

    private static H5Dataset Dataset(object values) => With("array", new H5Dataset(values));

    private static H5Dataset With(string type, H5Dataset dataset)
    {
        dataset.Attributes["encoding-type"] = type;
        dataset.Attributes["encoding-version"] = "0.2.0";
        return dataset;
    }
}
