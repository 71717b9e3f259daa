using System.Numerics;

namespace Ivae.Networks;

/// <summary>Coordinates y ∈ R^L of a surface in R^D that x lies on, or near: an encoder x → y and a decoder y → x.</summary>
internal sealed record Chart<T>(SkipMlp<T> Encoder, SkipMlp<T> Decoder)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
