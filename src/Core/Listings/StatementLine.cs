using Fulgurite.Events;
using Fulgurite.Identity;
using Fulgurite.Ledger;
using Fulgurite.Ledger.Movements;
using Fulgurite.Money;

namespace Fulgurite.Listings;

/// <summary>
/// A journal line as the wallet's owner sees it. Every line is exactly one of these, so that the n-th line of a
/// statement is the n-th of the journal. Told from what the transfers do, not from the movement's name: a movement that
/// is new here is still told rightly.
/// </summary>
/// <param name="Kind">What it means.</param>
/// <param name="Entry">The journal line.</param>
/// <param name="Amount">
/// What became spendable, was set aside, was paid in all, was freed, or arrived, depending on the kind.
/// </param>
public sealed record StatementLine(StatementKind Kind, JournalEntry Entry, Msat Amount)
{
    /// <summary>
    /// Names the credit or, the same for all lines of one send, the hold; made from the journal, so always the same.
    /// </summary>
    public Guid Id => Kind is StatementKind.Held or StatementKind.Captured or StatementKind.Released
        ? HoldId(Entry.Wallet, Entry.Reference)
        : Entry.Movement is ReceiveInvoice.Name or CreditInternal.Name
            ? CreditId(Entry.Wallet, Entry.Reference)
            : LineId(Entry.Wallet, Entry.Sequence);

    /// <summary>Names a line that is about nothing else, such as the credit of a receipt on chain.</summary>
    public static Guid LineId(WalletId wallet, long sequence) => EventIds.For("ledger-line", $"{wallet}/{sequence}");

    /// <summary>Names the credit of a paid invoice; there is one.</summary>
    public static Guid CreditId(WalletId wallet, string invoice) => EventIds.For("credit", $"{wallet}/{invoice}");

    /// <summary>Names the hold of a payment.</summary>
    public static Guid HoldId(WalletId wallet, string payment) => EventIds.For("hold", $"{wallet}/{payment}");

    /// <summary>The line of a journal line.</summary>
    public static StatementLine Of(JournalEntry entry)
    {
        var change = entry.Transfers.Aggregate(Balances.Empty, (before, transfer) => before.After(transfer));
        var (available, held, suspense) = (
            change[Account.Available].Value, change[Account.Held].Value, change[Account.Suspense].Value);
        if (held != 0)
        {
            return held > 0
                ? new StatementLine(StatementKind.Held, entry, new Msat(held))
                : OfEndedHold(entry, -held, available);
        }

        if (suspense > 0 && available == 0)
        {
            return new StatementLine(StatementKind.Suspended, entry, new Msat(suspense));
        }

        var isSettlement = entry.Transfers.Any(t => t.From == Account.Settlement || t.To == Account.Settlement);
        var kind = available < 0 ? StatementKind.Withdrawn
            : isSettlement ? StatementKind.Deposited
            : StatementKind.Credited;
        return new StatementLine(kind, entry, new Msat(Math.Abs(available)));
    }

    private static StatementLine OfEndedHold(JournalEntry entry, long held, long freed) => held == freed
        ? new StatementLine(StatementKind.Released, entry, new Msat(held))
        : new StatementLine(StatementKind.Captured, entry, new Msat(held - freed));
}
