using Ivae.Methods;
using Ivae.Reporting;

namespace Ivae.Test.Reporting;

public class SearchSentencesTest
{
    private static readonly SearchCandidate Linear = new("linear, free shapes", 1, -3.21, 0, 0, 1, 2, true);
    private static readonly SearchCandidate Rising = new("rising maps, normal", 1, -3.2, -0.01, 0.02, 3, 9, false);
    private static readonly SearchCandidate Again = Rising with { Start = 2, HeldOut = -3.5, Below = 0.29, Rounds = 2 };

    [Fact]
    public void The_best_is_said_to_be_best_and_by_how_much()
    {
        var search = new SearchOutcome(
            [
                Rising with { Chosen = true, Below = 0, Error = 0 }, Again,
                Linear with { Chosen = false, Below = 0.4, Error = 0.03 },
            ],
            SearchReason.Best, 1.204, 0.031);

        Assert.Equal(
            "“rising maps, normal” was chosen: of 2 kinds that were tried it explains held-out rows best, "
            + "0.400 ± 0.030 nats per row better than “linear, free shapes”. "
            + "u explains 1.20 ± 0.03 nats of a held-out row.", search.Sentence);
        Assert.Empty(search.Doubts);
        Assert.DoesNotContain("u explains", (search with { GainOfAuxiliary = double.NaN }).Sentence);
    }

    [Fact]
    public void A_linear_map_that_is_no_worse_is_said_to_be_the_simplest() => Assert.Equal(
        "“linear, free shapes” was chosen: a linear map is the simplest of the 2 kinds that were tried, and the best "
        + "of the others explains held-out rows no better within two standard errors (“rising maps, normal”, by "
        + "0.010 ± 0.020 nats per row). u explains 1.20 ± 0.03 nats of a held-out row.",
        new SearchOutcome([Rising, Again, Linear], SearchReason.SimplestOfAlike, 1.204, 0.031).Sentence);

    [Fact]
    public void What_is_ahead_by_too_little_is_named() => Assert.Equal(
        "“linear, free shapes” was chosen: what explains held-out rows better does so by too little to prefer it "
        + "(“rising maps, normal”, by 0.010 ± 0.020 nats per row), at most .006 for each latent, which bends that are "
        + "not there can bring. u explains 1.20 ± 0.03 nats of a held-out row.",
        new SearchOutcome([Rising, Again, Linear], SearchReason.UsualOfNearlyAlike, 1.204, 0.031).Sentence);

    [Fact]
    public void Where_u_explains_nothing_the_assumption_and_the_remedy_are_named()
    {
        var none = Linear with { Name = "linear, u not used", Rounds = 0 };
        var search = new SearchOutcome(
            [Rising, Again, none], SearchReason.AuxiliaryExplainsNothing, 0.02, 0.26);
        var sentence = search.Sentence;

        Assert.Contains("u explains nothing of held-out rows (0.02 ± 0.26 nats per row)", sentence);
        Assert.Contains("whose guarantee rests on a linear mixing", sentence);
        Assert.Contains("longer segments, or other labels", sentence);
    }

    [Fact]
    public void A_rival_is_a_doubt_where_its_latents_differ_and_so_is_training_that_ended_early()
    {
        var search = new SearchOutcome([Rising, Again, Linear], SearchReason.Best, 1, 0.1)
        {
            Rival = Rising with { Agreement = 0.71 },
            GainOfTraining = 0.13,
            EndsEarly = true,
        };

        Assert.Equal(
            [
                "Held-out rows do not decide between “linear, free shapes” and “rising maps, normal” "
                + "(0.010 ± 0.020 nats per row), whose latents differ: they correlate 0.71 on average. More rows, or "
                + "longer training, may decide it.",
                "Training ended early: by how the held-out likelihood rose from round to round, three times as many "
                + "steps would add about 0.13 nats per row. Train longer (training.effort = 4, or preset thorough).",
            ],
            search.Doubts);
        Assert.Single((search with { Rival = Rising with { Agreement = 0.99 } }).Doubts);
    }
}
