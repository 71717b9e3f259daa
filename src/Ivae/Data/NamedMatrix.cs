using Ivae.Numerics;

namespace Ivae.Data;

/// <summary>Numbers read from a file, with the names of their columns.</summary>
/// <param name="Values">The numbers, <c>[N, D]</c>.</param>
/// <param name="Names">Names of the columns, <c>[D]</c>.</param>
/// <param name="RowNumbers">What a leading column "row" says, <c>[N]</c>; <see langword="null"/> where there is
/// none.</param>
internal sealed record NamedMatrix(Matrix Values, IReadOnlyList<string> Names, IReadOnlyList<int>? RowNumbers);
