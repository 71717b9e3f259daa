using System.Text;
using Ivae.Data;

namespace Ivae.Experiments;

/// <summary>Text files of an experiment. What is there is replaced: it was made from runs that are still there.</summary>
internal static class ExperimentFiles
{
    /// <summary>Writes a text file whole or not at all.</summary>
    public static void WriteText(string path, string text) => AtomicFile.Write(path, overwrite: true, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
}
