namespace Ivae.Data;

/// <summary>How the text file of a BrainVision recording is laid out.</summary>
/// <param name="HasDecimalComma">Whether decimals are written with a comma.</param>
/// <param name="SkippedLines">Lines before the first sample.</param>
/// <param name="SkippedColumns">Cells before the first sample of a line.</param>
internal readonly record struct BrainVisionText(bool HasDecimalComma, int SkippedLines, int SkippedColumns);
