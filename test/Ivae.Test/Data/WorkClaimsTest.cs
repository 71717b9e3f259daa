using System.Diagnostics;
using System.Globalization;
using Ivae.Data;

namespace Ivae.Test.Data;

/// <summary>Work that several processes share is done by one at a time, and that of a dead one by another.</summary>
public sealed class WorkClaimsTest : IDisposable
{
    private static readonly TimeSpan Pulse = TimeSpan.FromMilliseconds(50);
    private readonly Ivae.Test.Cli.TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void One_has_a_claim_until_it_lets_go()
    {
        var (one, other) = (New(), New());
        var claim = one.Take("a", Fail);
        Assert.NotNull(claim);
        Assert.Null(one.Take("a", Fail));
        Assert.Null(other.Take("a", Fail));
        using (other.Take("a.1", Fail)) // a name that looks like a number
        {
        }

        claim.Dispose();
        using var next = other.Take("a", Fail);
        Assert.NotNull(next);
        Assert.Equal(["a.0"], Files());
    }

    [Fact]
    public void Of_many_that_want_it_at_once_one_gets_it()
    {
        for (var round = 0; round < 20; round++)
        {
            var taken = new WorkClaim?[8];
            Parallel.For(0, taken.Length, i => taken[i] = New().Take($"work-{round}", Fail));
            Assert.Single(taken, claim => claim is not null);
            Array.ForEach(taken, claim => claim?.Dispose());
        }

        Assert.Empty(Files());
    }

    [Fact]
    public void A_process_of_this_host_that_has_ended_is_dead_at_once()
    {
        using var process = Process.Start("true");
        process.WaitForExit();
        folder.Write("a.0", string.Create(CultureInfo.InvariantCulture, $"{WorkClaim.Host} {process.Id} 000000000001"));
        var clock = Stopwatch.StartNew();
        using var claim = new WorkClaims(folder.Root, TimeSpan.FromHours(1)).Take("a", Fail);
        Assert.NotNull(claim);
        Assert.Contains("a.1", Files()); // the dead claim stays until the work is let go of
        claim.Dispose();
        Assert.Empty(Files());
        Assert.True(clock.Elapsed < TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void Claims_of_the_dead_to_work_that_is_done_are_removed()
    {
        using var process = Process.Start("true");
        process.WaitForExit();
        folder.Write("a.1", string.Create(CultureInfo.InvariantCulture, $"{WorkClaim.Host} {process.Id} 000000000001"));
        using var other = New().Take("b", Fail);
        New().Tidy(["a", "b", "c"]);
        Assert.Equal(["b.0"], Files());
    }

    [Fact]
    public async Task A_process_of_another_host_is_dead_when_its_count_stands_still()
    {
        folder.Write("a.0", "elsewhere 1 000000000001");
        var claims = New();
        Assert.Null(claims.Take("a", Fail));
        Assert.True(claims.IsDoubtful("a"));

        // Its count rises: it lives, and is waited for no longer than that.
        folder.Write("a.0", "elsewhere 1 000000000002");
        Assert.Null(claims.Take("a", Fail));
        Assert.False(claims.IsDoubtful("a"));

        await Task.Delay(claims.Patience + Pulse);
        using var claim = claims.Take("a", Fail);
        Assert.NotNull(claim);
    }

    [Fact]
    public async Task An_owner_that_was_taken_for_dead_hears_of_it()
    {
        var heard = new TaskCompletionSource();
        using var sleeper = New().Take("a", heard.SetResult);
        using var other = WorkClaim.Make(number => folder.Path($"a.{number}"), 1, Pulse, Fail);
        await heard.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task The_count_of_a_living_owner_rises()
    {
        using var claim = New().Take("a", Fail);
        var other = new WorkClaims(folder.Root, Pulse);
        Assert.Null(other.Take("a", Fail));
        for (var attempt = 0; attempt < 400 && other.IsDoubtful("a"); attempt++)
        {
            await Task.Delay(Pulse);
            Assert.Null(other.Take("a", Fail));
        }

        Assert.False(other.IsDoubtful("a"));
    }

    private WorkClaims New() => new(folder.Root, Pulse);

    private string[] Files() => [.. Directory.GetFiles(folder.Root).Select(path => Path.GetFileName(path)).Order()];

    private static void Fail() => throw new InvalidOperationException("this claim is not lost");
}
