using Fulgurite.Books;
using Fulgurite.Identity;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Credit;

/// <summary>
/// Changes what a wallet's head says beside its book, together with the profile, in one commit of the book keeper's.
/// Each change has its number among the wallet's changes, and happens once.
/// </summary>
public sealed class ApplyTerms(ITableStore tables, BookKeeper books)
{
    /// <summary>Applies; null when it is so. Four storage transactions to read, and a commit.</summary>
    /// <exception cref="StorageUnavailableException">Not known to have happened: repeat it.</exception>
    public async Task<WalletChangeRefusal?> Execute(TermsChange change, CancellationToken cancel)
    {
        var wallet = change.Before.Wallet;
        var command = new BookCommand(change.Key, change.Input, async stop =>
        {
            var read = await Read(wallet, stop);
            return (head, now) => TermsDecision.Decide(change, read, head, now);
        });
        return await books.Execute(wallet, command, cancel) switch
        {
            BookResult.Applied or BookResult.AlreadyApplied => null,
            BookResult.KeyReused => WalletChangeRefusal.Overtaken,
            BookResult.Refused { Status: WalletChangeRefusal refusal } => refusal,
            _ => throw new InvariantBrokenException("a wallet's terms change or are refused"),
        };
    }

    private async Task<TermsReading> Read(WalletId wallet, CancellationToken cancel)
    {
        // The row that invoices touch before the look for open ones: an invoice that comes in between changes it.
        var active = await tables.Get(WalletRows.Table, WalletProfileRows.ActiveKey(wallet), cancel);
        var hasOpen = await Has(wallet, WalletProfileRows.OpenInvoicePrefix, cancel)
            || await Has(wallet, WalletProfileRows.OpenChainRequestPrefix, cancel);
        var profile = await tables.Get(WalletRows.Table, WalletProfileRows.Key(wallet), cancel);
        return new TermsReading(
            profile is null ? null : WalletProfileRows.ToProfile(profile), profile?.Version, active, hasOpen);
    }

    private async Task<bool> Has(WalletId wallet, string prefix, CancellationToken cancel) =>
        (await tables.ReadFirst(
            WalletRows.Table, RowQuery.Prefix(wallet.ToString(), prefix, take: 1), cancel)).Count > 0;
}
