namespace Ivae.Reporting;

/// <summary>A page and the figures on it.</summary>
/// <param name="Html">The page as well-formed HTML; equal content gives equal text.</param>
/// <param name="Figures">Its figures, in order, no two of one name.</param>
internal sealed record ReportPage(string Html, IReadOnlyList<PageFigure> Figures);
