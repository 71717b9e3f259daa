using System.CommandLine;
using System.Globalization;
using Ivae.Numerics;

namespace Ivae.Cli;

/// <summary>Arguments and options that several commands share, so that they are called and explained alike.</summary>
internal static class CommonOptions
{
    public static Argument<string> Model() =>
        new("MODEL") { Description = "A model.ivae that fit has written, or its folder." };

    public static Argument<string> NewData() =>
        new("DATA") { Description = "Table with the columns the model was fitted to." };

    /// <summary>What makes the auxiliary variable u.</summary>
    public static SettingOption[] Auxiliary() =>
    [
        new("--auxiliary", "COLS", "Columns of the auxiliary variable u, written alike.", "dataset.auxiliary"),
        new("--segments", "M", "Cut the rows into M equal segments of time, as auxiliary variable.",
            "dataset.segments"),
        new("--lags", "P", "Take the P preceding rows into the auxiliary variable.", "dataset.lags"),
        new("--sequence", "COLS", "Columns that name the sequence of a row, as subject and trial; nothing crosses one.",
            "dataset.sequence"),
        new("--time", "COL", "Column of the time of a row; nothing crosses a jump in it.", "dataset.time"),
        new("--gap", "STEPS", "Largest step, in rows and median steps of time, that is no gap.", "dataset.gap"),
    ];

    /// <summary>How a text table is read.</summary>
    public static SettingOption[] Reading() =>
    [
        new("--exclude", "COLS", "Columns that are neither observed nor auxiliary, written alike.", "dataset.exclude"),
        new("--exposure", "COL", "Column that multiplies the rates of counts, or sum for the sum of each row.",
            "dataset.exposure"),
        new("--missing", "WHAT", "Rows that lack a value: refuse, drop, or model them (method ivae).",
            "dataset.missing"),
        new("--na", "TOKENS", "Further texts that mean a missing value, separated by commas.", "dataset.na"),
        new("--decimal", "SIGN", "Decimal sign, a point or a comma; found out otherwise.", "dataset.decimal"),
        new("--encoding", "NAME", "Encoding of the text, as latin-1; UTF-8 otherwise.", "dataset.encoding"),
    ];

    public static Option<bool> Json() => new("--json") { Description = "Write the result as JSON to stdout." };

    public static Option<bool> Quiet() => new("--quiet") { Description = "Say nothing on stderr but errors." };

    public static Option<bool> Force() => new("--force") { Description = "Overwrite what is there." };

    public static Option<string?> OutFile(string what) => new("--out")
    {
        HelpName = "FILE",
        Description = $"Write {what} to FILE ({Or(ResultFile.Endings())}); without it, as CSV to stdout.",
    };

    /// <summary>"A, B or C".</summary>
    public static string Or(IReadOnlyList<string> names) => $"{string.Join(", ", names.SkipLast(1))} or {names[^1]}";

    /// <summary>
    /// A whole number from <paramref name="minimum"/> to <paramref name="maximum"/>, refused with the range otherwise.
    /// </summary>
    public static Option<int> WholeNumber(string name, string helpName, string description, int minimum, int byDefault,
        int maximum = Limits.Steps) => new(name)
        {
            HelpName = helpName,
            Description = description,
            DefaultValueFactory = _ => byDefault,
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                    && number >= minimum && number <= maximum)
                    return number;
                result.AddError($"{name}: \"{text}\" is not a whole number from {minimum} to {maximum}.");
                return 0;
            },
        };

    /// <summary>The start of the random numbers.</summary>
    public static Option<int> Seed() =>
        WholeNumber("--seed", "S", "Start of the random numbers; the same seed gives the same output.", 0, 0,
            int.MaxValue);

    /// <summary>How many cores to use.</summary>
    public static Option<int> Threads() => WholeNumber(
        "--threads", "T", "Cores to use, 0 for all; never changes a result.", 0, 0, Limits.Threads);

    /// <summary>Names between commas, each of which must be known.</summary>
    public static string[] Names(string? typed, string option, string what, IReadOnlyList<string> known)
    {
        string[] names = [.. (typed?.Split(',') ?? []).Select(name => name.Trim().ToLowerInvariant()).Distinct()];
        return names.Except(known).FirstOrDefault() is { } unknown
            ? throw new UsageException($"{option}: there is no {what} \"{unknown}\"{Suggestion.For(unknown, known)}")
            : names;
    }
}
