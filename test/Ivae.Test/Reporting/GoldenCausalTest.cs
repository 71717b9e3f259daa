using Ivae.Causality;
using Ivae.Reporting.Causality;

namespace Ivae.Test.Reporting;

/// <summary>The picture and the page of a causal graph, from given numbers, against text that was looked at.</summary>
public class GoldenCausalTest
{
    private static readonly CausalGraph Graph = new(
        ["rain", "soil", "river", "wind"],
        [
            new(0, 1, true, 0.412, 0.96), new(1, 2, true, 0.087, 0.71),
            new(0, 2, true, 0.25, 0.88), new(2, 3, false, 0.031),
        ]);

    private static readonly GraphResult Result = new(
        Graph,
        [
            new(0, 1, [], new(DirectionAnswer.Forward, 0.31, 0.22, 0.4, 0.3, 0.001, 0.05, 0.002, 0.04, 0.99)),
            new(1, 2, [0], new(
                DirectionAnswer.Undetermined, 0.01, -0.02, 0.04, 0.008, 0.003, 0.004, 0.001, 0.002, 0.62)),
            new(2, 3, [0, 1], new(DirectionAnswer.Confounded, -0.02, -0.04, 0.01, -0.01, 0.2, 0.19, 0.03, 0.03, 0.7)),
        ],
        new double[4, 4]);

    [Fact]
    public void The_graph_is_drawn_as_it_was() => Golden.Check("causal-graph.svg", CausalGraphPicture.ToSvg(Graph));

    [Fact]
    public void The_page_is_written_as_it_was()
    {
        var facts = new Dictionary<string, string> { ["data"] = "weather.csv", ["seed"] = "1" };
        Golden.Check("causal.html", CausalReport.Render(Result, facts).Html);
    }

    [Fact]
    public void The_files_for_other_programs_are_written_as_they_were()
    {
        Golden.Check("causal-graph.graphml", CausalGraphFiles.GraphMl(Graph));
        Golden.Check("causal-graph.dot", CausalGraphFiles.Dot(Graph));
    }
}
