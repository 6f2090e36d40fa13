using Fulgurite.Books;
using Fulgurite.Ledger;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Credit;

/// <summary>Decides a change of a wallet's terms. Pure.</summary>
public static class TermsDecision
{
    /// <summary>
    /// Refused as <see cref="WalletChangeRefusal.Overtaken"/> where the profile is not the one that the change was made
    /// for; a smaller limit where the wallet owes more; a deletion where something is in it or may still come.
    /// </summary>
    public static BookDecision Decide(TermsChange change, TermsReading read, WalletHead head, DateTimeOffset now)
    {
        var isWritten = read.Profile is not null || change.Before.Revision == 0;
        if (!isWritten
            || (read.Profile?.Revision ?? 0) != change.Before.Revision
            || read.Profile?.Pending != change.Before.Pending
            || head.State == WalletState.Deleted)
        {
            return new BookDecision.Refused(WalletChangeRefusal.Overtaken);
        }

        if (!head.IsWithin(change.Limit, head.Balances[Account.Available].Value))
        {
            return new BookDecision.Refused(WalletChangeRefusal.LimitBelowDebt);
        }

        if (change.Kind == TermsChangeKind.Delete && (read.HasOpenInvoice || !head.IsEmpty))
        {
            return new BookDecision.Refused(WalletChangeRefusal.NotEmpty);
        }

        return new BookDecision.Applied(ChangeOf(change, read, now));
    }

    private static BookChange ChangeOf(TermsChange change, TermsReading read, DateTimeOffset now)
    {
        var isDeletion = change.Kind == TermsChangeKind.Delete;
        var isRise = change.Kind == TermsChangeKind.Raise;
        var profile = (read.Profile ?? change.Before) with
        {
            Revision = change.Revision,
            Pending = isRise ? null : new PendingGrant(PendingGrantKind.Release, change.Limit),
            Refusal = null,
            UpdatedAt = now,
            DeletedAt = isDeletion ? now : null,
        };
        var write = RowWrite.Write(
            WalletProfileRows.Key(profile.Wallet), WalletProfileRows.ToFields(profile), read.Version);
        var state = isDeletion ? WalletState.Deleted : WalletState.Active;
        return new BookChange("change-terms", profile.Wallet.ToString(), change.Kind.ToString())
        {
            Terms = new WalletTerms(change.Limit, state),
            Writes = isDeletion && read.Active is { } active
                ? [write, RowWrite.Delete(active.Key, active.Version)]
                : [write],
            AttentionAt = isRise ? null : now,
        };
    }
}
