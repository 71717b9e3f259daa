using PureHDF;

namespace Ivae.Data;

/// <summary>Reads the elements of an AnnData file: matrices, columns of a data frame, names.</summary>
internal sealed class AnnDataReader(Hdf5 file, string path)
{
    /// <summary>Group of obs that held the texts of categories before version .8.</summary>
    public const string EarlierCategories = "__categories";

    private const string Encoding = "encoding-type";

    // Names of data frames, which sparse matrices ask for too.
    private readonly Dictionary<string, IReadOnlyList<string>?> namesOf = [];

    /// <summary>A matrix, dense or sparse.</summary>
    /// <param name="from">The matrix.</param>
    /// <param name="variables">The data frame that names its columns, if one does.</param>
    /// <param name="source">File and matrix, for messages.</param>
    public NpyArray Matrix(IH5Object from, string? variables, string source)
    {
        if (from is IH5Dataset dataset)
            return file.ToArray(dataset, source);
        var group = (IH5Group)from;
        var kind = file.Text(group, Encoding) ?? file.Text(group, "h5sparse_format");
        if (kind is not ("csr_matrix" or "csc_matrix" or "csr" or "csc"))
            throw new DataException(source,
                $"is of encoding \"{kind ?? "none"}\"; dense arrays, csr_matrix and csc_matrix can be read.");
        var shape = file.Numbers(group, "shape") is { Length: 2 } given ? given : file.Numbers(group, "h5sparse_shape");
        // What is not stored costs nothing in the file, so that it alone would not bound what is asked for.
        foreach (var (dimension, frame) in ((int, string?)[])[(0, "obs"), (1, variables)])
            if (frame is not null && shape.Length == 2 && Names(frame) is { Count: var count }
                && count != shape[dimension])
                throw new DataException(source, $"is a sparse matrix of {AuxiliaryText(shape[0])} × "
                    + $"{AuxiliaryText(shape[1])}, and {frame} has {count} names; write it again.");
        return Dense(group, shape, kind.StartsWith("csr", StringComparison.Ordinal), source);
    }

    /// <summary>A column of a data frame: numbers, texts, or the texts of categories.</summary>
    public NpyArray Column(IH5Group frame, IH5Object from, string source)
    {
        if (from is IH5Dataset dataset)
        {
            var column = file.ToArray(dataset, source);
            var earlier = file.Find<IH5Group>(frame, EarlierCategories) is { } all
                ? file.Find<IH5Dataset>(all, from.Name)
                : null;
            return earlier is null ? column : Categories(column, file.ToArray(earlier, source), source);
        }

        var group = (IH5Group)from;
        return file.Text(group, Encoding) switch
        {
            "categorical" => Categories(Member(group, "codes", source), Member(group, "categories", source), source),
            "nullable-integer" or "nullable-boolean" =>
                Masked(Member(group, "values", source), Member(group, "mask", source), source),
            var kind => throw new DataException(source, $"is of encoding \"{kind ?? "none"}\"; numbers, texts, "
                + "categorical, nullable-integer and nullable-boolean can be read."),
        };
    }

    /// <summary>The index of a data frame; <see langword="null"/> without one.</summary>
    public IReadOnlyList<string>? Names(string frame)
    {
        if (!namesOf.TryGetValue(frame, out var read))
            namesOf.Add(frame, read = ReadNames(frame));
        return read;
    }

    private IReadOnlyList<string>? ReadNames(string frame)
    {
        if (file.Find<IH5Group>(file.Root, frame) is not { } group)
            return null;
        var index = file.Text(group, "_index") ?? "_index";
        if (file.Find<IH5Dataset>(group, index) is not { } dataset)
            return null;
        var array = file.ToArray(dataset, $"{path}:{frame}/{index}");
        return array.Texts ?? [.. array.ToDoubles().Select(number => AuxiliaryRecipe.Level((float)number))];
    }

    private NpyArray Dense(IH5Group group, long[] shape, bool isByRow, string source)
    {
        var (data, indices, starts) = (Member(group, "data", source).ToDoubles(),
            Member(group, "indices", source).ToDoubles(), Member(group, "indptr", source).ToDoubles());
        if (shape.Length != 2 || shape[0] < 0 || shape[1] < 0 || shape[0] > int.MaxValue || shape[1] > int.MaxValue
            || starts.Length != (isByRow ? shape[0] : shape[1]) + 1 || indices.Length != data.Length)
            throw new DataException(source, "is a sparse matrix of "
                + $"{NearestName.List(Array.ConvertAll(shape, AuxiliaryText))} with {starts.Length} starts, "
                + $"{indices.Length} indices and {data.Length} values, which do not agree; "
                + "write it again.");
        var (rows, columns) = ((int)shape[0], (int)shape[1]);
        if ((long)rows * columns * sizeof(float) > Array.MaxLength)
            throw new DataException(source, $"has {rows} × {columns} numbers, {(long)rows * columns * sizeof(float)} "
                + $"bytes when dense; up to {Array.MaxLength} can be read. Keep fewer columns, for example the most "
                + "variable genes.");
        var values = new float[rows * columns];
        for (var outer = 0; outer + 1 < starts.Length; outer++)
        {
            if (!(starts[outer] >= 0 && starts[outer] <= starts[outer + 1] && starts[outer + 1] <= data.Length))
                throw new DataException(source, $"indptr runs from {starts[outer]} to {starts[outer + 1]} of "
                    + $"{data.Length} values; it must rise from 0 to their number.");
            for (var k = (int)starts[outer]; k < (int)starts[outer + 1]; k++)
            {
                if (!(indices[k] >= 0 && indices[k] < (isByRow ? columns : rows)))
                    throw new DataException(source, $"has the index {indices[k]} in {(isByRow ? columns : rows)}.");
                // Entries that occur twice add up, as scipy has it.
                values[isByRow ? outer * columns + (int)indices[k] : (int)indices[k] * columns
                    + outer] += (float)data[k];
            }
        }

        return NpyArray.Of(values, rows, columns).At(source);
    }

    private NpyArray Member(IH5Group group, string name, string source) =>
        file.Find<IH5Dataset>(group, name) is { } dataset
            ? file.ToArray(dataset, $"{source}/{name}")
            : throw new DataException(source, $"lacks \"{name}\"; write it again.");

    // The code −1 is a missing value.
    private static NpyArray Categories(NpyArray codes, NpyArray categories, string source)
    {
        string[] names = [.. categories.Texts ?? [.. categories.ToDoubles().Select(number =>
            AuxiliaryRecipe.Level((float)number))]];
        return new NpyArray(source, [.. codes.Shape], Array.ConvertAll(codes.ToDoubles(), code =>
            code == -1 ? "" : code >= 0 && code < names.Length
                ? names[(int)code]
                : throw new DataException(source, $"has the code {code}, and {names.Length} categories.")));
    }

    private static NpyArray Masked(NpyArray values, NpyArray mask, string source)
    {
        var (numbers, missing) = (values.ToDoubles(), mask.ToDoubles());
        if (numbers.Length != missing.Length)
            throw new DataException(source, $"has {numbers.Length} values and {missing.Length} marks of missing ones.");
        return NpyArray.Of([.. numbers.Select((number, i) => missing[i] != 0 ? double.NaN : number)],
            numbers.Length).At(source);
    }

    private static string AuxiliaryText(long number) => FormattableString.Invariant($"{number}");
}
