using System.Text.Json.Serialization.Metadata;
using Ivae.Identifiability;
using Ivae.Methods;

namespace Ivae.Reporting;

/// <summary>
/// Results as JSON carry their sentences, where programs and people look for them; what the sentences are made from,
/// and
/// nothing else, is left out.
/// </summary>
internal static class SentencesInJson
{
    /// <summary>Changes the properties of the types that have sentences; a modifier of a type resolver.</summary>
    public static void Add(JsonTypeInfo type)
    {
        if (type.Type == typeof(IdentifiabilityCheck))
        {
            Remove(type, "decided_by", "is_on_held_out_rows");
            Insert<IdentifiabilityCheck, string>(type, "headline", "verdict", check => check.Headline);
            Insert<IdentifiabilityCheck, IReadOnlyList<string>>(type, "reasons", "headline", check => check.Reasons);
        }
        else if (type.Type == typeof(Guarantee))
        {
            Remove(type, "facts", "method", "violated", "assumptions");
            Insert<Guarantee, string>(type, "statement", "theorem", guarantee => guarantee.Statement);
            Insert<Guarantee, AssumptionInWords[]>(type, "assumptions", "distinct_auxiliary", AssumptionInWords.Of);
        }
        else if (type.Type == typeof(VariabilityCheck))
        {
            Remove(type, "finding", "modulates", "moving_means", "has_theorem", "confined");
            Insert<VariabilityCheck, string>(type, "sentence", "latents", check => check.Sentence);
        }
        else if (type.Type == typeof(AgreementCheck))
        {
            Insert<AgreementCheck, string>(type, "sentence", "shows", check => check.Sentence);
        }
        else if (type.Type == typeof(NullControls))
        {
            Insert<NullControls, string>(type, "sentence", "gain", check => check.Sentence);
        }
        else if (type.Type == typeof(FitCheck))
        {
            Remove(type, "findings", "family", "encoder_reads_auxiliary", "reads_past");
            Insert<FitCheck, IEnumerable<string>>(
                type, "findings", "coverage90", check => check.Findings.Select(finding => check.Sentence(finding)));
        }
        else if (type.Type == typeof(ModelSelection))
        {
            Insert<ModelSelection, string>(type, "sentence", "recommended", selection => selection.Sentence);
        }
        else if (type.Type == typeof(Alignment))
        {
            Remove(type, "shows");
            Insert<Alignment, string>(type, "sentence", "linear_mcc", alignment => alignment.Sentence);
        }
        else if (type.Type == typeof(SearchOutcome))
        {
            Remove(type, "rival");
            Insert<SearchOutcome, string>(type, "sentence", "reason", search => search.Sentence);
            Insert<SearchOutcome, IReadOnlyList<string>>(type, "doubts", "sentence", search => search.Doubts);
        }
        else if (type.Type == typeof(Plan))
        {
            Insert<Plan, string>(type, "sentence", "cases", plan => plan.Sentence);
        }
        else if (type.Type == typeof(PlannedCase))
        {
            Remove(type, "is_identified");
        }
    }

    private static void Remove(JsonTypeInfo type, params string[] names)
    {
        foreach (var name in names)
            type.Properties.Remove(type.Properties.Single(property => property.Name == name));
    }

    /// <summary>Adds a property after another.</summary>
    private static void Insert<TResult, TValue>(
        JsonTypeInfo type, string name, string after, Func<TResult, TValue> value)
    {
        var added = JsonMetadataServices.CreatePropertyInfo<TValue>(type.Options, new()
        {
            DeclaringType = typeof(TResult),
            IsProperty = true,
            IsPublic = true,
            PropertyName = name,
            JsonPropertyName = name,
            Getter = result => value((TResult)result),
        });
        var place = type.Properties.TakeWhile(property => property.Name != after).Count();
        type.Properties.Insert(place + 1, added);
    }
}
