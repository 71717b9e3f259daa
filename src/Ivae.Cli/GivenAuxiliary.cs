using System.Globalization;
using Ivae.Data;
using Ivae.Methods;
using Ivae.Numerics;

namespace Ivae.Cli;

/// <summary>
/// The auxiliary variable u of new rows: what is given holds for all rows, and levels that are not given are spread
/// over them.
/// </summary>
internal static class GivenAuxiliary
{
    /// <summary>The u of <paramref name="rows"/> rows.</summary>
    /// <param name="model">What the model was fitted to.</param>
    /// <param name="given">A level or a number where u is one variable, else <c>name=value,name=value</c>; null for
    /// nothing.</param>
    /// <param name="rows">N.</param>
    /// <param name="random">
    /// Where levels come from. The levels of the first variable that is not given follow each other in equal shares, as
    /// time does; of further ones each row gets any with equal chance.
    /// </param>
    public static Auxiliary Make(ModelDescription model, string? given, int rows, RandomStream random)
    {
        var recipe = model.Recipe;
        if (model.Auxiliary.Levels.Count + model.Auxiliary.Columns == 0)
            return given is null
                ? Auxiliary.None(rows)
                : throw new UsageException($"--given {given}: this model does not depend on u.");

        var numeric = recipe.AllNumeric;
        var values = Parse(given, [.. recipe.AllCategorical.Select(coding => coding.Name), .. numeric]);
        if (numeric.Where(name => !values.ContainsKey(name)).ToArray() is { Length: > 0 } missing)
            throw new UsageException($"--given: the model needs a number for {NearestName.List(missing)}, as in "
                + $"--given \"{missing[0]}=0\".");

        var isFirst = true;
        var variables = new List<CategoricalVariable>();
        foreach (var coding in recipe.AllCategorical)
        {
            var (name, levels) = (coding.Name, coding.Levels);
            int[] codes;
            if (values.TryGetValue(name, out var value))
                codes = [.. Enumerable.Repeat(Level(name, value, levels), rows)];
            else if (isFirst)
                codes = [.. Enumerable.Range(0, rows).Select(row => (int)((long)row * levels.Count / rows))];
            else
                codes = [.. Enumerable.Range(0, rows).Select(_ => random.NextInt32(levels.Count))];
            isFirst &= values.ContainsKey(name);
            variables.Add(new CategoricalVariable(name, levels, codes));
        }

        var numbers = new Matrix(rows, numeric.Length);
        double[] origins = [.. recipe.AllNumericOrigins];
        for (var j = 0; j < numeric.Length; j++)
        {
            var number = (float)(Number(numeric[j], values[numeric[j]]) - origins[j]);
            for (var row = 0; row < rows; row++)
                numbers[row, j] = number;
        }

        return new Auxiliary(variables, numbers, numeric);
    }

    private static Dictionary<string, string> Parse(string? given, string[] names)
    {
        var values = new Dictionary<string, string>();
        if (given is null)
            return values;
        if (names is [var only])
        {
            values[only] = given.StartsWith(only + '=', StringComparison.Ordinal) ? given[(only.Length + 1)..] : given;
            return values;
        }

        foreach (var item in given.Split(','))
        {
            var parts = item.Split('=', 2);
            if (parts.Length != 2)
                throw new UsageException($"--given {given}: u is made of {NearestName.List(names)}; write "
                    + $"{names[0]}=VALUE,{names[1]}=VALUE.");
            if (!names.Contains(parts[0]))
                throw new UsageException(
                    $"--given {given}: u has no part \"{parts[0]}\"{Suggestion.For(parts[0], names)}");
            values[parts[0]] = parts[1];
        }

        return values;
    }

    private static int Level(string name, string value, IReadOnlyList<string> levels)
    {
        for (var code = 0; code < levels.Count; code++)
            if (levels[code] == value)
                return code;
        throw new UsageException($"--given: \"{value}\" is no level of {name}; there are {NearestName.List(levels)}.");
    }

    private static double Number(string name, string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && float.IsFinite((float)number)
            ? number
            : throw new UsageException($"--given: \"{value}\" is not a number, which {name} is.");
}
