using System.Text.Json.Serialization;
using Ivae.Numerics;

namespace Ivae.Methods;

/// <summary>Why a search chose what it chose.</summary>
[JsonConverter(typeof(SnakeCaseConverter<SearchReason>))]
public enum SearchReason
{
    /// <summary>It explains held-out rows best.</summary>
    Best,

    /// <summary>It is the simplest of those that explain held-out rows as well, within two standard errors.</summary>
    SimplestOfAlike,

    /// <summary>
    /// Its latents are normal, and those of free shape explain held-out rows no better within two standard errors.
    /// </summary>
    NormalOfAlike,

    /// <summary>
    /// u explains nothing of held-out rows, so that nothing but a linear map of latents that are not normal can be
    /// justified.
    /// </summary>
    AuxiliaryExplainsNothing,

    /// <summary>
    /// It is of rising maps with normal latents, and the kind that explains held-out rows best does so by .006 nats
    /// per latent at most.
    /// </summary>
    UsualOfNearlyAlike,
}
