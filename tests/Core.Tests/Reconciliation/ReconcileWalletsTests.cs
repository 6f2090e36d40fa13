using Fulgurite.Access;
using Fulgurite.Books;
using Fulgurite.Callbacks;
using Fulgurite.Credit;
using Fulgurite.Invoices;
using Fulgurite.Lightning;
using Fulgurite.Messaging;
using Fulgurite.OnChain;
using Fulgurite.Payments;
using Fulgurite.Reconciliation;
using Fulgurite.Sandbox.LocalBus;
using Fulgurite.Sandbox.MemoryTables;
using Fulgurite.Sandbox.Chain;
using Fulgurite.Sandbox.Network;
using Fulgurite.Storage;
using Fulgurite.Tests.Books;
using Fulgurite.Tests.Credit;
using Fulgurite.Tests.Identity;
using Fulgurite.Tests.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Tests.Reconciliation;

public sealed class ReconcileWalletsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 24, 12, 0, 0, TimeSpan.Zero);
    private readonly ManualClock clock = new(Noon);
    private readonly WatchedTableStore tables = new(new MemoryTableStore());

    [Fact]
    public async Task A_retry_whose_order_was_lost_is_ordered_wherever_in_its_minute_it_falls_due()
    {
        for (var second = 0; second < 60; second++)
        {
            // The attempt is recorded, the process dies before it orders the next.
            clock.Now = Noon.AddHours(second).AddSeconds(second).AddMilliseconds(900);
            var due = clock.Now.AddMinutes(1);
            using var bus = LocalMessageBus.InMemory(clock);
            var reconcile = Reconcile(bus);
            await Commit(DeliveryRows.Inserts(Samples.Delivery with { Id = $"{second:d32}", DueAt = due }));
            await new AttentionIndex(tables, clock).Mark(Samples.Wallet, due, CancellationToken.None);

            for (var minute = 1; minute <= 4; minute++)
            {
                clock.Now = Noon.AddHours(second).AddMinutes(minute);
                await reconcile.Execute(CancellationToken.None);
            }

            Assert.True(bus.Count(QueueName.Callbacks) == 1, $"due at {due:mm:ss.f}: ordered once more");
            await Commit([RowWrite.DeleteAny(WalletRows.Key(
                Samples.Wallet, $"{DeliveryRows.DuePrefix}{due.UtcTicks:D19}|{second:d32}"))]);
        }
    }

    [Fact]
    public async Task What_cannot_be_done_of_a_wallet_keeps_nothing_else_of_it_from_being_done()
    {
        using var bus = LocalMessageBus.InMemory(clock);
        var reconcile = Reconcile(bus);
        await Commit(PaymentRows.Inserts(Samples.Payment));
        await new AttentionIndex(tables, clock).Mark(Samples.Wallet, Noon, CancellationToken.None);
        await new AttentionCursor(tables, clock).Begin(CancellationToken.None);
        tables.OnQuery = (query, answer) => query.From == DeliveryRows.DuePrefix
            ? throw new StorageUnavailableException("not these")
            : answer();
        clock.Now = Noon.AddMinutes(3);

        await Assert.ThrowsAsync<StorageUnavailableException>(() => reconcile.Execute(CancellationToken.None));
        Assert.Equal(1, bus.Count(QueueName.Sends));

        // And it is looked at again.
        clock.Now = Noon.AddMinutes(6);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => reconcile.Execute(CancellationToken.None));
        Assert.Equal(2, bus.Count(QueueName.Sends));
    }

    // Frozen, or its request was under way for minutes: Reconcile looks, finds nothing, and the mark is gone.
    [Fact]
    public async Task Work_whose_commit_comes_after_the_look_at_its_mark_is_found_all_the_same()
    {
        using var bus = LocalMessageBus.InMemory(clock);
        var (reconcile, gate) = (Reconcile(bus), new TaskCompletionSource());
        await Samples.Store(tables, Samples.Head);
        await new AttentionCursor(tables, clock).Begin(CancellationToken.None);
        var payment = PaymentRows.Key(Samples.Wallet, Samples.PaymentId);
        tables.OnCommit = async (_, batch, commit) =>
        {
            await (batch.Writes.Any(write => write.Key == payment) ? gate.Task : Task.CompletedTask);
            return await commit();
        };
        var command = Commands.Deciding("pay", (_, now) => new BookDecision.Applied(Commands.Change("pay") with
        {
            Writes = PaymentRows.Inserts(Samples.Payment),
            AttentionAt = now,
        }));
        var books = new BookKeeper(tables, new AttentionIndex(tables, clock), clock);
        var committed = books.Execute(Samples.Wallet, command, CancellationToken.None);

        clock.Now = Noon.AddMinutes(5);
        await reconcile.Execute(CancellationToken.None);
        Assert.Equal(0, bus.Count(QueueName.Sends));
        gate.SetResult();
        Assert.IsType<BookResult.Applied>(await committed);
        clock.Now = Noon.AddMinutes(8);
        await reconcile.Execute(CancellationToken.None);

        Assert.Equal(1, bus.Count(QueueName.Sends));
    }

    [Fact]
    public async Task A_resend_whose_commit_comes_after_the_look_at_its_mark_is_found_all_the_same()
    {
        using var bus = LocalMessageBus.InMemory(clock);
        var reconcile = Reconcile(bus);
        var delivery = Samples.Delivery with { State = DeliveryState.Delivered, DueAt = null };
        await Samples.Store(tables, Samples.Head);
        await new AttentionCursor(tables, clock).Begin(CancellationToken.None);
        await Commit(DeliveryRows.Inserts(delivery));
        tables.OnCommit = async (table, _, commit) =>
        {
            if (table == WalletRows.Table)
            {
                tables.OnCommit = (_, _, later) => later();
                clock.Now = Noon.AddMinutes(5);
                await reconcile.Execute(CancellationToken.None);
            }

            return await commit();
        };
        using var lost = LocalMessageBus.InMemory(clock);
        var publish = new PublishDeliveries(tables, lost, new MessageSeal(Samples.MasterKey), clock);
        var store = new StoreDelivery(
            tables, new AttentionIndex(tables, clock), new DeliveryIndex(tables), clock);
        var resend = new ResendDelivery(store, publish, clock);
        Assert.NotNull(await resend.Execute(Samples.Wallet, delivery.Id, CancellationToken.None));

        clock.Now = Noon.AddMinutes(8);
        await reconcile.Execute(CancellationToken.None);
        Assert.Equal(1, bus.Count(QueueName.Callbacks));
    }

    [Fact]
    public async Task Months_of_empty_minutes_are_passed_with_one_look_each_and_the_marks_among_them_are_found_in_order()
    {
        using var bus = LocalMessageBus.InMemory(clock);
        var (reconcile, cursor) = (Reconcile(bus), new AttentionCursor(tables, clock));
        await Samples.Store(tables, Samples.Head);
        await cursor.Begin(CancellationToken.None);
        var marks = new AttentionIndex(tables, clock);
        DateTimeOffset[] marked = [Noon.AddHours(1), Noon.AddDays(3), Noon.AddDays(3).AddMinutes(1), Noon.AddDays(29)];
        foreach (var at in marked)
        {
            await marks.Mark(Samples.Wallet, at, CancellationToken.None);
        }

        var handled = new List<string>();
        tables.OnCommit = (table, batch, commit) =>
        {
            if (table == AttentionIndex.Table && batch.Writes[0].Kind == RowWriteKind.Delete)
            {
                handled.Add(batch.Writes[0].Key.Partition);
            }

            return commit();
        };
        var (reads, saves) = (tables.Reads, tables.CommitsOf(AttentionIndex.Table));
        clock.Now = Noon.AddDays(30);
        var report = await reconcile.Execute(CancellationToken.None);

        // A mark is read in the first minute that begins half a minute later.
        Assert.Equal(marked.Select(at => AttentionIndex.MinuteOf(at.AddMinutes(1))), handled);
        Assert.Equal(4, report.Wallets);
        Assert.Equal(AttentionIndex.MinuteOf(clock.Now), await cursor.Load(CancellationToken.None));
        Assert.InRange(tables.Reads - reads, 30 * 1_440, (30 * 1_440) + 300);
        Assert.InRange(tables.CommitsOf(AttentionIndex.Table) - saves, 30 * 1_440 / 32, 30 * 1_440 / 30);
    }

    [Fact]
    public async Task A_minute_that_cannot_be_read_is_not_passed_by()
    {
        using var bus = LocalMessageBus.InMemory(clock);
        var (reconcile, cursor) = (Reconcile(bus), new AttentionCursor(tables, clock));
        await cursor.Begin(CancellationToken.None);
        var broken = AttentionIndex.MinuteOf(Noon.AddMinutes(50));
        tables.OnQuery = (query, answer) => query.Partition == broken
            ? throw new StorageUnavailableException("not this one")
            : answer();
        clock.Now = Noon.AddDays(1);

        await Assert.ThrowsAsync<StorageUnavailableException>(() => reconcile.Execute(CancellationToken.None));

        Assert.True(string.CompareOrdinal(await cursor.Load(CancellationToken.None), broken) < 0);
    }

    private async Task Commit(IReadOnlyList<RowWrite> writes)
    {
        var outcome = await tables.Commit(WalletRows.Table, new RowBatch(writes), CancellationToken.None);
        Assert.Equal(CommitStatus.Committed, outcome.Status);
    }

    private ReconcileWallets Reconcile(LocalMessageBus bus)
    {
        var randomness = new ScriptedRandomness(1);
        var node = new SandboxNode(
            new NodePrivateKey([.. Enumerable.Repeat((byte)1, NodePrivateKey.Length)]), null, randomness, clock);
        var attention = new AttentionIndex(tables, clock);
        var books = new BookKeeper(tables, attention, clock);
        var registry = new Registry(tables, new SecretBox(Samples.MasterKey, randomness), clock);
        var publish = new PublishDeliveries(tables, bus, new MessageSeal(Samples.MasterKey), clock);
        var announce = new Announce(registry, new Dictionary<string, CallbackScheme>(), publish);
        var settle = new SettleInvoice(tables, new PaymentHashIndex(tables), books, announce, publish);
        var expire = new ExpireInvoices(
            tables, OperatorsNode.Only(node, tables, clock), settle, books, announce, clock);
        var sends = new PublishSends(
            tables, new PaymentClaims(tables), bus, new MessageSeal(Samples.MasterKey), clock);
        var chain = new SandboxChainWallet(new SandboxChain(null, randomness, clock), randomness);
        var lines = new LineReads(tables, registry, BitcoinNetwork.Regtest);
        var grants = new FinishGrant(
            tables, registry, lines, new AllocateCredit(lines, tables), new ApplyTerms(tables, books), clock);
        var settlements = new PublishSettlements(bus, new MessageSeal(Samples.MasterKey));
        var relayed = new RelayCursor(tables);
        return new ReconcileWallets(
            tables,
            attention,
            new AttentionCursor(tables, clock),
            new ReconcileWallet(
                books,
                publish,
                new ExpireReceives(
                    expire,
                    new ExpireChainRequests(tables, new EndChainRequest(tables, books, announce), null, clock)),
                sends,
                new AdvanceOnChainSend(
                    tables,
                    new ChangeOnChainSend(tables, books, announce),
                    chain,
                    new SendHistory(chain, new ChainCursor(tables, BitcoinNetwork.Regtest), clock)),
                grants),
            new ReconcileNode(
                node,
                new ReconcileSettlements(
                    node, settlements, new FirstSettlements(node, settlements, relayed), relayed, clock),
                null),
            clock);
    }
}
