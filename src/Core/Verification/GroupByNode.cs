using Fulgurite.Identity;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Verification;

/// <summary>Tells apart the wallets that the operator's node backs, and those of each customer's own.</summary>
public sealed class GroupByNode(ITableStore tables)
{
    private const int LookupsMax = 32;

    /// <summary>
    /// The operator's, and for each line with a node of its own those of it. One storage transaction a wallet.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Nothing is known.</exception>
    public async Task<(IReadOnlyList<ListedWallet> Operators, ILookup<LineOfCreditId, ListedWallet> Own)> Execute(
        IReadOnlyList<ListedWallet> wallets, CancellationToken cancel)
    {
        var reads = new WalletReads(tables);
        var operators = new List<ListedWallet>();
        var own = new List<(LineOfCreditId Line, ListedWallet Wallet)>();
        foreach (var some in wallets.Chunk(LookupsMax))
        {
            foreach (var (wallet, head) in some.Zip(
                await Task.WhenAll(some.Select(listed => reads.Head(listed.Wallet, cancel)))))
            {
                if (head?.NodeLine is { } line)
                {
                    own.Add((line, wallet));
                }
                else
                {
                    operators.Add(wallet);
                }
            }
        }

        return (operators, own.ToLookup(each => each.Line, each => each.Wallet));
    }
}
