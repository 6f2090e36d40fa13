using Fulgurite.Worlds;

namespace Fulgurite.Simulation;

/// <summary>
/// What must happen in lives that are to prove anything: every trouble that can be drawn, every way in which a call can
/// fail, and what only their meeting brings about.
/// </summary>
internal static class Coverage
{
    private static readonly Option[] Troubles =
    [
        Option.Crashes, Option.StreamsCut, Option.StreamsMute, Option.IndexGaps, Option.TableOutages,
        Option.NodeOutages, Option.Forgotten, Option.Resends, Option.Restated, Option.Forged,
        Option.Reorganizations, Option.BlockRushes, Option.ChainRefused, Option.CoinsTaken,
    ];

    private static readonly string[] Rare =
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
        "payers: raced on chain and off for one balance", "callbacks: AskToWait", "callbacks: Leave",
        "webhooks: stopped, for they were gone", "requests: OnChain Completed", "requests: OnChain Expired",
        "requests: OnChain Canceled", "requests: Bip21 Completed", "requests: Bip21 Expired",
        "requests: Bip21 Canceled", "requests: Completed, paid by both ways", "requests: InvalidAmount",
        "requests: EnvironmentNotFound", "requests: IdTaken", "requests: paid over the network",
        "requests: paid by a merchant here", "requests: withdrawn, AlreadyPaid",
        "requests: withdrawn, AlreadyExpired", "requests: withdrawn, Canceled",
        "cycles: begun by a movement", "cycles: begun without one", "cycles: left by hand in the storm",
    ];

    /// <summary>
    /// What did not happen, neither where the tally was kept nor in rich lives: the rarest things are a matter of luck
    /// even in thousands of lives, and no matter of luck in lives that are full of everything, always the same ones.
    /// </summary>
    /// <param name="met">What happened so far.</param>
    /// <param name="livesMax">How many lives may be added.</param>
    public static IReadOnlyList<string> NotMet(Tally met, int livesMax)
    {
        var missing = All().Where(what => !met.Counts.ContainsKey(what)).ToHashSet();
        for (var seed = 1UL; missing.Count > 0 && seed <= (ulong)livesMax; seed++)
        {
            missing.ExceptWith(Swarm.Play(seed, Options.RichOf(seed), keepsHistory: false).Tally.Counts.Keys);
        }

        return [.. missing];
    }

    private static IEnumerable<string> All() => typeof(Weather).GetProperties()
        .Where(property => property.PropertyType == typeof(int))
        .Select(property => $"fault: {property.Name}")
        .Concat(Troubles.Select(trouble => $"trouble: {trouble.Name}"))
        .Concat(Rare);
}
