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
    private BillItem(CycleOpening start, CycleOpening end, BillingTerms terms)
    {
        Wallet = start.Wallet;
        FirstLine = start.Sequence + 1;
        LastLine = end.Sequence;
        var moved = end.Turnover - start.Turnover;
        (SentCount, ReceivedCount) = (moved.Sent.Count, moved.Received.Count);
        (SentVolume, ReceivedVolume) = (moved.Sent.Volume, moved.Received.Volume);
        (SentProcessingFees, ReceivedProcessingFees) = (moved.Sent.ProcessingFees, moved.Received.ProcessingFees);
        NetworkFees = new Msat(Grown(start, end, Account.NetworkFees));
        SentVolumeFee = terms.SentFee.FeeRoundedDownToMsat(SentVolume);
        ReceivedVolumeFee = terms.ReceivedFee.FeeRoundedDownToMsat(ReceivedVolume);
        StartingBalance = new MsatDelta(OwnIn(start));
        Settled = new MsatDelta(-Grown(start, end, Account.Settlement));
        EndingBalance = new MsatDelta(OwnIn(end));
        Invariant.Holds(
            StartingBalance.Value + Received.Value - Sent.Value + Settled.Value == EndingBalance.Value,
            "a wallet ends a cycle with what it began it with, and what moved");
    }

    /// <summary>Whose.</summary>
    public WalletId Wallet { get; }

    /// <summary>The first journal line of the cycle; after <see cref="LastLine"/> where there is none.</summary>
    public long FirstLine { get; }

    /// <summary>The last journal line of the cycle.</summary>
    public long LastLine { get; }

    /// <summary>What the wallet had, holds included; below zero it owed.</summary>
    public MsatDelta StartingBalance { get; }

    /// <summary>What it has afterwards.</summary>
    public MsatDelta EndingBalance { get; }

    /// <summary>Payments that were sent, each counted where it settled.</summary>
    public long SentCount { get; }

    /// <summary>What their payees got.</summary>
    public Msat SentVolume { get; }

    /// <summary>The operator's fees on them.</summary>
    public Msat SentProcessingFees { get; }

    /// <summary>What routing and mining cost.</summary>
    public Msat NetworkFees { get; }

    /// <summary>All that left the wallet with them.</summary>
    public Msat Sent => SentVolume + SentProcessingFees + NetworkFees;

    /// <summary>Payments that arrived.</summary>
    public long ReceivedCount { get; }

    /// <summary>What they brought.</summary>
    public Msat ReceivedVolume { get; }

    /// <summary>The operator's fees on them.</summary>
    public Msat ReceivedProcessingFees { get; }

    /// <summary>What came into the wallet with them.</summary>
    public Msat Received => ReceivedVolume - ReceivedProcessingFees;

    /// <summary>What bills before settled in the meantime: above zero, for the wallet.</summary>
    public MsatDelta Settled { get; }

    /// <summary>The volume fee on what was sent.</summary>
    public Msat SentVolumeFee { get; }

    /// <summary>The volume fee on what was received.</summary>
    public Msat ReceivedVolumeFee { get; }

    /// <summary>What the wallet adds to the bill: above zero, the operator owes it.</summary>
    public MsatDelta Net => new MsatDelta(Received.Value) - Sent - SentVolumeFee - ReceivedVolumeFee;

    /// <summary>The item of two openings of one wallet, in order.</summary>
    public static BillItem Of(CycleOpening start, CycleOpening end, BillingTerms terms)
    {
        Invariant.Holds(
            start.Wallet == end.Wallet && start.Sequence <= end.Sequence, "a cycle is between two openings in order");
        return new BillItem(start, end, terms);
    }

    private static long OwnIn(CycleOpening opening) =>
        opening.Balances[Account.Available].Value + opening.Balances[Account.Held].Value;

    private static long Grown(CycleOpening start, CycleOpening end, Account account) =>
        end.Balances[account].Value - start.Balances[account].Value;
}
