using Fulgurite.Worlds;

namespace Fulgurite.Simulation;

public sealed class SwarmTests(ITestOutputHelper output)
{
    private const int FreshSeeds = 2_000;
    private const int FreshMinutesMax = 2;

    [Fact]
    public void Whatever_two_thousand_fresh_seeds_bring_the_books_come_out_right()
    {
        var first = Campaign.AnyStart();
        var campaign = new Campaign();
        campaign.Run(Campaign.SeedsFrom(first, FreshSeeds), Environment.ProcessorCount, failuresMax: 1);

        output.WriteLine($"{campaign.Done} seeds from {first} in {campaign.Elapsed.TotalSeconds:F0} s");
        MustNotHaveFailed(campaign);
        Assert.Equal(FreshSeeds, campaign.Done);
        Assert.Empty(NotMet(campaign.Tally));
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

    // Every trouble that can be drawn, every way in which a call can fail, and what only their meeting brings about.
    private static IEnumerable<string> NotMet(Tally tally)
    {
        var faults = typeof(Weather).GetProperties().Where(p => p.PropertyType == typeof(int))
            .Select(p => $"fault: {p.Name}");
        Option[] troubles =
        [
            Option.Crashes, Option.StreamsCut, Option.StreamsMute, Option.IndexGaps, Option.TableOutages,
            Option.NodeOutages, Option.Forgotten, Option.Resends, Option.Restated, Option.Forged,
            Option.Reorganizations, Option.BlockRushes, Option.ChainRefused, Option.CoinsTaken,
        ];
        string[] rare =
        [
            "books: suspense", "books: expired", "books: exhausted callbacks", "callbacks: Redirect", "crashes",
            "deliveries: repeated", "dead letters", "settlements", "payments: succeeded", "payments: failed, NoRoute",
            "payments: failed, AlreadyPaid", "payments: failed, AlreadyAttempted", "payments: failed, InvoiceExpired",
            "payments: failed, NoRoute, and held until no request could arrive", "payments: asked again",
            "payments: requests that came late", "payments: known to the node already", "orders: InsufficientFunds",
            "orders: InvoiceExpired", "orders: WrongNetwork", "orders: InvalidAmount", "orders: AmountRequired",
            "orders: WalletNotFound", "orders: AlreadyExists", "payers: ordered in one breath beside a rival",
            "payers: came as it expired", "payments: paid within the ledger",
            "payments: failed within the ledger, AlreadyPaid", "payments: failed within the ledger, InvoiceExpired",
            "payments: failed within the ledger, IncorrectPaymentDetails",
            "neighbours: settled by the node after it had cancelled",
            "payments: failed, NotCovered", "withdrawals: Canceled",
            "withdrawals: AlreadyPaid", "withdrawals: AlreadyExpired", "listings: read", "webhooks: Stopped",
            "webhooks: Active", "webhooks: Deleted", "webhooks: rotated", "orders: another amount under one id",
            "receipts: Credited", "receipts: Suspended", "receipts: Pending", "chain sends: Sent",
            "chain sends: failed, FeeAboveMax", "chain sends: failed, InsufficientFunds", "chain: spent otherwise",
            "chain: not taken, bad-txns-inputs-missingorspent", "chain: not taken, min relay fee not met",
            "chain: not taken, transaction outputs already in utxo set", "chain: publications that came late",
            "sends: AlreadyExists", "sends: InsufficientFunds", "sends: InvalidAmount", "sends: WalletNotFound",
            "payers: raced on chain and off for one balance",
        ];
        return faults.Concat(troubles.Select(trouble => $"trouble: {trouble.Name}")).Concat(rare)
            .Where(what => !tally.Counts.ContainsKey(what));
    }

    private static void MustNotHaveFailed(Campaign campaign)
    {
        if (campaign.Failures.TryDequeue(out var failed))
        {
            Assert.Fail(FailureText.Of(failed.Seed));
        }
    }
}
