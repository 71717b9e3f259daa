using Ivae.Data;

namespace Ivae.Experiments;

/// <summary>Data of several runs, read for the first of them and let go after the last.</summary>
/// <param name="uses">Number of runs.</param>
internal sealed class SharedDataset(int uses)
{
    private readonly Lock gate = new();
    private Dataset? data;
    private int left = uses;

    /// <summary>The data.</summary>
    public Dataset Take(Func<Dataset> load)
    {
        lock (gate)
            return data ??= load();
    }

    /// <summary>Says that a run needs it no more.</summary>
    public void Release()
    {
        lock (gate)
            if (--left == 0)
                data = null;
    }
}
