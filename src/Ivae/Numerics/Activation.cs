using System.Text.Json.Serialization;

namespace Ivae.Numerics;

/// <summary>The function applied to every number of a hidden layer.</summary>
[JsonConverter(typeof(SnakeCaseConverter<Activation>))]
public enum Activation
{
    /// <summary>y = x.</summary>
    None,

    /// <summary>y = x for x &gt; 0, 0.2·x otherwise.</summary>
    LeakyRelu,

    /// <summary>
    /// y = tanh x + 0.1·x; invertible. Source: Khemakhem et al., "Variational autoencoders and nonlinear ICA", AISTATS
    /// 2020, their code.
    /// </summary>
    Xtanh,

    /// <summary>y = tanh x.</summary>
    Tanh,

    /// <summary>y = ln(1 + eˣ).</summary>
    Softplus,

    /// <summary>y = max(x, 0).</summary>
    Relu,

    /// <summary>y = x for x &gt; 0, eˣ − 1 otherwise. Source: Clevert et al., ICLR 2016.</summary>
    Elu,

    /// <summary>y = x / (1 + e⁻ˣ). Source: Elfwing et al., Neural Networks 107, 2018.</summary>
    Silu,

    /// <summary>y = 1 / (1 + e⁻ˣ).</summary>
    Sigmoid,
}
