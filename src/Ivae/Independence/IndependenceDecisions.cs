using Ivae.Numerics;

namespace Ivae.Independence;

/// <summary>Numbers that decide what an independence test says.</summary>
internal static class IndependenceDecisions
{
    [Decision("Fewest rows of an independence test.",
        ChosenOn = "The variance of HSIC's null has the factor (N − 4)(N − 5), which is positive from 6 rows on.",
        Moves = "Lower, and p-values of a handful of rows are given that mean nothing.")]
    public const int MinRows = 6;

    [Decision("Ridge ε of the kernel regression on z in the conditional test (KCI).",
        ChosenOn = "Zhang, Peters, Janzing and Schölkopf 2011, who use 1e-3.",
        Moves = "Higher, and more of z is left in the residuals: dependence through z looks like dependence given z.")]
    public const double ConditionalRidge = 1e-3;
}
