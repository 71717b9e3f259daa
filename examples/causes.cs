#:project ../src/Ivae/Ivae.csproj
#:property PublishAot=false
#:property Configuration=Release

// Which variable causes which: a chain a → b → c, whose disturbances change their spread from segment to segment.
// Run from anywhere: dotnet run causes.cs
using Ivae.Causality;
using Ivae.Data;
using Ivae.Numerics;

const int Segments = 30, RowsPerSegment = 400;
var data = Chain();
var pair = new PairOptions();
var training = pair.Mechanism.Training with { Steps = 1000 };
var options = new GraphOptions { Pair = pair with { Mechanism = pair.Mechanism with { Training = training } } };
var progress = new Progress<int>(done => Console.Error.WriteLine($"{done} searches done"));
var result = GraphSearch.Run(CausalData.Of(data), options, CausalKnowledge.None, progress);

foreach (var edge in result.Graph.Edges)
{
    var (from, to) = (result.Graph.Names[edge.From], result.Graph.Names[edge.To]);
    Console.WriteLine($"{from} {(edge.Directed ? "→" : "—")} {to}, worth {edge.Gain:F3} nats per row");
}

static Dataset Chain()
{
    var random = new RandomStream(1);
    var (a, b, c) = (new double[Segments * RowsPerSegment], new double[Segments * RowsPerSegment],
        new double[Segments * RowsPerSegment]);
    var segment = new int[a.Length];
    for (var m = 0; m < Segments; m++)
    {
        double[] spread = [random.NextUniform(0.5, 3), random.NextUniform(0.5, 3), random.NextUniform(0.5, 3)];
        for (var row = m * RowsPerSegment; row < (m + 1) * RowsPerSegment; row++)
        {
            segment[row] = m + 1;
            a[row] = spread[0] * random.NextNormal();
            b[row] = 2 * Math.Tanh(a[row]) + spread[1] * random.NextNormal();
            c[row] = b[row] + 0.2 * b[row] * b[row] + spread[2] * random.NextNormal();
        }
    }

    return Dataset.Of(("a", a), ("b", b), ("c", c)).WithLabels("segment", segment);
}
