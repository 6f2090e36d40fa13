using Fulgurite.Callbacks;
using Fulgurite.Messaging;
using Fulgurite.Sandbox.LocalBus;
using Fulgurite.Sandbox.MemoryTables;
using Fulgurite.Storage;
using Fulgurite.Tests.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Tests.Callbacks;

public sealed class PublishDeliveriesTests
{
    private static readonly Attempt Failed =
        new(1, Samples.At, TimeSpan.FromSeconds(1), Samples.Endpoint.Url, new CallbackAnswer(500, null, ""));

    private readonly ManualClock clock = new(Samples.At.AddMinutes(2));
    private readonly WatchedTableStore tables = new(new MemoryTableStore());
    private readonly Delivery overdue = Samples.Delivery with
    {
        State = DeliveryState.Pending,
        DueAt = Samples.At,
        Attempts = 0,
        AttemptsOfRound = 0,
    };

    [Fact]
    public async Task An_overdue_attempt_is_ordered_again()
    {
        using var bus = LocalMessageBus.InMemory(clock);
        await Commit(DeliveryRows.Inserts(overdue));

        Assert.Equal(1, await Overdue(bus));
        Assert.Equal(1, bus.Count(QueueName.Callbacks));
    }

    [Fact]
    public async Task An_attempt_that_is_recorded_while_Reconcile_reads_leaves_the_next_one_to_its_own_time()
    {
        using var bus = LocalMessageBus.InMemory(clock);
        var version = (await Commit(DeliveryRows.Inserts(overdue))).Versions[0];
        tables.OnQuery = async (_, query) =>
        {
            var page = await query();
            var retried = overdue with { Attempts = 1, AttemptsOfRound = 1, DueAt = clock.Now.AddMinutes(1) };
            await Commit(DeliveryRows.Change(overdue, retried, version, Failed));
            return page;
        };

        await Overdue(bus);
        Assert.Equal(0, bus.Count(QueueName.Callbacks));
    }

    private Task<int> Overdue(LocalMessageBus bus) =>
        new PublishDeliveries(tables, bus, new MessageSeal(Samples.MasterKey), clock)
            .Overdue(Samples.Wallet, TimeSpan.FromSeconds(30), CancellationToken.None);

    private async Task<CommitOutcome> Commit(IReadOnlyList<RowWrite> writes)
    {
        var outcome = await tables.Commit(WalletRows.Table, new RowBatch(writes), CancellationToken.None);
        Assert.Equal(CommitStatus.Committed, outcome.Status);
        return outcome;
    }
}
