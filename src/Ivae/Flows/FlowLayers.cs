namespace Ivae.Flows;

/// <summary>What the encoder of a flow is made of.</summary>
public enum FlowLayers
{
    /// <summary>Any network, held to be invertible by a decoder that undoes it. Source: Draxler et al., AISTATS 2024.</summary>
    FreeForm,

    /// <summary>Square linear maps alternating with rising maps of single units. Compare Meng et al., "Gaussianization flows", AISTATS 2020.</summary>
    Gaussianization,
}
