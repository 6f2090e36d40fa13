using Fulgurite.Ledger;
using Fulgurite.Money;

namespace Fulgurite.Statements;

/// <summary>
/// A journal line as a bookkeeper reads it. Told from what the transfers do, not from the movement's name, and every
/// transfer over the border of what is the wallet's own is in exactly one of the four amounts: a movement that is new
/// here still adds up.
/// </summary>
/// <param name="Line">The journal line.</param>
/// <param name="Kind">What it is.</param>
/// <param name="In">What came in, before fees.</param>
/// <param name="Out">What went out to its payee, before fees.</param>
/// <param name="NetworkFee">What routing or mining cost.</param>
/// <param name="ProcessingFee">What the operator took.</param>
public sealed record StatementMovement(
    JournalEntry Line, MovementKind Kind, Msat In, Msat Out, Msat NetworkFee, Msat ProcessingFee)
{
    /// <summary>By how much it changes the balance.</summary>
    public MsatDelta Change => new MsatDelta(In.Value) - Out - NetworkFee - ProcessingFee;

    /// <summary>By how much it changes what is kept aside, which is not in the balance.</summary>
    public MsatDelta KeptAside => new(Line.Transfers.Sum(transfer =>
        transfer.To == Account.Suspense ? transfer.Amount.Value
        : transfer.From == Account.Suspense ? -transfer.Amount.Value
        : 0));

    /// <summary>Whether a statement shows it: holds and their releases are not movements of value.</summary>
    public bool IsShown => Kind is not (MovementKind.Hold or MovementKind.Release);

    /// <summary>The movement of a journal line.</summary>
    public static StatementMovement Of(JournalEntry line)
    {
        var (into, outOf, network, processing) = (Msat.Zero, Msat.Zero, Msat.Zero, Msat.Zero);
        foreach (var transfer in line.Transfers.Where(each => IsOwn(each.From) != IsOwn(each.To)))
        {
            if (IsOwn(transfer.To))
            {
                into += transfer.Amount;
            }
            else if (transfer.To == Account.NetworkFees)
            {
                network += transfer.Amount;
            }
            else if (transfer.To == Account.ProcessingFees)
            {
                processing += transfer.Amount;
            }
            else
            {
                outOf += transfer.Amount;
            }
        }

        return new StatementMovement(line, KindOf(line.Transfers), into, outOf, network, processing);
    }

    /// <summary>Whether an account is part of what the wallet has.</summary>
    internal static bool IsOwn(Account account) => account is Account.Available or Account.Held;

    // Of the transfer that the others come with: what came from outside, then what went outside, then a fee.
    private static MovementKind KindOf(IReadOnlyList<Transfer> transfers)
    {
        Transfer? First(Func<Transfer, bool> isIt) => transfers.FirstOrDefault(isIt);
        if (First(t => !IsOwn(t.From) && IsOwn(t.To)) is { } receipt)
        {
            return KindOfReceipt(receipt.From);
        }

        if (First(t => IsOwn(t.From) && !IsOwn(t.To) && !IsFee(t.To)) is { } send)
        {
            return KindOfSend(send.To);
        }

        return First(t => IsOwn(t.From) && IsFee(t.To)) is not null ? MovementKind.Fee
            : First(t => t.To == Account.Suspense) is not null ? MovementKind.KeptAside
            : First(t => t.To == Account.Held) is not null ? MovementKind.Hold
            : First(t => t.From == Account.Held) is not null ? MovementKind.Release
            : MovementKind.Other;
    }

    private static bool IsFee(Account account) => account is Account.NetworkFees or Account.ProcessingFees;

    private static MovementKind KindOfReceipt(Account from) => from switch
    {
        Account.LightningIn => MovementKind.ReceivedOverLightning,
        Account.OnChainIn => MovementKind.ReceivedOnChain,
        Account.Internal => MovementKind.ReceivedFromWallet,
        Account.Suspense => MovementKind.Attributed,
        Account.Settlement => MovementKind.SettlementReceived,
        Account.Available or Account.Held or Account.LightningOut or Account.OnChainOut or Account.NetworkFees
            or Account.ProcessingFees => MovementKind.Other,
    };

    private static MovementKind KindOfSend(Account to) => to switch
    {
        Account.LightningOut => MovementKind.SentOverLightning,
        Account.OnChainOut => MovementKind.SentOnChain,
        Account.Internal => MovementKind.SentToWallet,
        Account.Settlement => MovementKind.SettlementPaid,
        Account.Available or Account.Held or Account.LightningIn or Account.OnChainIn or Account.NetworkFees
            or Account.ProcessingFees or Account.Suspense => MovementKind.Other,
    };
}
