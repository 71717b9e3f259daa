using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Ivae.Causality;
using Ivae.Identifiability;
using Ivae.Training;

namespace Ivae.Reporting;

/// <summary>The types in the files of a run as JSON, described when this is built; see <see cref="RunJson"/>.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Alignment))]
[JsonSerializable(typeof(AssumptionInWords[]))]
[JsonSerializable(typeof(EpochMetrics))]
[JsonSerializable(typeof(FitSummary))]
[JsonSerializable(typeof(IdentifiabilityCheck))]
[JsonSerializable(typeof(IEnumerable<string>))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(JsonArray))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(ModelSelection))]
[JsonSerializable(typeof(PairResult))]
[JsonSerializable(typeof(Plan))]
internal sealed partial class RunContext : JsonSerializerContext;
