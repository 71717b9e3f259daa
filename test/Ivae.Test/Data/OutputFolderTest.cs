using Ivae.Data;

namespace Ivae.Test.Data;

public sealed class OutputFolderTest : IDisposable
{
    private readonly TemporaryFolder root = new();

    private string Results => root.Of("runs/results");

    public void Dispose() => root.Dispose();

    [Fact]
    public void A_folder_belongs_to_one_owner_until_its_end()
    {
        using (var first = OutputFolder.Take(Results, "ivae fit"))
        {
            first.WriteText("a.txt", "one");
            var refused = Assert.Throws<DataException>(() => OutputFolder.Take(Results, "ivae check"));
            Assert.Contains($"is in use by process {Environment.ProcessId} on {Environment.MachineName} (ivae fit); "
                + "wait until it ends, or choose another folder.", refused.Message);
            first.Publish(["a.txt"]);
        }

        using var second = OutputFolder.Take(Results, "ivae check");
        Assert.Equal("one", File.ReadAllText(Path.Combine(Results, "a.txt")));
    }

    [Fact]
    public void What_an_owner_left_that_was_killed_blocks_nothing()
    {
        Write("runs/.results.ivae/lock", "process 1 on another (ivae fit)");
        Write("runs/.results.ivae/new-1-1/model.ivae", "half");
        using (var folder = OutputFolder.Take(Results, "ivae fit"))
            Assert.Equal([Path.GetDirectoryName(folder.New("a"))!], Directory.GetDirectories(folder.Work));
        Assert.False(Directory.Exists(root.Of("runs/.results.ivae")));
        Assert.False(Directory.Exists(Results));
    }

    [Fact]
    public void Nothing_stays_of_an_owner_that_publishes_nothing()
    {
        OutputFolder.Take(Results, "ivae fit").Dispose();
        Assert.Empty(Directory.EnumerateFileSystemEntries(root.Path));
    }

    [Fact]
    public void New_files_take_the_place_of_old_results_and_others_stay()
    {
        Write("runs/results/a.txt", "old");
        Write("runs/results/stale.txt", "old");
        Write("runs/results/notes.txt", "mine");
        Write("runs/results/deep/er/notes.txt", "mine too");
        var inode = Write("runs/results/held.txt", "held");
        using var held = new FileStream(inode, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        using (var folder = OutputFolder.Take(Results, "ivae fit"))
        {
            folder.WriteText("a.txt", "new");
            folder.WriteText("b.txt", "new too");
            folder.Publish(["a.txt", "b.txt", "stale.txt"]);
        }

        Assert.Equal(["a.txt", "b.txt", "deep/er/notes.txt", "held.txt", "notes.txt"],
            Directory.EnumerateFiles(Results, "*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(Results, path)).Order(StringComparer.Ordinal));
        Assert.Equal("new", File.ReadAllText(root.Of("runs/results/a.txt")));
        Assert.Equal("mine too", File.ReadAllText(root.Of("runs/results/deep/er/notes.txt")));
        held.SetLength(0);
        held.Flush();
        Assert.Equal("", File.ReadAllText(inode)); // the same file under the same name, no copy
        Assert.Single(Directory.EnumerateFileSystemEntries(root.Of("runs")));
    }

    [Fact]
    public void A_link_to_a_folder_stays_a_link()
    {
        Write("elsewhere/a.txt", "old");
        Directory.CreateSymbolicLink(root.Of("link"), root.Of("elsewhere"));
        using (var folder = OutputFolder.Take(root.Of("link/"), "ivae fit"))
        {
            folder.WriteText("a.txt", "new");
            folder.Publish(["a.txt"]);
        }

        Assert.NotNull(new DirectoryInfo(root.Of("link")).LinkTarget);
        Assert.Equal("new", File.ReadAllText(root.Of("elsewhere/a.txt")));
    }

    [Fact]
    public void A_file_in_the_place_of_the_folder_is_refused()
    {
        var file = Write("file", "");
        var refused = Assert.Throws<DataException>(() => OutputFolder.Take(file, "ivae fit"));
        Assert.Contains("is a file, and a folder is needed", refused.Message);
    }

    [Fact]
    public void What_is_kept_is_there_for_the_next_owner()
    {
        using (var folder = OutputFolder.Take(Results, "ivae fit"))
        {
            Directory.CreateDirectory(Path.Combine(folder.Work, "checkpoint-fit"));
            File.WriteAllText(Path.Combine(folder.Work, "checkpoint-fit", "a"), "state");
        }

        Assert.Equal(["checkpoint-fit"], Directory.EnumerateFileSystemEntries(root.Of("runs/.results.ivae"))
            .Select(Path.GetFileName));

        using var next = OutputFolder.Take(Results, "ivae fit");
        Assert.Equal("state", File.ReadAllText(Path.Combine(next.Work, "checkpoint-fit", "a")));
    }

    private string Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(root.Of(name))!);
        File.WriteAllText(root.Of(name), text);
        return root.Of(name);
    }
}
