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
    private readonly Stream stream;
    private readonly ParquetReader reader;
    private readonly DataField[] fields;
    private readonly int rows;

    /// <summary>Reads what columns there are.</summary>
    /// <exception cref="DataException">The file is damaged, or cannot be read.</exception>
    public ParquetColumns(Stream stream, string path)
    {
        (this.path, this.stream) = (path, stream);
        ForeignReader.Read(path, Format, () =>
        {
            ParquetFrame.RequireFooter(stream);
            return 0;
        });
        reader = Await(ParquetReader.CreateAsync(stream, new ParquetOptions { UseDateOnlyTypeForDates = false }, true));
        fields = ForeignReader.Read(path, Format, () => reader.Schema.GetDataFields());
        var count = ForeignReader.Read(path, Format, () => reader.RowGroups.Sum(group => Math.Max(0, group.RowCount)));
        rows = ForeignReader.Length(path, [count], sizeof(double), stream.Length, isCompressed: true) / sizeof(double);
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
        ForeignReader.Read(path, Format, () =>
        {
            foreach (var group in reader.RowGroups)
                ParquetFrame.RequirePages(stream, group.GetMetadata(field)?.MetaData
                    ?? throw new InvalidDataException($"no data of column {field.Name}"));
            return 0;
        });
        var column = new ForeignColumn(Names[position], rows);
        var type = field.ClrType;
        if (IsText(field))
            Add<string?>(field, (group, values) => group.ReadAsync(field, values), column.Add);
        else if (type == typeof(DateTime))
            Add<DateTime?>(field, (group, values) => group.ReadAsync<DateTime>(field, values),
                values => column.Add(values.Select(time => time is { } known ? ForeignColumn.Time(known) : null)));
        else if (type == typeof(bool))
            Add<bool?>(field, (group, values) => group.ReadAsync<bool>(field, values), values =>
                column.Add<double>([.. values.Select(value => value is { } known ? known ? 1 : 0 : double.NaN)]));
        else if (type == typeof(TimeSpan))
            Add<TimeSpan?>(field, (group, values) => group.ReadAsync<TimeSpan>(field, values), values =>
                column.Add<double>([.. values.Select(value => value?.TotalSeconds ?? double.NaN)]));
        else
            Numbers(field, column, type);
        return column.ToColumn();
    }

    private void Numbers(DataField field, ForeignColumn column, Type type)
    {
        Action add = Type.GetTypeCode(type) switch
        {
            TypeCode.Single => Raw<float>,
            TypeCode.Double => Raw<double>,
            TypeCode.SByte => Raw<sbyte>,
            TypeCode.Byte => Raw<byte>,
            TypeCode.Int16 => Raw<short>,
            TypeCode.UInt16 => Raw<ushort>,
            TypeCode.Int32 => Raw<int>,
            TypeCode.UInt32 => Raw<uint>,
            TypeCode.Int64 => Raw<long>,
            TypeCode.UInt64 => Raw<ulong>,
            _ => () => Add<decimal?>(field, (group, values) => group.ReadAsync<decimal>(field, values), values =>
                column.Add<double>([.. values.Select(value => value is { } known ? (double)known : double.NaN)])),
        };
        add();

        // Values without those that are missing, and for each row whether it has one.
        void Raw<T>()
            where T : struct, INumber<T>
        {
            foreach (var group in reader.RowGroups)
            {
                var count = Count(group);
                var (values, levels) = (new T[count], field.MaxDefinitionLevel > 0 ? new int[count] : null);
                var room = levels is null ? default(Memory<int>?) : levels;
                Await(group.ReadRawAsync<T>(field, values, room, null).AsTask());
                if (levels is null || Array.TrueForAll(levels, level => level == field.MaxDefinitionLevel))
                {
                    column.Add<T>(values);
                    continue;
                }

                for (int row = count - 1, from = levels.Count(level =>
                    level == field.MaxDefinitionLevel); row >= 0; row--)
                    values[row] = levels[row] == field.MaxDefinitionLevel ? values[--from] : default;
                column.Add<T>(values, row => levels[row] != field.MaxDefinitionLevel);
            }
        }
    }

    private void Add<T>(
        DataField field, Func<ParquetRowGroupReader, Memory<T>, ValueTask> read, Action<IEnumerable<T>> add)
    {
        foreach (var group in reader.RowGroups)
        {
            var values = new T[Count(group)];
            Await(read(group, values).AsTask());
            add(values);
        }
    }

    // What is said of a group fits into what was said of all.
    private int Count(ParquetRowGroupReader group) => (int)Math.Clamp(group.RowCount, 0, rows);

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

    private T Await<T>(Task<T> task) => ForeignReader.Read(path, Format, () => task.GetAwaiter().GetResult());

    private void Await(Task task) => ForeignReader.Read(path, Format, () =>
    {
        task.GetAwaiter().GetResult();
        return 0;
    });
}
