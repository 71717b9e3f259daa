using System.Text;
using CsvHelper;

namespace Ivae.Data;

/// <summary>
/// Walks over the records of a text table; cells are views into the read buffer, trimmed and unquoted.
/// </summary>
internal sealed class TableCells : IDisposable
{
    // CsvHelper splits at one character; a run of spaces and tabs is split here, over records that it must then leave
    // whole.
    private const char NoSeparator = '\u001F';

    private readonly CsvReader reader;
    private readonly bool whitespace;
    private readonly List<Range> runs = [];

    public TableCells(Stream stream, char delimiter)
    {
        whitespace = delimiter == ' ';
        reader = CsvReader.Create(stream, new CsvReaderOptions
        {
            Separator = whitespace ? NoSeparator : delimiter,
            Mode = whitespace ? CsvMode.NoEscape : CsvMode.Rfc4180,
            HasHeader = false,
            SkipEmptyLines = true,
            TrimWhitespace = true,
            TrackLineNumbers = true,
            MalformedData = CsvMalformedDataHandling.Throw,
            MaxRecordSize = 64 << 20,
        });
    }

    public int Count => whitespace ? runs.Count : reader.FieldCount;

    public int Line => (int)reader.LineNumber;

    public ReadOnlySpan<byte> this[int cell] => whitespace ? reader.RawRecord[runs[cell]] : reader.GetSpan(cell);

    public string Text(int cell) => Encoding.UTF8.GetString(this[cell]);

    /// <summary>Moves to the next record that is not blank.</summary>
    public bool Read()
    {
        while (reader.Read())
        {
            if (whitespace)
                FindRuns(reader.RawRecord);
            if (whitespace ? Count > 0 : Count > 1 || !reader.RawRecord.Trim(" \t"u8).IsEmpty)
                return true;
        }

        return false;
    }

    public void Dispose() => reader.Dispose();

    private void FindRuns(ReadOnlySpan<byte> record)
    {
        runs.Clear();
        for (var at = 0; at < record.Length; at++)
        {
            if (record[at] is (byte)' ' or (byte)'\t')
                continue;
            var quoted = record[at] == '"' && record[(at + 1)..].Contains((byte)'"');
            var rest = record[(quoted ? at + 1 : at)..];
            var length = quoted ? rest.IndexOf((byte)'"') : rest.IndexOfAny((byte)' ', (byte)'\t');
            var start = record.Length - rest.Length;
            at = length < 0 ? record.Length : start + length;
            runs.Add(start..at);
        }
    }
}
