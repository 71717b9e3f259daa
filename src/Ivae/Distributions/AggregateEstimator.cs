using System.Text.Json.Serialization;
using Ivae.Numerics;

namespace Ivae.Distributions;

/// <summary>
/// How log q(z), q(z) = 1/N Σ_n q(z | x_n), is estimated from a batch of B of the N rows, z_i having come from row i:
/// log Σ_j w_ij q(z_i | x_j), for the joint density and for that of each latent alike.
/// </summary>
/// <remarks>Source: Chen, Li, Grosse and Duvenaud 2018, supplement C.</remarks>
[JsonConverter(typeof(SnakeCaseConverter<AggregateEstimator>))]
public enum AggregateEstimator
{
    /// <summary>
    /// Minibatch-weighted sampling: w = 1/(N·B). Its mean is [q(z_i | x_i) + (B − 1)·mean of the others]/(N·B), and not
    /// q(z_i): where the encodings hardly overlap it is q(z_i)/B, where they all coincide q(z_i)/N. So log q(z) and the
    /// log q(z_d) of each latent are too low by log B to log N, and the total correlation too high by up to (L − 1)·log
    /// N.
    /// </summary>
    Weighted,

    /// <summary>
    /// Minibatch stratified sampling: with m = B − 1, w_ii = 1/N, (N − m)/(N·m) for one other row, 1/m for the rest.
    /// Its mean over batches is q(z_i); its logarithm is too low on average, as that of any unbiased estimate, but no
    /// longer by a multiple of log N.
    /// </summary>
    Stratified,

    /// <summary>
    /// w = 1/B: the batch taken for all of the data. For z that come from no row of the batch its mean is q(z).
    /// </summary>
    Uniform,
}
