using Fulgurite.Bitcoin;
using Fulgurite.Lightning;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.OnChain;

/// <summary>
/// Gives a request to receive its address. Its wallet remembers it in a row <c>chain-address|{receive}</c>, so that a
/// repeat is answered with the same one, also after a crash at any point.
/// </summary>
public sealed class NewChainAddress(
    ITableStore tables, IChainWallet chain, ChainAddresses addresses, BitcoinNetwork network)
{
    /// <summary>The kind of the wallet's row.</summary>
    public const string Kind = "chain-address";

    /// <summary>
    /// The address of a request to receive; made by the first call. Idempotent by wallet and request. A node request
    /// and three storage transactions; one for a repeat.
    /// </summary>
    /// <exception cref="StorageUnavailableException">No address was handed out: repeat it.</exception>
    /// <exception cref="NodeUnavailableException">No address was handed out: repeat it.</exception>
    /// <exception cref="NodeRefusedException">The wallet on the chain is not configured, or refuses us.</exception>
    public async Task<BitcoinAddress> Execute(ChainReceiver receiver, CancellationToken cancel)
    {
        var key = WalletRows.Key(receiver.Wallet, $"{Kind}|{receiver.Receive}");
        if (await Find(key, cancel) is { } known)
        {
            return known;
        }

        var address = await chain.NewAddress(cancel);
        await addresses.Add(address, receiver, cancel);
        var write = RowWrite.Insert(key, new RowFields { { "address", address.ToString() } });
        await tables.Commit(WalletRows.Table, new RowBatch([write]), cancel);

        // Whoever was first has decided. What arrives at another address of the same request is credited all the same.
        return await Find(key, cancel)
            ?? throw new StorageUnavailableException("The address of a request to receive was not kept.");
    }

    private async Task<BitcoinAddress?> Find(RowKey key, CancellationToken cancel)
    {
        if (await tables.Get(WalletRows.Table, key, cancel) is not { } row)
        {
            return null;
        }

        var isAddress = BitcoinAddress.TryParse(row.Fields.Text("address"), network, out var address, out _);
        Invariant.Holds(isAddress, "the address of a request to receive is one of our chain");
        return address;
    }
}
