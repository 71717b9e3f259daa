using System.Globalization;
using System.Numerics;
using Parquet;
using Parquet.Schema;

namespace Ivae.Data;

/// <summary>The columns of a Parquet file.</summary>
internal sealed class ParquetColumns
{
    private const string Format = "Parquet";

    private readonly string path;
    private readonly Stream file;
    private readonly ParquetWindow window;
    private readonly ParquetReader reader;
    private readonly DataField[] fields;
    private readonly int rows;

    /// <summary>Reads what columns there are.</summary>
    /// <exception cref="DataException">The file is damaged, or cannot be read.</exception>
    public ParquetColumns(Stream file, string path)
    {
        (this.path, this.file, window) = (path, file, new ParquetWindow(file));
        (reader, fields, var count) = ForeignReader.Read(path, Format, () =>
        {
            ParquetFrame.RequireFooter(file);
            var options = new ParquetOptions { UseDateOnlyTypeForDates = false };
            var opened = ParquetReader.CreateAsync(window, options, true).GetAwaiter().GetResult();
            if (opened.RowGroups.Any(group => group.RowCount < 0))
                throw new InvalidDataException("a group of fewer rows than none");
            return (opened, opened.Schema.GetDataFields(), opened.RowGroups.Sum(group => group.RowCount));
        });
        rows = ForeignReader.Length(path, [count], sizeof(double), file.Length, isCompressed: true) / sizeof(double);
        Names = Array.ConvertAll(fields, field => field.Path.ToString());
        Refused = fields.Index().Where(pair => Refusal(pair.Item) is not null)
            .ToDictionary(pair => pair.Index, pair => Refusal(pair.Item)!);
    }

    /// <summary>Names of the columns; those of columns within columns with a slash between.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Columns that cannot be read, with the reason.</summary>
    public IReadOnlyDictionary<int, string> Refused { get; }

    /// <summary>The column at a position, <c>[N]</c>.</summary>
    public TableColumn Read(int position)
    {
        var field = fields[position];
        var column = new ForeignColumn(Names[position], rows);
        Action add = Type.GetTypeCode(field.ClrType) switch
        {
            TypeCode.Single => Numbers<float>,
            TypeCode.Double => Numbers<double>,
            TypeCode.SByte => Numbers<sbyte>,
            TypeCode.Byte => Numbers<byte>,
            TypeCode.Int16 => Numbers<short>,
            TypeCode.UInt16 => Numbers<ushort>,
            TypeCode.Int32 => Numbers<int>,
            TypeCode.UInt32 => Numbers<uint>,
            TypeCode.Int64 => Numbers<long>,
            TypeCode.UInt64 => Numbers<ulong>,
            TypeCode.Decimal => () => Converted<decimal>(value => (double)value),
            TypeCode.Boolean => () => Converted<bool>(value => value ? 1 : 0),
            TypeCode.DateTime => () => Texts<DateTime>(ForeignColumn.Time),
            _ when field.ClrType == typeof(TimeSpan) => () => Converted<TimeSpan>(value => value.TotalSeconds),
            _ => () => Texts<ReadOnlyMemory<char>>(value => value.ToString()),
        };
        add();
        return column.ToColumn();

        void Numbers<T>()
            where T : struct, INumber<T>
        {
            foreach (var group in Groups<T>(field))
                column.Add<T>(group.Values, group.IsMissing);
        }

        void Converted<T>(Func<T, double> convert)
            where T : struct
        {
            foreach (var group in Groups<T>(field))
                column.Add<double>(Array.ConvertAll(group.Values, value => convert(value)), group.IsMissing);
        }

        void Texts<T>(Func<T, string> convert)
            where T : struct
        {
            foreach (var group in Groups<T>(field))
                column.Add(group.Values.Select((value, row) =>
                    group.IsMissing?.Invoke(row) == true ? null : convert(value)));
        }
    }

    private IEnumerable<ParquetValues<T>> Groups<T>(DataField field)
        where T : struct
    {
        foreach (var group in reader.RowGroups)
            yield return ForeignReader.Read(path, Format, () =>
            {
                var chunk = group.GetMetadata(field)?.MetaData
                    ?? throw new InvalidDataException($"no data of column {field.Name}");
                if (chunk.NumValues != group.RowCount)
                    throw new InvalidDataException($"{chunk.NumValues} values in {group.RowCount} rows");
                window.End = ParquetFrame.RequirePages(file, chunk);
                return new ParquetValues<T>((int)group.RowCount, field.MaxDefinitionLevel).Read((values, levels) =>
                    group.ReadRawAsync(field, values, levels, null).AsTask().GetAwaiter().GetResult());
            });
    }

    private static bool IsText(DataField field) =>
        field.ClrType == typeof(string) || field.ClrType == typeof(ReadOnlyMemory<char>);

    private static string? Refusal(DataField field)
    {
        if (field.MaxRepetitionLevel > 0)
            return "is a list; write its elements as columns.";
        return IsText(field) || field.ClrType == typeof(DateTime) || field.ClrType == typeof(bool)
            || field.ClrType == typeof(TimeSpan)
            || Type.GetTypeCode(field.ClrType) is >= TypeCode.SByte and <= TypeCode.Decimal
            ? null
            : string.Create(CultureInfo.InvariantCulture,
                $"is of type {field.ClrType.Name}; write it as numbers or texts.");
    }
}
