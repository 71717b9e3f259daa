using Ivae.Distributions;
using Ivae.Methods;

namespace Ivae.Bench;

/// <summary>
/// Answers lines "batch width posterior seconds" with "steps wall_ms cpu_ms", as the peer does, so that both can be
/// timed in turn.
/// </summary>
internal static class StepServer
{
    public static void Run(TextReader requests, TextWriter answers)
    {
        var steps = new Dictionary<(int, int, PosteriorCovariance), TrainingStep>();
        answers.WriteLine($"ready .NET {Environment.Version}");
        while (requests.ReadLine()?.Split(' ') is [var batch, var width, var posterior, var seconds])
        {
            var key = (int.Parse(batch), int.Parse(width), PosteriorCovariance.Named(posterior));
            if (!steps.TryGetValue(key, out var step))
            {
                steps.Add(key, step = new TrainingStep(TrainingStep.PaperOptions(key.Item1, key.Item2, key.Item3)));
                StepTimer.Measure(step, StepTimer.WarmSeconds);
            }

            var time = StepTimer.Measure(step, double.Parse(seconds));
            answers.WriteLine($"{time.Steps} {time.Wall} {time.Processor}");
        }
    }
}
