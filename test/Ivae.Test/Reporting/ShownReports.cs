using Ivae.Reporting;

namespace Ivae.Test.Reporting;

/// <summary>Reports for human eyes: IVAE_SHOW_REPORTS names a folder, which then holds them after the tests.</summary>
public class ShownReports
{
    private static string? Folder => Environment.GetEnvironmentVariable("IVAE_SHOW_REPORTS");

    [ShownFact]
    public void Examples_are_written_to_be_looked_at()
    {
        Write("segments", ReportExamples.Of(14_980, 14, 8, 60));
        string[] names = ["eyes open", "eyes <closed> & \"more\"", "säsong 春"];
        Write("states", ReportExamples.Of(6000, 4, 4, 3, shuffled: true, levelNames: names));
        Write("curves", ReportExamples.Of(900, 5, 4, 50, sources: false) with
        {
            Levels = null,
            PriorGrid = [.. Enumerable.Range(0, 50).Select(i => i / 10.0)],
            PriorGridName = "temperature, °C",
        });
    }

    private static void Write(string name, RunReport report) =>
        File.WriteAllText(Path.Combine(Folder!, name + ".html"), HtmlReport.Render(report));

    private sealed class ShownFactAttribute : FactAttribute
    {
        public ShownFactAttribute()
        {
            if (Folder is null)
                Skip = "set IVAE_SHOW_REPORTS to a folder to get example reports";
        }
    }
}
