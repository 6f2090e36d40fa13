using System.Collections.Concurrent;
using Fulgurite.Bitcoin;
using Fulgurite.Identity;
using Fulgurite.Money;
using Fulgurite.Storage;

namespace Fulgurite.OnChain;

/// <summary>
/// From an address to who receives there. Table <c>addresses</c>: partition = address, row = <c>receive</c>; written
/// before the address is handed out, never changed.
/// </summary>
public sealed class ChainAddresses(ITableStore tables)
{
    /// <summary>The table.</summary>
    public static readonly TableName Table = new("addresses");

    /// <summary>Entries remembered; forgetting costs a read, and an entry never changes.</summary>
    private const int RememberedMax = 10_000;

    private readonly ConcurrentDictionary<BitcoinAddress, ChainReceiver> remembered = new();

    /// <summary>Records a fresh address. One storage transaction.</summary>
    /// <exception cref="StorageUnavailableException">Not known to be recorded: do not hand the address out.</exception>
    public async Task Add(BitcoinAddress address, ChainReceiver receiver, CancellationToken cancel)
    {
        var write = RowWrite.Insert(KeyOf(address), new RowFields
        {
            { "environment", receiver.Environment.ToString() },
            { "wallet", receiver.Wallet.ToString() },
            { "receive", receiver.Receive.ToString() },
            { "fee_basis_points", receiver.Fee.Value },
            { "expires_at", receiver.ExpiresAt },
        });
        var outcome = await tables.Commit(Table, new RowBatch([write]), cancel);
        if (outcome.Status != CommitStatus.Committed)
        {
            throw new StorageUnavailableException("The index of addresses did not take an entry.");
        }
    }

    /// <summary>
    /// Whose an address is; null when we never handed it out. One storage transaction, and none where it was found
    /// lately.
    /// </summary>
    public async Task<ChainReceiver?> Find(BitcoinAddress address, CancellationToken cancel)
    {
        if (remembered.TryGetValue(address, out var known))
        {
            return known;
        }

        if (await tables.Get(Table, KeyOf(address), cancel) is not { } row)
        {
            return null;
        }

        if (remembered.Count >= RememberedMax)
        {
            remembered.Clear();
        }

        return remembered[address] = ToReceiver(row.Fields);
    }

    /// <summary>The entry of an address.</summary>
    public static RowKey KeyOf(BitcoinAddress address) => new(address.ToString(), "receive");

    private static ChainReceiver ToReceiver(RowFields fields)
    {
        var complete = EnvironmentId.TryParse(fields.Text("environment"), out var environment)
            & WalletId.TryParse(fields.Text("wallet"), out var wallet)
            & InvoiceId.TryParse(fields.Text("receive"), out var receive);
        Invariant.Holds(complete, "an entry of the index of addresses carries its ids");
        return new ChainReceiver(
            environment,
            wallet,
            receive,
            new BasisPoints((int)fields.Integer("fee_basis_points")),
            fields.InstantOrNull("expires_at"));
    }
}
