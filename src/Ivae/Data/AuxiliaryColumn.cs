namespace Ivae.Data;

/// <summary>A column that u is made of.</summary>
/// <param name="Column">Its values.</param>
/// <param name="Categorical">What the user said it is, if anything.</param>
/// <param name="OneHotLevels">Number of levels of a decoded one-hot array, whose values are 1 … M; otherwise 0.</param>
internal readonly record struct AuxiliaryColumn(TableColumn Column, bool? Categorical, int OneHotLevels);
