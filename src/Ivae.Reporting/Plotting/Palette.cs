using System.Text;

namespace Ivae.Reporting.Plotting;

/// <summary>
/// The colours of all figures, chosen to be told apart by colour-blind readers and to be legible on white and on
/// near-black.
/// </summary>
/// <remarks>Categories: Okabe and Ito, "Color universal design", 2008.</remarks>
internal static class Palette
{
    /// <summary>Text.</summary>
    public const string Ink = "#1f2328";

    /// <summary>Text of lesser weight, such as tick labels.</summary>
    public const string Muted = "#57606a";

    /// <summary>Frames of plots.</summary>
    public const string Frame = "#c4cad1";

    /// <summary>Grid lines.</summary>
    public const string Grid = "#e9ecef";

    /// <summary>Cells without a value.</summary>
    public const string Missing = "#b8bec5";

    /// <summary>Number of steps of <see cref="Step"/>.</summary>
    public const int Steps = 12;

    // Attribute values are matched by the style sheet of a page, so every role needs a colour that no other role has.
    private static readonly (string Light, string Dark)[] Roles =
    [
        (Ink, "#e6e9ec"), (Muted, "#a9b1ba"), (Frame, "#4a525b"), (Grid, "#2a3037"), (Missing, "#59616a"),
        ("#0072b2", "#4aa8e8"), ("#d55e00", "#f07c2b"), ("#009e73", "#1fbf92"), ("#cc79a7", "#dc8fba"),
        ("#e69f00", "#f0b429"), ("#56b4e9", "#9bd7ff"), ("#8a6d00", "#f0e442"), ("#4d4d4d", "#c8c8c8"),
    ];

    /// <summary>
    /// Eight colours for categories (Okabe and Ito), the most distinct first; yellow is darkened to stand on white.
    /// </summary>
    public static IReadOnlyList<string> Categories { get; } = [.. Roles[5..].Select(role => role.Light)];

    /// <summary>
    /// A colour of an ordered sequence of <see cref="Steps"/> that marks are drawn in, for example over time.
    /// </summary>
    /// <param name="position">Place in the sequence, cut to [0, 1].</param>
    public static string Step(double position) => StepAt(StepIndex(position), 0, 0.82);

    /// <summary>Rules of CSS that recolour figures for a dark page, without the media query around them.</summary>
    internal static string DarkRules()
    {
        var css = new StringBuilder();
        var steps = Enumerable.Range(0, Steps).Select(i => (StepAt(i, 0, 0.82), StepAt(i, 0.36, 1)));
        foreach (var (light, dark) in Roles.Concat(steps))
            css.Append($".plot [fill=\"{light}\"]{{fill:{dark}}}.plot [stroke=\"{light}\"]{{stroke:{dark}}}\n");
        return css.ToString();
    }

    private static int StepIndex(double position) => Math.Clamp((int)(position * Steps), 0, Steps - 1);

    private static string StepAt(int step, double low, double high) =>
        ColourMap.Sequential.At(low + (high - low) * step / (Steps - 1));
}
