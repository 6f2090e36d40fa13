using System.Security.Cryptography;
using System.Text;
using Fulgurite.Identity;
using Fulgurite.Storage;

namespace Fulgurite.Payments;

/// <summary>
/// The keys with which clients mark a request that they may repeat, each bound to the payment that it was first used
/// for: a client that uses one for another payment is about to pay twice, or not at all. Table <c>requestkeys</c>:
/// partition = environment and SHA-256 of the key, row = <c>payment</c>; never changed.
/// </summary>
public sealed class RequestKeys(ITableStore tables)
{
    /// <summary>The table.</summary>
    public static readonly TableName Table = new("requestkeys");

    /// <summary>
    /// Binds a key to a payment, of either direction. Idempotent; false when it is another's. One storage transaction,
    /// and another where it was used before.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Not known to be bound.</exception>
    public async Task<bool> Bind(EnvironmentId environment, string key, Guid payment, CancellationToken cancel)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        var row = new RowKey($"{environment}|{digest}", "payment");
        var write = RowWrite.Insert(row, new RowFields { { "payment", payment.ToString("D") } });
        var status = (await tables.Commit(Table, new RowBatch([write]), cancel)).Status;
        if (status is not (CommitStatus.Committed or CommitStatus.AlreadyExists))
        {
            throw new StorageUnavailableException("The key of a request could not be kept.");
        }

        return status == CommitStatus.Committed || await Read(row, cancel) == payment;
    }

    private async Task<Guid> Read(RowKey row, CancellationToken cancel)
    {
        if (await tables.Get(Table, row, cancel) is not { } stored)
        {
            throw new StorageUnavailableException("The key of a request is not there after it was kept.");
        }

        var isId = Guid.TryParseExact(stored.Fields.Text("payment"), "D", out var payment);
        Invariant.Holds(isId, "the key of a request carries the id of its payment");
        return payment;
    }
}
