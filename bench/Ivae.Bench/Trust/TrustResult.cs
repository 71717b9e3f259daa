using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ivae.Evaluation;
using Ivae.Identifiability;
using Ivae.Methods;
using Ivae.Reporting;

namespace Ivae.Bench.Trust;

/// <summary>What a default fit and its default check made of one world.</summary>
/// <param name="Name">The world.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="IsKeptBack">Whether the kind was left alone while rules were made.</param>
/// <param name="IsRight">Whether the model can be right for it.</param>
/// <param name="Rank">Matched rank correlation of held-out rows, mean.</param>
/// <param name="RankOfBelieved">The same of the latents that are believed; none where none is.</param>
/// <param name="Verdict">The verdict.</param>
/// <param name="Reason">What decided it.</param>
/// <param name="Chosen">What "auto" took.</param>
/// <param name="FitSeconds">Time of the fit on one core.</param>
/// <param name="CheckSeconds">Time of the check on one core.</param>
/// <param name="Reasons">Headline and reasons.</param>
internal sealed record TrustResult(
    string Name, string Kind, bool IsKeptBack, bool IsRight, double Rank, double? RankOfBelieved, Verdict Verdict,
    VerdictReason Reason, string Chosen, double FitSeconds, double CheckSeconds, IReadOnlyList<string> Reasons)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter() },
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>The result from a file, or a new one that is then kept in it.</summary>
    public static TrustResult Of(TrustWorld world, ulong seed, string folder)
    {
        var name = string.Concat(world.Name.Select(letter => char.IsLetterOrDigit(letter) ? letter : '-'));
        var path = Path.Combine(folder, FormattableString.Invariant($"{name}-{seed}.json"));
        if (File.Exists(path))
            return JsonSerializer.Deserialize<TrustResult>(File.ReadAllText(path), Json)!;
        var (result, check) = Measure(world, seed);
        File.WriteAllText(Path.ChangeExtension(path, ".check.json"), CheckReport.ToJson(check));
        File.WriteAllText(path + ".part", JsonSerializer.Serialize(result, Json));
        File.Move(path + ".part", path);
        return result;
    }

    private static (TrustResult, IdentifiabilityCheck) Measure(TrustWorld world, ulong seed)
    {
        var data = world.Generate(seed);
        var clock = Stopwatch.StartNew();
        var latents = Math.Min(world.Options.Latent, data.Observed.Columns);
        var fit = new IvaeEstimator(new IvaeOptions { LatentDimension = latents, Threads = 1 }).Fit(data);
        var fitSeconds = clock.Elapsed.TotalSeconds;
        var model = (IvaeModel)fit.Model;
        clock.Restart();
        var check = IdentifiabilityCheck.Of(model, data, new CheckOptions { Threads = 1 });
        var checkSeconds = clock.Elapsed.TotalSeconds;
        var matched = MeanCorrelationCoefficient.ComputeHeldOut(
            model.Transform(data), data.Sources!, [.. fit.TrainingRows], [.. fit.HeldOutRows],
            CorrelationKind.Spearman);
        double[] believed = [.. check.Believed.Select(latent =>
            Array.IndexOf(matched.Assignment, latent) is >= 0 and var source
                ? Math.Abs(matched.PairCorrelations[source]) : 0)];
        var chosen = fit.Search?.Candidates.First(candidate => candidate.Chosen).Name;
        return (new(
            world.Name, world.Kind, world.IsKeptBack, world.IsRight, matched.Score,
            believed.Length > 0 ? believed.Average() : null, check.Verdict, check.DecidedBy,
            $"{model.Method.Name}, {chosen}", fitSeconds, checkSeconds, [check.Headline, .. check.Reasons]), check);
    }
}
