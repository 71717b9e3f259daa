namespace Ivae.Data;

/// <summary>A marker or annotation of a recording.</summary>
/// <param name="Row">The row at which it begins, from 0; rows need not be whole.</param>
/// <param name="Rows">For how many rows it lasts; one at most for what marks a point in time.</param>
/// <param name="Text">Its text.</param>
internal readonly record struct Marker(double Row, double Rows, string Text);
