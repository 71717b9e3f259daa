using System.Diagnostics;
using System.Globalization;

namespace Ivae.Cli;

/// <summary>
/// How far a fit, or many, have come: on a terminal one line that rewrites itself, with bar, epoch, bound and time
/// left; elsewhere a plain line each tenth of the way. Safe to call from several threads.
/// </summary>
internal sealed class ProgressDisplay(Output output, bool quiet) : IDisposable
{
    private const double SecondsBetweenLines = 0.1;
    private const string EraseLine = "\r\u001b[2K";

    private readonly Lock gate = new();
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private double begunAt;
    private double shownAt = double.NegativeInfinity;
    private string stage = "";
    private int tenthsShown;
    private bool lineOpen;

    /// <summary>Shows a state; states that follow each other faster than the eye are left out.</summary>
    /// <param name="done">Epochs done, over all restarts.</param>
    /// <param name="total">Epochs at most, over all restarts.</param>
    /// <param name="bound">Present bound on the held-out rows, in nats per row.</param>
    /// <param name="best">Best bound so far, in nats per row.</param>
    public void Show(int done, int total, double bound, double best) =>
        Show((double)done / total, Numbers(done, total, bound, best));

    /// <summary>Shows how far work of any kind has come, with the time left.</summary>
    /// <param name="part">Part of the work that is done, 0 … 1.</param>
    /// <param name="words">What has been done.</param>
    public void Show(double part, string words)
    {
        if (quiet)
            return;
        lock (gate)
        {
            var seconds = watch.Elapsed.TotalSeconds;
            words = stage.Length > 0 ? $"{stage}  {words}" : words;
            if (output.Terminal)
            {
                if (seconds - shownAt < SecondsBetweenLines && part < 1)
                    return;
                shownAt = seconds;
                output.Messages.Write(EraseLine + Line(part, words, seconds - begunAt));
                lineOpen = true;
            }
            else if ((int)(10 * part + 1e-9) > tenthsShown)
            {
                tenthsShown = (int)(10 * part + 1e-9);
                output.Messages.WriteLine($"{words}  {Left(part, seconds - begunAt)}");
            }
        }
    }

    /// <summary>Begins a stage, which has a part done, a best bound and a time left of its own.</summary>
    /// <param name="name">What its lines start with, such as "stage 2 of 3: warm start"; nothing where there is one
    /// stage.</param>
    public void Begin(string name)
    {
        lock (gate)
            (stage, begunAt, shownAt, tenthsShown) = (name, watch.Elapsed.TotalSeconds, double.NegativeInfinity, 0);
    }

    /// <summary>Takes the line away again, so that what follows starts at the left.</summary>
    public void Dispose()
    {
        if (lineOpen)
            output.Messages.Write(EraseLine);
    }

    private static string Numbers(int done, int total, double bound, double best) =>
        string.Create(CultureInfo.InvariantCulture, $"epoch {done}/{total}  bound {bound:F3}  best {best:F3} nats");

    /// <summary>The time left where a part of the work took so many seconds.</summary>
    internal static string Left(double part, double seconds)
    {
        var left = TimeSpan.FromSeconds(part == 0 ? 0 : seconds / part * (1 - part));
        return string.Create(CultureInfo.InvariantCulture, $"{(int)left.TotalHours}:{left:mm\\:ss} left");
    }

    private string Line(double part, string words, double seconds)
    {
        var text = $"  {words}  {Left(part, seconds)}";
        var room = Math.Clamp(output.Width - text.Length - 1, 0, 30);
        var filled = (int)(room * part);
        var (start, end) = output.Colour ? ("\u001b[36m", "\u001b[0m") : ("", "");
        text = text[..Math.Min(text.Length, output.Width - 1)];
        return start + new string('━', filled) + end + new string('─', room - filled) + text;
    }
}
