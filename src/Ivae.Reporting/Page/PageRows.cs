using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Ivae.Numerics;
using Ivae.Reporting.Figures;
using Ivae.Reporting.Plotting;

namespace Ivae.Reporting;

/// <summary>The numbers behind the traces of a page, for those who zoom or point at them.</summary>
internal static class PageRows
{
    /// <summary>Numbers in a page at most, 5 bytes each; of more rows every second, third, … is kept.</summary>
    private const int MaxValues = 350_000;

    /// <summary>Name of the trace of a latent, from 0.</summary>
    public static string OfLatent(int latent) => string.Create(CultureInfo.InvariantCulture, $"z{latent}");

    /// <summary>Name of the trace of an observed column, from 0.</summary>
    public static string OfObserved(int column) => string.Create(CultureInfo.InvariantCulture, $"x{column}");

    /// <summary>Name of the trace of a continuous column of u, from 0.</summary>
    public static string OfContinuous(int column) => string.Create(CultureInfo.InvariantCulture, $"u{column}");

    /// <summary>Adds them to a page.</summary>
    public static void Write(HtmlWriter body, RunReport report)
    {
        if (report.Rows == 0)
            return;
        var view = new RowView(report);
        var columns = new List<(string Name, Matrix Values, int Column)>();
        Add(OfObserved, report.Observed);
        Add(OfLatent, report.Latents);
        Add(OfContinuous, report.Continuous);
        var step = (int)Math.Ceiling((double)report.Rows * columns.Count / MaxValues);
        int[] rows = [.. view.Order.Where((_, place) => place % step == 0)];
        var numbers = rows.Select(row => report.RowNumbers?[row] ?? row + 1);
        var page = new JsonObject
        {
            ["count"] = report.Rows,
            ["step"] = step,
            ["numbers"] = Base64([.. numbers]),
            ["values"] = new JsonObject(columns.Select(column => KeyValuePair.Create(column.Name, (JsonNode?)Base64(
                [.. rows.Select(row => column.Values[row, column.Column])])))),
        };
        if (report.Levels is { } levels)
            page["levels"] = new JsonObject
            {
                ["name"] = levels.Name,
                ["names"] = new JsonArray([.. levels.Levels.Select(name => (JsonNode)name)]),
                ["codes"] = Base64([.. rows.Select(row => levels.Codes[row])]),
                ["few"] = LevelColours.AreFew(levels),
                ["stripe"] = Palette.Grid,
                ["colours"] = new JsonArray(view.Runs.Count == 0
                    ? []
                    : [.. levels.Levels.Select((_, level) => (JsonNode)LevelColours.Of(levels, level))]),
            };
        body.Raw($"<script type=\"application/json\" id=\"rows\">{page.ToJsonString()}</script>\n");
        if (step > 1)
            body.Paragraph($"Zoom and values under the pointer are of {Ticks.Fixed(rows.Length, 0)} of "
                + $"{Ticks.Fixed(report.Rows, 0)} rows, evenly spaced; latents.csv has all.", "model");

        void Add(Func<int, string> name, Matrix? values)
        {
            for (var column = 0; column < Math.Min(RowView.MaxShown, values?.Columns ?? 0); column++)
                columns.Add((name(column), values!, column));
        }
    }

    private static string Base64<T>(T[] values)
        where T : unmanaged => Base64Url.EncodeToString(MemoryMarshal.AsBytes(values.AsSpan()));
}
