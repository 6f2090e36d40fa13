using Fulgurite.Identity;
using Fulgurite.OnChain;
using Fulgurite.Payments;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Holds;

/// <summary>Reads what a wallet holds for sends that are not final. Changes nothing.</summary>
public sealed class HoldReads(ITableStore tables)
{
    /// <summary>Most that are read: a wallet with more on its way shows the first of them.</summary>
    public const int HoldsMax = 1_000;

    private const int ReadsAtOnce = 32;

    /// <summary>
    /// What something is held for: payments over Lightning, then sends on chain, each in order of their ids. Two
    /// storage transactions, and one a send.
    /// </summary>
    public async Task<IReadOnlyList<Hold>> Of(WalletId wallet, CancellationToken cancel)
    {
        var payments = await Read(wallet, PaymentRows.SendingPrefix, OfPayment, cancel);
        var sends = await Read(wallet, OnChainSendRows.SendingPrefix, OfSend, cancel);
        return [.. payments.Concat(sends).Take(HoldsMax)];
    }

    private async Task<List<Hold>> Read(
        WalletId wallet, string prefix, Func<RowKey, CancellationToken, Task<Hold?>> read, CancellationToken cancel)
    {
        var query = RowQuery.Prefix(wallet.ToString(), prefix, HoldsMax);
        var held = new List<Hold>();
        foreach (var some in (await tables.ReadFirst(WalletRows.Table, query, cancel)).Chunk(ReadsAtOnce))
        {
            held.AddRange((await Task.WhenAll(some.Select(mark => read(mark.Key, cancel)))).OfType<Hold>());
        }

        return held;
    }

    private async Task<Hold?> OfPayment(RowKey mark, CancellationToken cancel) =>
        WalletId.TryParse(mark.Partition, out var wallet)
        && await new PaymentReads(tables).ById(wallet, PaymentRows.PaymentOf(mark), cancel) is { IsFinal: false } held
            ? new Hold(wallet, held.Id, held.Held, held.CreatedAt)
            : null;

    private async Task<Hold?> OfSend(RowKey mark, CancellationToken cancel) =>
        WalletId.TryParse(mark.Partition, out var wallet)
        && await new ChainReads(tables).SendById(wallet, OnChainSendRows.SendOf(mark), cancel) is
            { IsFinal: false } held
            ? new Hold(wallet, held.Id, held.Held, held.CreatedAt)
            : null;
}
