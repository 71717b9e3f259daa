using System.Numerics;
using Ivae.Autodiff;

namespace Ivae.Networks;

/// <summary>
/// What a network reads: a number of dense columns and categorical variables with their numbers of levels.
/// </summary>
/// <param name="Columns">Number of dense columns.</param>
/// <param name="Levels">Number of levels of each categorical variable.</param>
internal sealed record ContextShape(int Columns, IReadOnlyList<int> Levels);

/// <summary>What a conditional distribution is conditioned on, for the B rows of a batch.</summary>
/// <param name="Tape">The tape all parts live on.</param>
/// <param name="Dense">Dense part <c>[B, C]</c>, or none.</param>
/// <param name="Codes">Levels of the categorical parts, each <c>[B]</c>.</param>
internal sealed record Context<T>(Tape<T> Tape, Variable<T>? Dense, IReadOnlyList<Codes> Codes)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A dense context.</summary>
    public static Context<T> Of(Variable<T> dense) => new(dense.Tape, dense, []);
}
