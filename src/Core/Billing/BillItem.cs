using Fulgurite.Cycles;
using Fulgurite.Identity;
using Fulgurite.Ledger;
using Fulgurite.Money;

namespace Fulgurite.Billing;

/// <summary>
/// What a wallet did in a billing cycle: the difference between its book at the cycle's end and at its beginning. Each
/// amount is the journal's, to the millisatoshi; only the volume fees are computed, and rounded.
/// </summary>
public sealed record BillItem
{
    /// <summary>Whose.</summary>
    public required WalletId Wallet { get; init; }

    /// <summary>The first journal line of the cycle; after <see cref="LastLine"/> where there is none.</summary>
    public required long FirstLine { get; init; }

    /// <summary>The last journal line of the cycle.</summary>
    public required long LastLine { get; init; }

    /// <summary>What the wallet had, holds included; below zero it owed.</summary>
    public required MsatDelta StartingBalance { get; init; }

    /// <summary>What it has afterwards.</summary>
    public required MsatDelta EndingBalance { get; init; }

    /// <summary>What it sent and received, each payment counted where it settled.</summary>
    public required Turnover Moved { get; init; }

    /// <summary>What routing and mining cost.</summary>
    public required Msat NetworkFees { get; init; }

    /// <summary>What bills before settled in the meantime: above zero, for the wallet.</summary>
    public required MsatDelta Settled { get; init; }

    /// <summary>The volume fee on what was sent, rounded down to the millisatoshi.</summary>
    public required Msat SentVolumeFee { get; init; }

    /// <summary>The volume fee on what was received, rounded down to the millisatoshi.</summary>
    public required Msat ReceivedVolumeFee { get; init; }

    /// <summary>What the bill before was to settle with the wallet, where this one has taken that over.</summary>
    public MsatDelta Carried { get; init; }

    /// <summary>
    /// True where the customer's own node backs the wallet: what moved is the customer's, and only the operator's fees
    /// are billed.
    /// </summary>
    public bool IsFeesOnly { get; init; }

    /// <summary>Payments that were sent.</summary>
    public long SentCount => Moved.Sent.Count;

    /// <summary>What their payees got.</summary>
    public Msat SentVolume => Moved.Sent.Volume;

    /// <summary>The operator's fees on them.</summary>
    public Msat SentProcessingFees => Moved.Sent.ProcessingFees;

    /// <summary>All that left the wallet with them.</summary>
    public Msat Sent => SentVolume + SentProcessingFees + NetworkFees;

    /// <summary>Payments that arrived.</summary>
    public long ReceivedCount => Moved.Received.Count;

    /// <summary>What they brought.</summary>
    public Msat ReceivedVolume => Moved.Received.Volume;

    /// <summary>The operator's fees on them.</summary>
    public Msat ReceivedProcessingFees => Moved.Received.ProcessingFees;

    /// <summary>What came into the wallet with them.</summary>
    public Msat Received => ReceivedVolume - ReceivedProcessingFees;

    /// <summary>What its payments changed in the wallet.</summary>
    public MsatDelta Own => new(Received.Value - Sent.Value);

    /// <summary>Both volume fees.</summary>
    public Msat VolumeFees => SentVolumeFee + ReceivedVolumeFee;

    /// <summary>
    /// What settling the bill brings the wallet back to: above zero it is withdrawn, below it is deposited.
    /// </summary>
    public MsatDelta ToSettle => IsFeesOnly ? default : Own + Carried;

    /// <summary>The processing fees that the customer's own node has taken in, and that are yet to be paid.</summary>
    public Msat FeesToCollect => IsFeesOnly ? SentProcessingFees + ReceivedProcessingFees : Msat.Zero;

    /// <summary>What the wallet adds to the bill: above zero, the operator owes it.</summary>
    public MsatDelta Net => ToSettle - VolumeFees - FeesToCollect;

    /// <summary>True where the bill need not show it.</summary>
    public bool IsEmpty => FirstLine > LastLine && Carried.Value == 0;

    /// <summary>The item of two openings of one wallet, in order.</summary>
    public static BillItem Of(CycleOpening start, CycleOpening end, BillingTerms terms)
    {
        Invariant.Holds(
            start.Wallet == end.Wallet && start.Sequence <= end.Sequence, "a cycle is between two openings in order");
        var moved = end.Turnover - start.Turnover;
        var item = new BillItem
        {
            Wallet = start.Wallet,
            FirstLine = start.Sequence + 1,
            LastLine = end.Sequence,
            StartingBalance = new MsatDelta(OwnIn(start)),
            EndingBalance = new MsatDelta(OwnIn(end)),
            Moved = moved,
            NetworkFees = new Msat(Grown(start, end, Account.NetworkFees)),
            Settled = new MsatDelta(-Grown(start, end, Account.Settlement)),
            SentVolumeFee = terms.SentFee.FeeRoundedDownToMsat(moved.Sent.Volume),
            ReceivedVolumeFee = terms.ReceivedFee.FeeRoundedDownToMsat(moved.Received.Volume),
        };
        Invariant.Holds(
            item.StartingBalance + item.Own + item.Settled == item.EndingBalance,
            "a wallet ends a cycle with what it began it with, and what moved");
        return item;
    }

    private static long OwnIn(CycleOpening opening) =>
        opening.Balances[Account.Available].Value + opening.Balances[Account.Held].Value;

    private static long Grown(CycleOpening start, CycleOpening end, Account account) =>
        end.Balances[account].Value - start.Balances[account].Value;
}
