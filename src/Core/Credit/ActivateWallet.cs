using Fulgurite.Books;
using Fulgurite.Identity;
using Fulgurite.Ledger;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Credit;

/// <summary>
/// Writes the row that new invoices touch, for a wallet from before there was one; see
/// <see cref="WalletProfileRows"/>. Decided over the head, so that it never comes back to a wallet that is deleted.
/// </summary>
public sealed class ActivateWallet(BookKeeper books)
{
    /// <summary>
    /// Null when the row is there, or was; it says where there is no wallet, or none that takes anything new. A few
    /// storage transactions, once a wallet.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Not known: repeat it.</exception>
    public async Task<WalletChangeRefusal?> Execute(WalletId wallet, CancellationToken cancel)
    {
        var command = new BookCommand(
            new IdempotencyKey("activate"),
            InputHash.Of("activate"),
            _ => Task.FromResult<Decide>((head, _) => Decide(head)));
        return await books.Execute(wallet, command, cancel) switch
        {
            BookResult.Applied or BookResult.AlreadyApplied => null,
            BookResult.Refused { Status: WalletChangeRefusal refusal } => refusal,
            _ => WalletChangeRefusal.NotFound,
        };
    }

    private static BookDecision Decide(WalletHead head) => head.State == WalletState.Deleted
        ? new BookDecision.Refused(WalletChangeRefusal.NotFound)
        : new BookDecision.Applied(new BookChange("activate", head.Wallet.ToString(), "activated")
        {
            Writes = [RowWrite.Insert(WalletProfileRows.ActiveKey(head.Wallet), [])],
        });
}
