using Fulgurite.Access;
using Fulgurite.Identity;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Credit;

/// <summary>Finds which wallets hang under which line of credit of an environment. Changes nothing.</summary>
public sealed class WalletsOfLines(ITableStore tables, LineReads lines, WalletReads wallets)
{
    /// <summary>Wallets read at the same time.</summary>
    private const int ReadsAtOnce = 32;

    /// <summary>
    /// The open wallets of each line, in order of their ids; a line without any has no entry. One storage transaction
    /// for each thousand wallets and one for each line and thousand of its grants; and one for each wallet with no
    /// credit, which a grant does not tell from one that is gone.
    /// </summary>
    /// <param name="environment">Whose.</param>
    /// <param name="among">All lines of the environment.</param>
    /// <param name="cancel">Stops the reading.</param>
    public async Task<ILookup<LineOfCreditId, WalletId>> Execute(
        EnvironmentId environment, IReadOnlyList<LineOfCredit> among, CancellationToken cancel)
    {
        var lineOf = new Dictionary<WalletId, LineOfCreditId>();
        foreach (var line in among)
        {
            await foreach (var grant in lines.Grants(line.Id, cancel))
            {
                if (!grant.Limit.IsZero)
                {
                    lineOf[grant.Wallet] = line.Id;
                }
            }
        }

        var query = RowQuery.Prefix(environment.ToString(), RegistryRows.WalletPrefix);
        var listed = await tables.Read(Registry.Table, query, cancel).Select(RegistryRows.ToWallet).ToListAsync(cancel);
        var found = new List<(LineOfCreditId Line, WalletId Wallet)>(listed.Count);
        foreach (var some in listed.Chunk(ReadsAtOnce))
        {
            var read = await Task.WhenAll(some.Select(wallet => LineOf(wallet, lineOf, cancel)));
            found.AddRange(some.Zip(read).Where(each => each.Second is not null)
                .Select(each => (each.Second!.Value, each.First)));
        }

        return found.ToLookup(each => each.Line, each => each.Wallet);
    }

    private async Task<LineOfCreditId?> LineOf(
        WalletId wallet, Dictionary<WalletId, LineOfCreditId> granted, CancellationToken cancel)
    {
        if (granted.TryGetValue(wallet, out var line))
        {
            return line;
        }

        return await wallets.Head(wallet, cancel) is { State: WalletState.Active } head ? head.LineOfCredit : null;
    }
}
