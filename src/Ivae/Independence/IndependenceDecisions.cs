using Ivae.Numerics;

namespace Ivae.Independence;

/// <summary>Numbers that decide what an independence test says.</summary>
internal static class IndependenceDecisions
{
    [Decision("Fewest rows of an independence test.",
        ChosenOn = "The variance of HSIC's null has the factor (N − 4)(N − 5), which is positive from 6 rows on.",
        Moves = "Lower, and p-values of a handful of rows are given that mean nothing.")]
    public const int MinRows = 6;
}
