using System.Xml.Linq;
using Ivae.Causality;
using Ivae.Data;
using Ivae.Reporting.Causality;
using Ivae.Simulation;
using Ivae.Test.Data;

namespace Ivae.Test.Causality;

public class GraphTest
{
    private static readonly CausalGraph Example =
        new(["A", "B & \"C\"", "D"], [new CausalEdge(0, 1, true, 0.5, 0.8), new CausalEdge(1, 2, false, double.NaN)]);

    /// <summary>a → c ← b is all that independence determines of this graph: PC finds it exactly.</summary>
    [Fact]
    public void PcFindsACollider()
    {
        // An oracle of independence: a and b are independent unless c is given.
        static double Oracle(int i, int j, int[] given) =>
            Math.Min(i, j) == 0 && Math.Max(i, j) == 1 && !given.Contains(2) ? 1 : 0;
        var graph = PeterClark.Run(3, Oracle, 0.05);
        Assert.True(graph[0, 2] && graph[1, 2] && !graph[2, 0] && !graph[2, 1] && !graph[0, 1]);
    }

    /// <summary>A chain has no collider, so that both edges stay without direction.</summary>
    [Fact]
    public void PcLeavesAChainWithoutDirection()
    {
        static double Oracle(int i, int j, int[] given) => i + j == 2 && i != j && given.Contains(1) ? 1 : 0;
        var graph = PeterClark.Run(3, Oracle, 0.05);
        Assert.True(graph[0, 1] && graph[1, 0] && graph[1, 2] && graph[2, 1] && !graph[0, 2]);
    }

    [Fact]
    public void HammingDistanceCountsEachPairOnce()
    {
        bool[,] truth = { { false, true, false }, { false, false, true }, { false, false, false } };
        bool[,] reversed = { { false, false, true }, { true, false, true }, { false, false, false } };
        Assert.Equal(0, CausalGraph.HammingDistance(truth, truth));
        Assert.Equal(2, CausalGraph.HammingDistance(truth, reversed));
    }

    [Theory]
    [InlineData(GraphMethod.Order)]
    [InlineData(GraphMethod.Pc)]
    public void ASmallLinearGraphIsFound(GraphMethod method)
    {
        bool[,] chain = { { false, true, false }, { false, false, true }, { false, false, false } };
        var made = AcyclicSimulator.Generate(CausalExample.Pair with { Variables = 3, Graph = chain }, 5);
        var result = GraphSearch.Run(CausalData.Of(made.ToDataset()),
            new GraphOptions { Method = method, Pair = CausalExample.Quick }, CausalKnowledge.None);
        Assert.Equal(0, CausalGraph.HammingDistance(made.Graph, result.Graph.Adjacency()));
    }

    [Fact]
    public void KnowledgeIsObeyedAndBootstrapFrequenciesAreGiven()
    {
        var made = AcyclicSimulator.Generate(CausalExample.Pair with { Shuffle = false }, 5);
        var options = new GraphOptions { Pair = CausalExample.Quick, Bootstrap = 2, Threads = 1 };
        var data = CausalData.Of(made.ToDataset());
        var required = GraphSearch.Run(data, options, new CausalKnowledge([(1, 0)], []));
        Assert.Equal((1, 0, 1.0),
            (Assert.Single(required.Graph.Edges).From, required.Graph.Edges[0].To, required.Graph.Edges[0].Frequency));
        Assert.Empty(GraphSearch.Run(
            data, options with { Bootstrap = 0 }, new CausalKnowledge([], [(0, 1), (1, 0)])).Graph.Edges);
    }

    [Theory]
    [InlineData("require A -> E", "there is no variable \"E\"")]
    [InlineData("require A -> B\nrequire B -> A", "line 2: \"require B -> A\" closes a cycle")]
    [InlineData("forbid A -> B\nrequire A -> B", "both required and forbidden")]
    [InlineData("A causes B", "\"A causes B\" is no edge")]
    [InlineData("forbid A -> A", "cannot cause itself")]
    public void BadKnowledgeIsRefusedWithItsLine(string content, string words)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "knowledge.txt");
        File.WriteAllText(path, content);
        Assert.Contains(words, Assert.Throws<DataException>(() => CausalKnowledge.Read(path, ["A", "B", "C"])).Message);
    }

    [Fact]
    public void KnowledgeIsReadPastComments()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "knowledge.txt");
        File.WriteAllText(path, "# anatomy\nrequire A -> B\n\nforbid long name -> A # no such fibre\n");
        var knowledge = CausalKnowledge.Read(path, ["A", "B", "long name"]);
        Assert.Equal([(0, 1)], knowledge.Required);
        Assert.Equal([(2, 0)], knowledge.Forbidden);
    }

    /// <summary>
    /// An arrow that passes behind a variable seems to start or end there. Every path of the picture is followed past
    /// every box but the two it joins.
    /// </summary>
    [Fact]
    public void NoArrowPassesBehindAVariable()
    {
        var graph = new CausalGraph(
            ["x1", "x2", "x3", "x5"], [new(3, 2, true, 1), new(3, 1, true, 1), new(2, 1, true, 1), new(3, 0, true, 1)]);
        var svg = XDocument.Parse(CausalGraphPicture.ToSvg(graph)).Root!;
        double[][] boxes = [.. svg.Elements().Where(e => e.Attribute("rx") is not null).Select(e =>
            new[] { "x", "y", "width", "height" }.Select(name => Number(e.Attribute(name)!.Value)).ToArray())];
        double[][] paths = [.. svg.Elements().Select(e => e.Attribute("d")?.Value).Where(d => d?.Contains('Q') == true)
            .Select(d =>
                d!.Split(['M', 'Q', ' ', ','], StringSplitOptions.RemoveEmptyEntries).Select(Number).ToArray())];
        Assert.Equal((4, 4), (boxes.Length, paths.Length));
        foreach (var (path, edge) in paths.Zip(graph.Edges))
            for (var t = 0.0; t <= 1; t += 0.01)
            {
                double At(int axis) =>
                    (1 - t) * (1 - t) * path[axis] + 2 * t * (1 - t) * path[2 + axis] + t * t * path[4 + axis];
                foreach (var (k, box) in boxes.Index())
                    Assert.False(k != edge.From && k != edge.To && At(0) > box[0] && At(0) < box[0] + box[2]
                        && At(1) > box[1] && At(1) < box[1] + box[3],
                        $"{edge} passes behind {graph.Names[k]}");
            }

        static double Number(string text) => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public void PicturesAndPagesAreWellFormed()
    {
        var nan = new double[3, 3];
        var result = new GraphResult(Example, [new PairTest(
            0, 1, [2], new PairResult(DirectionAnswer.Forward, 0.1, 0.05, 0.2, 0.08, 0, 0.02, 0, 0.01, 1))], nan);
        XDocument.Parse(CausalGraphPicture.ToSvg(Example));
        var graphml = XDocument.Parse(CausalGraphFiles.GraphMl(Example));
        Assert.Equal(2, graphml.Descendants().Count(element => element.Name.LocalName == "edge"));
        XDocument.Parse(CausalReport.Render(result, new Dictionary<string, string> { ["data"] = "a<b" }).Html);
        Assert.Contains("\"A\" -> \"B & \\\"C\\\"\" [label=\"0.8\"];", CausalGraphFiles.Dot(Example));
    }
}
