using System.Text;
using CsvHelper;

namespace Ivae.Data;

/// <summary>Walks over the records of a text table; cells are views into the read buffer, trimmed and unquoted.</summary>
internal sealed class TableCells : IDisposable
{
    // CsvHelper splits at one character; a run of spaces and tabs is split here, over records that it must then leave whole.
    private const char NoSeparator = '\u001F';

    private readonly CsvReader _reader;
    private readonly bool _whitespace;
    private readonly List<Range> _runs = [];

    public TableCells(Stream stream, char delimiter)
    {
        _whitespace = delimiter == ' ';
        _reader = CsvReader.Create(stream, new CsvReaderOptions
        {
            Separator = _whitespace ? NoSeparator : delimiter,
            Mode = _whitespace ? CsvMode.NoEscape : CsvMode.Rfc4180,
            HasHeader = false,
            SkipEmptyLines = true,
            TrimWhitespace = true,
            TrackLineNumbers = true,
            MalformedData = CsvMalformedDataHandling.Throw,
            MaxRecordSize = 64 << 20,
        });
    }

    public int Count => _whitespace ? _runs.Count : _reader.FieldCount;

    public int Line => (int)_reader.LineNumber;

    public ReadOnlySpan<byte> this[int cell] => _whitespace ? _reader.RawRecord[_runs[cell]] : _reader.GetSpan(cell);

    public string Text(int cell) => Encoding.UTF8.GetString(this[cell]);

    /// <summary>Moves to the next record that is not blank.</summary>
    public bool Read()
    {
        while (_reader.Read())
        {
            if (_whitespace)
                FindRuns(_reader.RawRecord);
            if (_whitespace ? Count > 0 : Count > 1 || !_reader.RawRecord.Trim(" \t"u8).IsEmpty)
                return true;
        }

        return false;
    }

    public void Dispose() => _reader.Dispose();

    private void FindRuns(ReadOnlySpan<byte> record)
    {
        _runs.Clear();
        for (var at = 0; at < record.Length; at++)
        {
            if (record[at] is (byte)' ' or (byte)'\t')
                continue;
            var quoted = record[at] == '"' && record[(at + 1)..].Contains((byte)'"');
            var rest = record[(quoted ? at + 1 : at)..];
            var length = quoted ? rest.IndexOf((byte)'"') : rest.IndexOfAny((byte)' ', (byte)'\t');
            var start = record.Length - rest.Length;
            at = length < 0 ? record.Length : start + length;
            _runs.Add(start..at);
        }
    }
}
