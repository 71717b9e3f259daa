using Ivae.Data;
using Ivae.Numerics;

namespace Ivae.Methods;

/// <summary>
/// Brings data into the order a model knows: observed columns and parts of u by name, levels of u by theirs. Columns
/// that were given no names are matched by position; columns and parts that the model does not know are left out.
/// </summary>
internal static class DataOrder
{
    /// <summary>The observed columns of the model <c>[N, D]</c>, in its order and from its origins.</summary>
    /// <exception cref="ArgumentException">
    /// A column is missing, or columns without names are more or fewer than the model's.
    /// </exception>
    public static Matrix Observed(Dataset data, AuxiliaryRecipe recipe)
    {
        var wanted = recipe.ObservedNames;
        if (!data.HasNames && data.Observed.Columns != wanted.Count)
            throw new ArgumentException($"The data has {data.Observed.Columns} observed columns without names, and "
                + $"this model was fitted to {wanted.Count} ({NearestName.List(wanted)}); give these, in this order.",
                nameof(data));
        var isInOrder = !data.HasNames || data.ObservedNames.SequenceEqual(wanted);
        int[] positions = isInOrder
            ? [.. Enumerable.Range(0, wanted.Count)]
            : Positions("observed column", data.ObservedNames, wanted);
        var origins = recipe.ObservedOrigins ?? new double[wanted.Count];
        if (positions.Select(j => data.Origins[j]).SequenceEqual(origins))
            return isInOrder ? data.Observed : data.Observed.TakeColumns(positions);
        return Origin.Side([.. positions.Select(data.Column)], data.Rows, origins).Values;
    }

    /// <summary>The parts of u that the model knows, in its order and with its levels.</summary>
    /// <exception cref="ArgumentException">
    /// A part of u is missing, or a row has a level the model does not know.
    /// </exception>
    public static Auxiliary Auxiliary(Auxiliary data, AuxiliaryRecipe recipe)
    {
        var (known, numeric) = (recipe.AllCategorical, recipe.AllNumeric);
        var order = Positions(
            "categorical part of u",
            [.. data.Categorical.Select(part => part.Name)],
            [.. known.Select(part => part.Name)]);
        var columns = Positions("numeric part of u", data.NumericNames, numeric);
        var categorical = known.Select((part, i) => WithLevels(data.Categorical[order[i]], part.Levels));
        var numbers = data.NumericNames.SequenceEqual(numeric) ? data.Numeric : data.Numeric.TakeColumns(columns);
        return new Auxiliary([.. categorical], numbers, numeric);
    }

    private static int[] Positions(string what, IReadOnlyList<string> names, IReadOnlyList<string> wanted)
    {
        var positions = new int[wanted.Count];
        for (var i = 0; i < positions.Length; i++)
        {
            positions[i] = names.IndexOf(wanted[i]);
            if (positions[i] >= 0)
                continue;
            var present = names.Count == 0
                ? "; it has none."
                : $"{NearestName.Hint(wanted[i], names)} It has {NearestName.List(names)}.";
            throw new ArgumentException(
                $"The data lacks the {what} \"{wanted[i]}\", which this model was fitted to{present}", "data");
        }

        return positions;
    }

    private static CategoricalVariable WithLevels(CategoricalVariable given, IReadOnlyList<string> levels)
    {
        if (given.Levels.SequenceEqual(levels))
            return given;
        int[] codeOf = [.. given.Levels.Select(level => levels.IndexOf(level))];
        var unknown = Array.FindIndex(given.Codes, code => codeOf[code] < 0);
        if (unknown >= 0)
            throw new ArgumentException(
                $"\"{given.Name}\" is \"{given.Levels[given.Codes[unknown]]}\" in row {unknown + 1}, "
                + $"which is not a level this model knows ({NearestName.List(levels)}); "
                + "leave such rows out, or fit again with them.", "data");
        return new CategoricalVariable(given.Name, levels, Array.ConvertAll(given.Codes, code => codeOf[code]));
    }

    private static int IndexOf(this IReadOnlyList<string> names, string name)
    {
        for (var i = 0; i < names.Count; i++)
            if (names[i] == name)
                return i;
        return -1;
    }
}
