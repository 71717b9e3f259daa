using System.CommandLine;
using System.CommandLine.Completions;
using System.Text;

namespace Ivae.Cli;

/// <summary>Scripts by which shells complete a command line, made from the commands themselves.</summary>
internal static class CompletionScript
{
    /// <summary>What writes the script of each shell.</summary>
    public static IReadOnlyDictionary<string, Func<IReadOnlyList<CliCommand>, string>> Shells { get; } =
        new Dictionary<string, Func<IReadOnlyList<CliCommand>, string>>
        {
            ["bash"] = Bash,
            ["zsh"] = Zsh,
            ["fish"] = Fish,
        };

    private static string Bash(IReadOnlyList<CliCommand> commands)
    {
        var text = new StringBuilder("""
            _ivae() {
                local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} words=
                COMPREPLY=()
                if [ "$COMP_CWORD" = 1 ]; then

            """);
        text.Append($"        COMPREPLY=($(compgen -W \"{Names(commands)} --help --version\" -- \"$word\"))\n");
        text.Append("        return\n    fi\n    case ${COMP_WORDS[1]}$before in\n");
        foreach (var (command, option) in Valued(commands))
            text.Append($"    {command.Name}{option.Name}) words=\"{string.Join(' ', Values(option))}\" ;;\n");
        text.Append("    esac\n    [ -n \"$words\" ] || [ \"${word#-}\" = \"$word\" ] || case ${COMP_WORDS[1]} in\n");
        foreach (var command in commands)
            text.Append($"    {command.Name}) words=\"{string.Join(' ', Options(command).Select(o => o.Name))}\" ;;\n");
        text.Append($"    esac\n    [ \"${{COMP_WORDS[1]}}\" = help ] && words=\"{Names(commands)}\"\n");
        text.Append("""
                if [ -n "$words" ]; then
                    COMPREPLY=($(compgen -W "$words" -- "$word"))
                else
                    COMPREPLY=($(compgen -f -- "$word"))
                fi
            }
            complete -o filenames -F _ivae ivae

            """);
        return text.Replace("\r\n", "\n").ToString();
    }

    private static string Zsh(IReadOnlyList<CliCommand> commands)
    {
        var text = new StringBuilder("#compdef ivae\n_ivae() {\n    if (( CURRENT == 2 )); then\n");
        text.Append("        local -a all=(\n");
        foreach (var command in commands)
            text.Append($"            {Quoted($"{command.Name}:{command.Description}")}\n");
        text.Append("        )\n        _describe command all\n        return\n    fi\n");
        text.Append("    local name=${words[2]}\n    shift words\n    (( CURRENT-- ))\n    case $name in\n");
        foreach (var command in commands)
        {
            text.Append($"    {command.Name})\n        _arguments");
            foreach (var option in Options(command))
            {
                var value = option.HelpName is null ? ""
                    : Values(option) is { Count: > 0 } names ? $":{option.HelpName}:({string.Join(' ', names)})"
                    : $":{option.HelpName}:_files";
                var what = (option.Description ?? "").Replace("[", "(").Replace("]", ")").Replace(":", " –");
                text.Append($" \\\n            {Quoted($"{option.Name}[{what}]{value}")}");
            }

            text.Append(command.Name == "help" ? $" \\\n            '1:command:({Names(commands)})' ;;\n"
                : " \\\n            '*:file:_files' ;;\n");
        }

        return text.Append("    esac\n}\n_ivae \"$@\"\n").ToString();
    }

    private static string Fish(IReadOnlyList<CliCommand> commands)
    {
        var text = new StringBuilder();
        foreach (var command in commands)
            text.Append($"complete -c ivae -n __fish_use_subcommand -f -a {command.Name} "
                + $"-d {Quoted(command.Description ?? "")}\n");
        text.Append($"complete -c ivae -n '__fish_seen_subcommand_from help' -f -a '{Names(commands)}'\n");
        foreach (var command in commands)
            foreach (var option in Options(command))
            {
                var value = option.HelpName is null ? ""
                    : Values(option) is { Count: > 0 } names ? $" -x -a '{string.Join(' ', names)}'" : " -r";
                text.Append($"complete -c ivae -n '__fish_seen_subcommand_from {command.Name}' "
                    + $"-l {option.Name.TrimStart('-')}{value} -d {Quoted(option.Description ?? "")}\n");
            }

        return text.ToString();
    }

    private static IEnumerable<Option> Options(CliCommand command) => command.Options.Where(option => !option.Hidden);

    private static IEnumerable<(CliCommand Command, Option Option)> Valued(IEnumerable<CliCommand> commands) =>
        from command in commands
        from option in Options(command)
        where Values(option).Count > 0
        select (command, option);

    /// <summary>Names that an option may have as its value.</summary>
    private static IReadOnlyList<string> Values(Option option) => option.HelpName is null ? []
        : [.. option.CompletionSources.SelectMany(source => source(CompletionContext.Empty)).Select(item => item.Label)
            .Distinct()];

    private static string Names(IEnumerable<CliCommand> commands) =>
        string.Join(' ', commands.Select(command => command.Name));

    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''")}'";
}
