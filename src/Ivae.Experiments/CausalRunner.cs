using Ivae.Causality;
using Ivae.Data;
using Ivae.Numerics;
using Ivae.Training;

namespace Ivae.Experiments;

/// <summary>Makes one run that looks for causes.</summary>
internal static class CausalRunner
{
    /// <summary>The row of a run.</summary>
    /// <param name="run">The run, with a <see cref="ExperimentRun.Causal"/> task.</param>
    /// <param name="data">Its data.</param>
    /// <param name="checkpoint">Where mechanisms are kept, if anywhere.</param>
    /// <param name="cancellation">Ends the run; the row is then not worth keeping.</param>
    public static RunRow Make(
        ExperimentRun run, Dataset data, Checkpoint? checkpoint, CancellationToken cancellation)
    {
        var (procedure, given) = (run.Causal!.Procedure, run.Causal.Options);
        var options = given with { Pair = given.Pair with { Seed = run.Options.Seed } };
        var row = new RunRow
        {
            Fingerprint = run.Fingerprint,
            Outcome = TrainingOutcome.Completed,
            Message = "",
            Method = procedure.ToString().ToLowerInvariant(),
            Seconds = 0,
            Steps = (procedure == CausalProcedure.FourTests
                ? run.Options.Training
                : options.Pair.Mechanism.Training).StepsOrDefault,
            TestRows = data.Rows,
            Truth = run.Data.Truth,
        };
        try
        {
            switch (procedure)
            {
                case CausalProcedure.FourTests:
                    return row with
                    {
                        Answer = FourTests.Fit(
                            data, run.Options with { Threads = 1 }, options.Pair.Alpha, cancellation).Answer,
                    };
                case CausalProcedure.Graph:
                    var graph =
                        GraphSearch.Run(run.Data.Graph is null ? Sample(data, run.Options.Seed) : CausalData.Of(data),
                            options, CausalKnowledge.None, [], null, checkpoint, cancellation).Graph;
                    return row with { Edges = [.. graph.Edges], Distance = Distance(run, graph.Adjacency()) };
                case CausalProcedure.PartialCorrelations:
                    return row with
                    {
                        Distance = Distance(run, PeterClark.Run(data.Observed.Columns,
                            PeterClark.PartialCorrelations(CausalData.Of(data).Scores), options.Pair.Alpha)),
                    };
                default:
                    var pair = PairDirection.Of(CausalData.Of(data), options.Pair, checkpoint, cancellation);
                    return row with { Answer = pair.Answer, Pair = pair };
            }
        }
        catch (OperationCanceledException)
        {
            return row;
        }
    }

    private static int? Distance(ExperimentRun run, bool[,] found) =>
        run.Data.Graph is { } truth ? CausalGraph.HammingDistance(truth, found) : null;

    private static CausalData Sample(Dataset data, ulong seed)
    {
        var causal = CausalData.Of(data);
        return seed == 1 ? causal : causal.Resample(new RandomStream(seed).Split("segments"));
    }
}
