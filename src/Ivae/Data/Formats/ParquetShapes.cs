namespace Ivae.Data;

/// <summary>
/// Types of the fields of Parquet's structs, since the library takes each field for what it should be, whatever the
/// file says of it. Source: Apache Parquet, <c>parquet.thrift</c>.
/// </summary>
internal static class ParquetShapes
{
    private const string Nothing = "-";

    // The types of fields 1, 2, … of a struct: a list is in brackets, a struct has its name.
    private static readonly Dictionary<string, string[]> All = new()
    {
        ["FileMetaData"] = Words("int [SchemaElement] int [RowGroup] [KeyValue] text [ColumnOrder] Cipher text"),
        ["SchemaElement"] = Words("int int int text int int int int int LogicalType"),
        ["LogicalType"] = Words("Empty Empty Empty Empty Decimal Empty Time Time - Whole "
            + "Empty Empty Empty Empty Empty Variant Place Place"),
        ["Decimal"] = Words("int int"),
        ["Time"] = Words("bool TimeUnit"),
        ["TimeUnit"] = Words("Empty Empty Empty"),
        ["Whole"] = Words("byte bool"),
        ["Variant"] = Words("byte"),
        ["Place"] = Words("text int"),
        ["RowGroup"] = Words("[ColumnChunk] int int [SortingColumn] int int int"),
        ["SortingColumn"] = Words("int bool bool"),
        ["ColumnChunk"] = Words("text int ColumnMetaData int int int int ColumnCipher text"),
        ["ColumnMetaData"] = Words("int [int] [text] int int int int [KeyValue] int int int Statistics "
            + "[PageEncodingStats] int int SizeStatistics PlaceStatistics"),
        ["Statistics"] = Words("text text int int text text bool bool"),
        ["PageEncodingStats"] = Words("int int int"),
        ["SizeStatistics"] = Words("int [int] [int]"),
        ["PlaceStatistics"] = Words("Box [int]"),
        ["Box"] = Words("double double double double double double double double"),
        ["KeyValue"] = Words("text text"),
        ["ColumnOrder"] = Words("Empty"),
        ["Cipher"] = Words("CipherOf CipherOf"),
        ["CipherOf"] = Words("text text bool"),
        ["ColumnCipher"] = Words("Empty ColumnKey"),
        ["ColumnKey"] = Words("[text] text"),
        ["Empty"] = [],
        ["PageHeader"] = Words("int int int int DataPage Empty DictionaryPage DataPage2"),
        ["DataPage"] = Words("int int int int Statistics"),
        ["DictionaryPage"] = Words("int int bool"),
        ["DataPage2"] = Words("int int int int int int bool Statistics"),
    };

    /// <summary>The type of a field, or <see langword="null"/> where nothing is known of it.</summary>
    public static string? Of(string? shape, long field) =>
        shape is not null && All[shape].ElementAtOrDefault((int)Math.Clamp(field - 1, -1, int.MaxValue)) is var type
            && type is not Nothing
            ? type
            : null;

    /// <summary>The type of the elements of a list.</summary>
    public static string? OfElement(string? type) => type?[1..^1];

    /// <summary>Whether a type of Thrift's compact protocol is the one that is expected.</summary>
    public static bool Fits(string? expected, int type) => expected switch
    {
        null => true,
        "bool" => type is 1 or 2,
        "byte" => type == 3,
        "int" => type is 4 or 5 or 6,
        "double" => type == 7,
        "text" => type == 8,
        ['[', ..] => type is 9 or 10,
        _ => type == 12,
    };

    private static string[] Words(string types) => types.Split(' ');
}
