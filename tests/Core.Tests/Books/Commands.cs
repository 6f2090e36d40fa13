using Fulgurite.Books;
using Fulgurite.Identity;
using Fulgurite.Ledger;
using Fulgurite.Money;
using Fulgurite.Wallets;

namespace Fulgurite.Tests.Books;

/// <summary>Commands for a book: money in, and money out where there is enough.</summary>
internal static class Commands
{
    /// <summary>Why a withdrawal does not happen.</summary>
    public enum Refusal
    {
        NotEnough,
    }

    public static BookCommand Deposit(string key, long sats) => new(
        new IdempotencyKey(key),
        InputHash.Of("deposit", $"{sats}"),
        _ => Task.FromResult<Decide>((_, _) => new BookDecision.Applied(Change(
            key, new Transfer(Account.LightningIn, Account.Available, Msat.FromSats(sats))))));

    public static BookCommand Withdraw(string key, long sats) => new(
        new IdempotencyKey(key),
        InputHash.Of("withdraw", $"{sats}"),
        _ => Task.FromResult<Decide>((head, _) => head.Balances[Account.Available].Value < sats * Msat.PerSat
            ? new BookDecision.Refused(Refusal.NotEnough)
            : new BookDecision.Applied(Change(
                key, new Transfer(Account.Available, Account.LightningOut, Msat.FromSats(sats))))));

    /// <summary>A command whose decision is the test's own.</summary>
    public static BookCommand Deciding(string key, Decide decide) =>
        new(new IdempotencyKey(key), InputHash.Of(key), _ => Task.FromResult(decide));

    public static BookChange Change(string reference, params Transfer[] transfers) =>
        new("test-movement", reference, $"{reference} done") { Transfers = transfers };

    /// <summary>The journal from the store, each line checked against the hash that is stored with it.</summary>
    public static async Task<IReadOnlyList<JournalEntry>> Journal(WalletReads reads, WalletId wallet)
    {
        var entries = new List<JournalEntry>();
        await foreach (var (entry, storedHash) in reads.Journal(wallet, CancellationToken.None))
        {
            Assert.Equal(entry.Hash, storedHash);
            entries.Add(entry);
        }

        return entries;
    }
}
