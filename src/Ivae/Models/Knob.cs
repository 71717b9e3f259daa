namespace Ivae.Models;

internal static class Knob
{
    public static double Share { get; set; } = 0.7;

    public static double Alpha { get; set; } = 0.5;
}
