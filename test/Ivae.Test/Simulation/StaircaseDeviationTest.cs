using Ivae.Simulation;

namespace Ivae.Test.Simulation;

public class StaircaseDeviationTest
{
    [Fact]
    public void TheLastSourceHasTheDeviationAndTheOthersStay()
    {
        var options =
            SimulationPresets.All["staircase"] with { Segments = 8, RowsPerSegment = 20, ConditionDraws = 20 };
        var (drawn, given) =
            (Simulator.Generate(options, 1), Simulator.Generate(options with { StaircaseDeviation = 0.4 }, 1));
        for (var segment = 0; segment < 8; segment++)
        {
            Assert.Equal(drawn.StandardDeviations[segment, 0], given.StandardDeviations[segment, 0]);
            Assert.Equal(0.4f, given.StandardDeviations[segment, 1]);
            Assert.InRange(drawn.StandardDeviations[segment, 1], 0.5f, 3);
        }

        Assert.Contains("StaircaseDeviation is 0.4",
            Assert.Single((SimulationPresets.Paper with { StaircaseDeviation = 0.4 }).Validate()));
    }
}
