using Ivae.Evaluation;
namespace Ivae.Experiments;

/// <summary>How much better one method is than another with the same seeds.</summary>
/// <param name="Better">Name of the one.</param>
/// <param name="Other">Name of the other.</param>
/// <param name="Difference">Mean difference of scores, seed by seed, with its interval.</param>
internal sealed record PairedDifference(string Better, string Other, MeanInterval Difference)
{
    /// <summary>
    /// Whether chance alone is an unlikely reason: there are three seeds or more, some differ, and the interval does
    /// not hold 0.
    /// </summary>
    public bool IsClear => Difference.Count >= MeanInterval.MinCount && Difference.High > Difference.Low
        && (Difference.Low > 0 || Difference.High < 0);

    /// <summary>The difference of two methods over the seeds for which both have a score.</summary>
    public static PairedDifference Of(ComparedMethod better, ComparedMethod other) => new(
        better.Method.Name,
        other.Method.Name,
        MeanInterval.Of([.. better.Scores.Zip(other.Scores).Where(pair => pair is { First: not null, Second: not null })
            .Select(pair => pair.First!.Value - pair.Second!.Value)]));
}
