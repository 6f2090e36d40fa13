namespace Fulgurite.Simulation;

public sealed class SwarmTests(ITestOutputHelper output)
{
    private const int FreshSeeds = 2_000;
    private const int RichLivesMax = 500;

    [Fact]
    public void Whatever_two_thousand_fresh_seeds_bring_the_books_come_out_right()
    {
        var first = Campaign.AnyStart();
        var campaign = new Campaign();
        campaign.Run(Campaign.SeedsFrom(first, FreshSeeds), Environment.ProcessorCount, failuresMax: 1);

        output.WriteLine($"{campaign.Done} seeds from {first} in {campaign.Elapsed.TotalSeconds:F0} s");
        MustNotHaveFailed(campaign);
        Assert.Equal(FreshSeeds, campaign.Done);
        Assert.Empty(Coverage.NotMet(campaign.Tally, RichLivesMax));
    }

    [Fact]
    public void Seeds_that_once_failed_fail_no_more()
    {
        var campaign = new Campaign();
        campaign.Run(KeptSeeds.All, Environment.ProcessorCount, failuresMax: 1);
        MustNotHaveFailed(campaign);
    }

    [Fact]
    public void The_same_seed_makes_the_same_history() =>
        Assert.Equal(Swarm.Play(7, keepsHistory: true).History.Lines, Swarm.Play(7, keepsHistory: true).History.Lines);

    [Fact]
    public void To_keep_the_history_changes_nothing()
    {
        var (kept, notKept) = (Swarm.Play(11, keepsHistory: true), Swarm.Play(11));

        Assert.Equal(kept.Scheduler.Steps, notKept.Scheduler.Steps);
        Assert.Equal(kept.Tally.Counts, notKept.Tally.Counts);
        Assert.Empty(notKept.History.Lines);
    }

    private static void MustNotHaveFailed(Campaign campaign)
    {
        if (campaign.Failures.TryDequeue(out var failed))
        {
            Assert.Fail(FailureText.Of(failed.Seed));
        }
    }
}
