using Ivae.Numerics;

namespace Ivae.Methods;

/// <summary>Numbers that decide how rows are grouped where u has no levels.</summary>
internal static class MethodDecisions
{
    [Decision("Most groups of rows of a continuous u, beyond the number of parameters of the prior.",
        ChosenOn = "not recorded; the number of segments of the paper's simulations.",
        Moves = "Higher, and groups are purer and have fewer rows each.")]
    public const int MaxGroups = 40;

    [Decision("Rows per group of a continuous u.",
        ChosenOn = "not recorded.",
        Moves = "Higher, and rows of different priors are put together: latents seem to move less with u.")]
    public const int RowsPerGroup = 100;
}
