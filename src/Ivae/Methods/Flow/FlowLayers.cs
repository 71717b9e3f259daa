using System.Text.Json.Serialization;
using Ivae.Numerics;

namespace Ivae.Methods;

/// <summary>What the encoder of a flow is made of.</summary>
[JsonConverter(typeof(SnakeCaseConverter<FlowLayers>))]
public enum FlowLayers
{
    /// <summary>
    /// Any network, held to be invertible by a decoder that undoes it. Source: Draxler et al., AISTATS 2024.
    /// </summary>
    FreeForm,

    /// <summary>
    /// Rising maps of single units, trained at four times training.learning_rate. Compare Meng et al., "Gaussianization
    /// flows", AISTATS 2020.
    /// </summary>
    Gaussianization,

    /// <summary>Affine couplings. Source: Dinh et al., "Density estimation using Real NVP", ICLR 2017.</summary>
    Coupling,

    /// <summary>
    /// Affine couplings that preserve volume: log |det| is then the same everywhere, which suits mixings of which that
    /// is true. Source: Sorrenson et al., ICLR 2020.
    /// </summary>
    Gin,

    /// <summary>
    /// Couplings by rational-quadratic splines. Source: Durkan et al., "Neural spline flows", NeurIPS 2019.
    /// </summary>
    Spline,

    /// <summary>
    /// One linear map and no other layer: linear ICA, started from Picard's solution. Source: Pham and Garat, IEEE
    /// Trans. Signal Processing 45, 1997, for the likelihood.
    /// </summary>
    Linear,

    /// <summary>
    /// Residual steps x + g(x) with a Lipschitz constant of g below 1 and an exact determinant, one for each hidden
    /// width of method.network: as flexible as a network, and invertible. Source: Behrmann et al., "Invertible residual
    /// networks", ICML 2019.
    /// </summary>
    Residual,
}
