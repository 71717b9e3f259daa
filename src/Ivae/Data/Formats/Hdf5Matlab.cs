using PureHDF;
using PureHDF.VOL.Native;

namespace Ivae.Data;

/// <summary>
/// The variables of a MATLAB 7.3 file: HDF5, whose dimensions run backwards, with texts as numbers and cells and struct
/// arrays as references.
/// </summary>
internal sealed class Hdf5Matlab(Hdf5 file, string path)
{
    private const int MaxDepth = 16;
    private const int MaxExpansion = 10;
    private const string Own = "#"; // #refs# and #subsystem# hold what others refer to

    // Cells may refer to one value many times: what is read of all is bounded by the file.
    private long left = file.Length * MaxExpansion;

    /// <exception cref="DataException">The file is damaged.</exception>
    public static IReadOnlyList<KeyValuePair<string, MatValue>> Read(Stream stream, string path)
    {
        using var file = new Hdf5(stream, path);
        var reader = new Hdf5Matlab(file, path);
        return [.. file.Children(file.Root).Where(child => !child.Name.StartsWith(Own, StringComparison.Ordinal))
            .Select(child => KeyValuePair.Create(child.Name, reader.Value(child, 0)))];
    }

    private MatValue Value(IH5Object from, int depth)
    {
        if (depth > MaxDepth)
            throw new DataException(path, $"has values within values, more than {MaxDepth} deep; save them flat.");
        if (from is IH5Group group)
            return Group(group, depth);
        if (from is not IH5Dataset dataset)
            return new MatValue([1]) { Refusal = "is a link; save the variable itself." };
        var kind = file.Text(dataset, "MATLAB_class") ?? "";
        try
        {
            if (file.Numbers(dataset, "MATLAB_empty") is [not 0])
                return new MatValue([0, 0]) { Type = kind == "char" ? null : "f8", Texts = kind == "char" ? [] : null };
            if (file.Read(() => dataset.Type.Class) == H5DataTypeClass.Reference)
                return new MatValue(Shape(dataset)) { Cells = Referred(dataset, depth) };
            var array = file.ToArray(dataset, $"{path}:{dataset.Name}");
            if (array.Texts is { } texts)
                return new MatValue([texts.Count]) { Texts = [.. texts] };
            var value = new MatValue([.. array.Shape.Reverse()]) { Type = array.Type, Bytes = array.Bytes.ToArray() };
            return kind == "char" ? Text(value, array) : value;
        }
        catch (DataException e)
        {
            return new MatValue([1]) { Refusal = e.Message[(e.Path.Length + 2)..] };
        }
    }

    private MatValue Group(IH5Group group, int depth)
    {
        if (file.Text(group, "MATLAB_class") is "table" or "string" or "categorical")
            return new MatValue([1]) { Refusal = "is an object; save numbers, or a cell array of texts." };
        var values = file.Children(group).ToDictionary(child => child.Name, child => Value(child, depth + 1));
        // A struct array has in each field references to the values of its elements.
        var lengths = values.Values.Select(value => value.Cells?.Length).Distinct().ToArray();
        var isArray = lengths is [> 0] && file.Children(group).OfType<IH5Dataset>().All(field =>
            file.Text(field, "MATLAB_class") is null);
        return new MatValue([1, isArray ? lengths[0]!.Value : 1])
        {
            Fields = values.ToDictionary(pair => pair.Key, pair => isArray ? pair.Value.Cells! : [pair.Value]),
        };
    }

    private MatValue[] Referred(IH5Dataset dataset, int depth)
    {
        var count = ForeignReader.Length(path, file.Shape(dataset), 8, file.Length, isCompressed: true) / 8;
        var references = count == 0 ? [] : file.Read(() => dataset.Read<NativeObjectReference1[]>());
        return Array.ConvertAll(references, reference =>
        {
            var value = Value(file.Read(() => file.Root.Get(reference)), depth + 1);
            left -= 8 + value.Bytes.Length;
            return left >= 0
                ? value
                : throw new DataException(path, $"refers to more values than {MaxExpansion} times its size; save it "
                + "flat.");
        });
    }

    private static MatValue Text(MatValue value, NpyArray letters)
    {
        var codes = letters.ToDoubles();
        var rows = codes.Length == 0 ? 0 : value.Shape is [var first, ..] ? Math.Max(1, first) : 1;
        var columns = codes.Length / Math.Max(1, rows);
        return value with
        {
            Type = null,
            Texts = [.. Enumerable.Range(0, rows).Select(row =>
                new string([.. Enumerable.Range(0, columns).Select(j => (char)codes[j * rows + row])]).TrimEnd())],
        };
    }

    private int[] Shape(IH5Dataset dataset) =>
        [.. file.Shape(dataset).Reverse().Select(length => (int)Math.Min(length, int.MaxValue))];
}
