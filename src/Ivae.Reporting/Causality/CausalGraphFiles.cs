using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ivae.Causality;
using Ivae.Data;
using Ivae.Reporting.Plotting;

namespace Ivae.Reporting.Causality;

/// <summary>A causal graph in the formats others read.</summary>
internal static class CausalGraphFiles
{
    /// <summary>Names of the files <see cref="Write"/> makes.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["graph.svg", "graph.graphml", "graph.dot", "edges.csv", "tests.csv", "graph.json", "report.html"];

    /// <summary>Writes every format among the new files of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="result">The graph and its tests.</param>
    /// <param name="facts">What made it: data, options, time.</param>
    /// <exception cref="DataException">A file cannot be written.</exception>
    /// <param name="figures">Its figures as files of their own.</param>
    /// <returns>Names of those of <paramref name="figures"/>.</returns>
    public static IReadOnlyList<string> Write(OutputFolder folder, GraphResult result,
        IReadOnlyDictionary<string, string> facts, FigureFiles figures)
    {
        var page = CausalReport.Render(result, facts);
        string[] contents =
        [
            CausalGraphPicture.ToSvg(result.Graph), GraphMl(result.Graph), Dot(result.Graph), Edges(result.Graph),
            Tests(result), Json(result, facts), page.Html,
        ];
        foreach (var (name, content) in Names.Zip(contents))
            folder.WriteText(name, content);
        return figures.Write(folder, page.Figures);
    }

    /// <summary>GraphML, for NetworkX, igraph, Gephi, yEd.</summary>
    public static string GraphMl(CausalGraph graph)
    {
        var text = new StringBuilder("""
            <?xml version="1.0" encoding="UTF-8"?>
            <graphml xmlns="http://graphml.graphdrawing.org/xmlns">
            <key id="name" for="node" attr.name="name" attr.type="string"/>
            <key id="gain" for="edge" attr.name="gain" attr.type="double"/>
            <key id="frequency" for="edge" attr.name="frequency" attr.type="double"/>
            <graph edgedefault="directed">

            """);
        foreach (var (index, name) in graph.Names.Index())
            text.Append(CultureInfo.InvariantCulture,
                $"<node id=\"n{index}\"><data key=\"name\">{SvgWriter.Escape(name)}</data></node>\n");
        foreach (var edge in graph.Edges)
        {
            text.Append(CultureInfo.InvariantCulture, $"<edge source=\"n{edge.From}\" target=\"n{edge.To}\" "
                + $"directed=\"{(edge.Directed ? "true" : "false")}\">");
            if (double.IsFinite(edge.Gain))
                text.Append($"<data key=\"gain\">{Number(edge.Gain)}</data>");
            if (edge.Frequency is { } share)
                text.Append($"<data key=\"frequency\">{Number(share)}</data>");
            text.Append("</edge>\n");
        }

        return text.Append("</graph>\n</graphml>\n").ToString();
    }

    /// <summary>DOT, for Graphviz.</summary>
    public static string Dot(CausalGraph graph)
    {
        static string Quoted(string name) =>
            $"\"{PlainText.Of(name).Replace("\\", "\\\\", StringComparison.Ordinal)
                .Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
        var text = new StringBuilder("digraph causes {\n");
        foreach (var name in graph.Names)
            text.Append($"  {Quoted(name)};\n");
        foreach (var edge in graph.Edges)
        {
            string[] attributes = [.. edge.Directed ? Array.Empty<string>() : ["dir=none"],
                .. edge.Frequency is { } share ? [$"label=\"{Number(share)}\""] : Array.Empty<string>()];
            text.Append($"  {Quoted(graph.Names[edge.From])} -> {Quoted(graph.Names[edge.To])}"
                + $"{(attributes.Length > 0 ? $" [{string.Join(", ", attributes)}]" : "")};\n");
        }

        return text.Append("}\n").ToString();
    }

    private static string Edges(CausalGraph graph)
    {
        var text = new StringBuilder("from,to,directed,gain,frequency\n");
        foreach (var edge in graph.Edges)
            text.Append($"{Cell(graph.Names[edge.From])},{Cell(graph.Names[edge.To])},{(edge.Directed ? 1 : 0)},"
                + $"{Number(edge.Gain)},{(edge.Frequency is { } share ? Number(share) : "")}\n");
        return text.ToString();
    }

    private static string Tests(GraphResult result)
    {
        var (names, text) = (result.Graph.Names, new StringBuilder("a,b,given,answer,evidence,low,high,likelihood_ratio"
            + ",dependence_a_to_b,dependence_b_to_a,skewness_a,skewness_b,confidence\n"));
        foreach (var (a, b, given, pair) in result.Pairs)
        {
            double[] numbers = [pair.Evidence, pair.EvidenceLow, pair.EvidenceHigh, pair.LikelihoodRatio,
                pair.ForwardDependence, pair.BackwardDependence, pair.ForwardSkewness, pair.BackwardSkewness,
                pair.Confidence];
            text.Append($"{Cell(names[a])},{Cell(names[b])},{Cell(string.Join(' ', given.Select(k => names[k])))},"
                + $"{Answer(names[a], names[b], pair.Answer)},{string.Join(',', numbers.Select(Number))}\n");
        }

        return text.ToString();
    }

    private static string Json(GraphResult result, IReadOnlyDictionary<string, string> facts)
    {
        var names = result.Graph.Names;
        var json = new JsonObject
        {
            ["variables"] = new JsonArray([.. names.Select(name => (JsonNode)name)]),
            ["edges"] = new JsonArray([.. result.Graph.Edges.Select(edge => (JsonNode)new JsonObject
            {
                ["from"] = names[edge.From],
                ["to"] = names[edge.To],
                ["directed"] = edge.Directed,
                ["gain"] = double.IsFinite(edge.Gain) ? edge.Gain : null,
                ["frequency"] = edge.Frequency,
            })]),
            ["tests"] = new JsonArray([.. result.Pairs.Select(test => (JsonNode)new JsonObject
            {
                ["a"] = names[test.A],
                ["b"] = names[test.B],
                ["given"] = new JsonArray([.. test.Given.Select(k => (JsonNode)names[k])]),
                ["result"] = JsonSerializer.SerializeToNode(
                    test.Result, RunJson.Indented.GetTypeInfo<PairResult>()),
            })]),
            ["facts"] = new JsonObject(facts.Select(fact => KeyValuePair.Create(fact.Key, (JsonNode?)fact.Value))),
        };
        return json.ToJsonString(RunJson.Indented) + "\n";
    }

    /// <summary>An answer as the names of the variables.</summary>
    internal static string Answer(string a, string b, DirectionAnswer answer) => answer switch
    {
        DirectionAnswer.Forward => $"{Cell(a)} -> {Cell(b)}",
        DirectionAnswer.Backward => $"{Cell(b)} -> {Cell(a)}",
        DirectionAnswer.Confounded => "not acyclic or confounded",
        _ => "undetermined",
    };

    internal static string Cell(string text)
    {
        // A spreadsheet runs what starts with =; as TableWriter.
        var shown = text is ['=' or '@', ..] ? $"'{text}" : text;
        return shown.AsSpan().ContainsAny(",\"\n\r") || shown.Length > text.Length
            ? $"\"{shown.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : text;
    }

    internal static string Number(double value) =>
        double.IsFinite(value) ? value.ToString("0.####", CultureInfo.InvariantCulture) : "";
}
