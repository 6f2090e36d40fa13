using Fulgurite.Books;
using Fulgurite.Callbacks;
using Fulgurite.Events;
using Fulgurite.Identity;
using Fulgurite.Storage;
using Fulgurite.Tests.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Tests.Callbacks;

public sealed class AnnounceToEnvironmentTests : IDisposable
{
    private static readonly CancellationToken Forever = CancellationToken.None;

    private readonly WebhookWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task What_is_told_is_delivered_as_everything_else_is()
    {
        var endpoint = await world.Register("shop");
        await Announce(world.Tables).Execute(Samples.Environment, Happened, Forever);
        Assert.Equal(1, world.Orders);
        var delivery = await Told(endpoint.Id);
        Assert.Equal((DeliveryState.Pending, Happened.Reference), (delivery.State, delivery.Reference));
        Assert.Equal(DeliverCallbackStatus.Delivered, await world.Deliver(delivery));
        var listed = await world.Index.Find(Samples.Environment, endpoint.Id, delivery.Id, Forever);
        Assert.Equal(DeliveryState.Delivered, listed!.State);
    }

    [Fact]
    public async Task One_event_is_told_once()
    {
        await world.Register("shop");
        await Announce(world.Tables).Execute(Samples.Environment, Happened, Forever);
        await Announce(world.Tables).Execute(Samples.Environment, Happened, Forever);
        Assert.Equal(1, world.Orders);
    }

    [Fact]
    public async Task Whom_nobody_asked_to_tell_is_told_nothing()
    {
        await world.Register("shop");
        await Announce(world.Tables).Execute(
            Samples.Environment, Happened with { Kind = PaymentEvent.LineOfCreditDisabled }, Forever);
        Assert.Equal(0, world.Orders);
    }

    [Fact]
    public async Task What_is_not_known_to_be_told_is_told_by_a_repeat_or_by_Reconcile()
    {
        var endpoint = await world.Register("shop");
        var tables = new WatchedTableStore(world.Tables)
        {
            OnCommit = async (table, _, commit) =>
            {
                var outcome = await commit();
                return table == WalletRows.Table ? CommitOutcome.Unknown() : outcome;
            },
        };
        await Assert.ThrowsAsync<StorageUnavailableException>(
            () => Announce(tables).Execute(Samples.Environment, Happened, Forever));
        Assert.Equal(DeliveryState.Pending, (await Told(endpoint.Id)).State);
        await Announce(world.Tables).Execute(Samples.Environment, Happened, Forever);
        Assert.Equal(0, world.Orders);
        var marks = await Task.WhenAll(Enumerable.Range(0, 5).Select(minutes => world.Tables.Get(
            AttentionIndex.Table,
            new RowKey(AttentionIndex.MinuteOf(world.Clock.Now.AddMinutes(minutes)), Happened.Wallet.ToString()),
            Forever)));
        Assert.Single(marks, mark => mark is not null);
    }

    private Sample Happened => new(PaymentEvent.ReceiveCompleted, EventIds.For("sample", "1"), world.Clock.Now);

    private AnnounceToEnvironment Announce(ITableStore tables) =>
        new(world.Announce, tables, new AttentionIndex(world.Tables, world.Clock));

    private Task<Delivery> Told(EndpointId endpoint)
    {
        var id = DeliveryRows.IdOf(Happened.Id, endpoint, Happened.At);
        return world.Read(Samples.Delivery with { Id = id, Wallet = Happened.Wallet });
    }

    private sealed record Sample(PaymentEvent Kind, Guid Id, DateTimeOffset At) : News(Kind, Id, At)
    {
        public override WalletId Wallet => AnnounceToEnvironment.PartitionOf(Samples.Environment, Reference);

        public override string Reference => "sample";
    }
}
