namespace Ivae.Models;

/// <summary>Principal axes of data.</summary>
/// <param name="Directions">A unit vector in each column <c>[D, D]</c>, row-major.</param>
/// <param name="Variances">Variance along each <c>[D]</c>.</param>
internal sealed record PrincipalAxes(double[] Directions, double[] Variances);
