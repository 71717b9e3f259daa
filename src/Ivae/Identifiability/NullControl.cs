namespace Ivae.Identifiability;

/// <summary>What is found on the data and where there is nothing to find.</summary>
/// <param name="Kind">What was destroyed.</param>
/// <param name="Gain">What a row's own u is worth, beyond another row's, in nats a row: held-out log p(x | u) less its
/// mean over shuffled u, within each fit.</param>
/// <param name="Agreement">MCC of two fits from different starts; none where the controls' observations differ from
/// each other.</param>
/// <param name="Mcc">MCC with the true sources, where they are known.</param>
internal sealed record NullControl(NullKind Kind, NullScore Gain, NullScore? Agreement, NullScore? Mcc);
