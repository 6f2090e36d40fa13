using Fulgurite.Access;
using Fulgurite.Identity;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Credit;

/// <summary>Lists the wallets of an environment, afresh. Changes nothing.</summary>
public sealed class ListWallets(ITableStore tables, FindWallet find)
{
    /// <summary>Wallets read at the same time.</summary>
    private const int ReadsAtOnce = 32;

    /// <summary>
    /// All of them, deleted ones included, in order of their ids. One storage transaction for each thousand, and one
    /// for each.
    /// </summary>
    public async Task<IReadOnlyList<Wallet>> Execute(EnvironmentId environment, CancellationToken cancel)
    {
        var query = RowQuery.Prefix(environment.ToString(), RegistryRows.WalletPrefix);
        var listed = await tables.Read(Registry.Table, query, cancel).Select(RegistryRows.ToWallet).ToListAsync(cancel);
        var found = new List<Wallet>();
        foreach (var some in listed.Chunk(ReadsAtOnce))
        {
            var read = await Task.WhenAll(some.Select(wallet => find.Execute(wallet, cancel)));
            found.AddRange(read.OfType<Wallet>().Where(wallet => wallet.Head.Environment == environment));
        }

        return found;
    }
}
