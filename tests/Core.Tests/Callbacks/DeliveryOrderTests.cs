using System.Text;
using Fulgurite.Callbacks;
using Fulgurite.Messaging;
using Fulgurite.Storage;
using Fulgurite.Tests.Messaging;

namespace Fulgurite.Tests.Callbacks;

public sealed class DeliveryOrderTests
{
    private static readonly MessageSeal Seal = new(Samples.MasterKey);

    private static readonly DeliveryOrder Bringing =
        new(Samples.Wallet, Samples.Delivery.Id, 0, Samples.Delivery, new ETag("W/\"datetime'2026-03-24'\""));

    [Fact]
    public void An_order_reads_back()
    {
        var order = new DeliveryOrder(Samples.Wallet, Samples.Delivery.Id, 12);
        Assert.Equal(order, DeliveryOrder.Parse(PayloadOf(order)));
    }

    [Fact]
    public void The_delivery_that_an_order_brings_reads_back()
    {
        var order = DeliveryOrder.Parse(PayloadOf(Bringing));
        Assert.Equal(Bringing.Version, order?.Version);
        Assert.Equal(Samples.Delivery.Body.ToArray(), order?.Committed?.Body.ToArray());
        Assert.Equal(Bringing.Committed, order!.Committed! with { Body = Bringing.Committed!.Body });
    }

    [Fact]
    public void A_message_is_named_after_its_attempt()
    {
        var first = new DeliveryOrder(Samples.Wallet, Samples.Delivery.Id, 0).ToMessage(Seal, null);
        var third = new DeliveryOrder(Samples.Wallet, Samples.Delivery.Id, 2).ToMessage(Seal, Samples.At);
        Assert.Equal((Samples.Delivery.Id + ":0", null), (first.Id, first.DeliverAt));
        Assert.Equal((Samples.Delivery.Id + ":2", Samples.At), (third.Id, third.DeliverAt));
        Assert.Equal(QueueName.Callbacks, first.Queue);
        Assert.Equal(first.Id, Bringing.ToMessage(Seal, null).Id);
    }

    [Theory]
    [InlineData("wallet", "w")]
    [InlineData("delivery", "FE630000000000000000000000000ABC")]
    [InlineData("delivery", "fe630000000000000000000000000abc0")]
    [InlineData("after_attempts", "1.5")]
    [InlineData("after_attempts", "99999999999")]
    public void What_names_no_delivery_is_not_an_order(string name, string value) =>
        Assert.Null(DeliveryOrder.Parse(new FlatText()
            .With("wallet", Samples.Wallet.ToString())
            .With("delivery", Samples.Delivery.Id)
            .With("after_attempts", "1")
            .With(name, value).ToBytes()));

    // The order itself is whole: the delivery is read from the store.
    [Theory]
    [InlineData("body", "not base64")]
    [InlineData("created_at", "-1")]
    [InlineData("created_at", "9223372036854775807")]
    [InlineData("endpoint", "")]
    public void A_delivery_that_does_not_read_is_left_out(string name, string value)
    {
        var changed = Encoding.UTF8.GetString(PayloadOf(Bringing)) + $"{name}={Uri.EscapeDataString(value)}\n";
        var order = DeliveryOrder.Parse(Encoding.UTF8.GetBytes(changed));
        Assert.NotNull(order);
        Assert.Null(order.Committed);
    }

    [Fact]
    public void Never_throws_whatever_the_bytes() =>
        Property.ForAll(Junk.Payloads, bytes => DeliveryOrder.Parse(bytes) is null, 1_000);

    [Fact]
    public void Never_throws_whatever_one_value_is() => Property.ForAll(
        Junk.Changed(PayloadOf(Bringing)),
        bytes => DeliveryOrder.Parse(bytes) is not { } order || order.Delivery == Samples.Delivery.Id,
        1_000);

    private static byte[] PayloadOf(DeliveryOrder order) =>
        Seal.Open(QueueName.Callbacks, order.ToMessage(Seal, null).Body.Span)
        ?? throw new InvalidOperationException("Our own seal opens.");
}
