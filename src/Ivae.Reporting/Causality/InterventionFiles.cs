using System.Globalization;
using System.Text;
using Ivae.Causality;
using Ivae.Data;
using Ivae.Numerics;

namespace Ivae.Reporting.Causality;

/// <summary>What an intervention does, as files.</summary>
internal static class InterventionFiles
{
    /// <summary>Names of the files <see cref="Write"/> makes.</summary>
    public static IReadOnlyList<string> Names { get; } = ["effects.csv", "counterfactuals.csv"];

    /// <summary>
    /// Writes the distribution of each variable, as observed and under the intervention, and every row as it would have
    /// been.
    /// </summary>
    /// <param name="folder">The folder, among whose new files they are.</param>
    /// <param name="names">Names of the variables <c>[d]</c>.</param>
    /// <param name="effects">Each variable before and after.</param>
    /// <param name="counterfactuals">Rows under the intervention <c>[N, d]</c>.</param>
    /// <exception cref="DataException">A file cannot be written.</exception>
    public static void Write(OutputFolder folder, IReadOnlyList<string> names,
        IReadOnlyList<InterventionEffect> effects, Matrix counterfactuals)
    {
        var text = new StringBuilder("variable,distribution,mean,standard_deviation,low_5,median,high_95\n");
        foreach (var effect in effects)
            foreach (var (kind, summary) in new[] { ("observed", effect.Before), ("intervened", effect.After) })
            {
                double[] numbers = [summary.Mean, summary.StandardDeviation, summary.Low, summary.Median, summary.High];
                var cells = numbers.Select(number => number.ToString("G6", CultureInfo.InvariantCulture));
                text.Append($"{CausalGraphFiles.Cell(names[effect.Variable])},{kind},{string.Join(',', cells)}\n");
            }

        folder.WriteText(Names[0], text.ToString());
        AtomicFile.Write(folder.New(Names[1]), overwrite: false, stream =>
        {
            using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true);
            TableWriter.WriteCsv(writer, counterfactuals, [.. names]);
        });
    }
}
