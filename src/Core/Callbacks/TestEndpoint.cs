using Fulgurite.Access;
using Fulgurite.Books;
using Fulgurite.Events;
using Fulgurite.Identity;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Callbacks;

/// <summary>
/// Sends an endpoint what its owner wrote. It belongs to no wallet: its rows are in a partition of the wallets' table
/// that is the endpoint's own, so that it is attempted, retried and reconciled as every other delivery is.
/// </summary>
public sealed class TestEndpoint(
    ITableStore tables,
    DeliveryIndex index,
    AttentionIndex attention,
    PublishDeliveries publish,
    TimeProvider clock)
{
    /// <summary>
    /// Sends it, once for each id: a repeat changes nothing. False where the id names a test with another body, which
    /// is not sent. Three storage transactions and a message; four for a repeat.
    /// </summary>
    /// <param name="endpoint">Where to.</param>
    /// <param name="id">Chosen by the client; unique for its endpoint.</param>
    /// <param name="body">The bytes.</param>
    /// <param name="cancel">Stops the waiting.</param>
    /// <exception cref="StorageUnavailableException">Not known to be sent: repeat it with the same id.</exception>
    public async Task<bool> Execute(CallbackEndpoint endpoint, Guid id, byte[] body, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
        var test = new Delivery
        {
            Id = id.ToString("N"),
            Wallet = PartitionOf(endpoint),
            Environment = endpoint.Environment,
            Endpoint = endpoint.Id,
            Reference = "test",
            Event = new ToldEvent(PaymentEvent.TestCreated, id),
            Body = body,
            CreatedAt = now,
            State = DeliveryState.Pending,
            DueAt = now,
        };
        var looksAt = await attention.Mark(test.Wallet, now, cancel);
        var madeAt = await index.BeginTest(test, cancel);
        test = test with { CreatedAt = madeAt, DueAt = madeAt };
        var outcome = await tables.Commit(WalletRows.Table, new RowBatch(DeliveryRows.Inserts(test)), cancel);
        switch (outcome.Status)
        {
            case CommitStatus.Committed:
                await attention.Renew(test.Wallet, looksAt, cancel);
                await publish.Fresh([(test, outcome.Versions[0])], cancel);
                return true;
            case CommitStatus.AlreadyExists:
                var sent = await tables.Get(WalletRows.Table, DeliveryRows.Key(test.Wallet, test.Id), cancel);
                return sent is not null && DeliveryRows.ToDelivery(sent).Body.Span.SequenceEqual(body);
            case CommitStatus.Stale or CommitStatus.Unknown:
                break;
        }

        throw new StorageUnavailableException($"Test {test.Id} is not known to be sent.");
    }

    // Made from the endpoint, not the endpoint's id itself: clients choose that, and they choose wallets' ids too.
    private static WalletId PartitionOf(CallbackEndpoint endpoint) =>
        new(EventIds.For("tests", DeliveryIndex.PartitionOf(endpoint.Environment, endpoint.Id)));
}
