using Ivae.Numerics;

namespace Ivae.Test.Numerics;

public class TeamTest
{
    [Fact]
    public void EveryPartOfEveryJobIsDoneOnce()
    {
        var done = new int[16];
        var team = new Team(part => Interlocked.Increment(ref done[part]));
        for (var job = 0; job < 5000; job++)
        {
            var parts = 1 + job % done.Length;
            team.Run(parts, 1 + job % 5);
            Assert.All(done, (count, part) => Assert.Equal(part < parts ? 1 : 0, count));
            Array.Clear(done);
        }
    }

    [Fact]
    public void PartsRunAtOnce()
    {
        using var together = new Barrier(2);
        new Team(_ => Assert.True(together.SignalAndWait(TimeSpan.FromMinutes(1)))).Run(2, 2);
    }

    [Fact]
    public void WithOneThreadTheCallerDoesAll()
    {
        var caller = Environment.CurrentManagedThreadId;
        new Team(_ => Assert.Equal(caller, Environment.CurrentManagedThreadId)).Run(100, 1);
    }

    [Fact]
    public void WhatAPartThrowsIsThrownOnceAllHaveEnded()
    {
        var done = 0;
        var team = new Team(part =>
        {
            Interlocked.Increment(ref done);
            if (part == 3)
                throw new InvalidOperationException("part 3");
        });
        Assert.Equal("part 3", Assert.Throws<InvalidOperationException>(() => team.Run(8, 2)).Message);
        Assert.Equal(8, done);
    }
}
