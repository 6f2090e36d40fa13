using System.Text;
using Fulgurite.Callbacks;
using Fulgurite.Invoices;
using Fulgurite.Messaging;
using Fulgurite.Storage;

namespace Fulgurite.Tests.Golden;

public sealed class MessageFilesTests
{
    private static readonly MessageSeal Seal = new(Samples.MasterKey);

    private static readonly DeliveryOrder Order = new(Samples.Wallet, Samples.Delivery.Id, 2);

    private static readonly DeliveryOrder Bringing =
        new(Samples.Wallet, Samples.Delivery.Id, 0, Samples.Delivery, new ETag("W/\"datetime'2026-03-24'\""));

    private static readonly BusMessage Settled = new(
        QueueName.LndEvents,
        Samples.Settlement.MessageId,
        Seal.Seal(QueueName.LndEvents, Samples.Settlement.ToPayload()));

    [Fact]
    public void A_settlement_is_sent_as_it_always_was() =>
        GoldenFile.AssertText("messages/settlement.txt", TextOf(Settled));

    [Fact]
    public void A_delivery_order_is_sent_as_it_always_was() =>
        GoldenFile.AssertText("messages/delivery-order.txt", TextOf(Order.ToMessage(Seal, Samples.At)));

    [Fact]
    public void An_order_that_brings_its_delivery_is_sent_as_it_always_was() =>
        GoldenFile.AssertText("messages/delivery-order-first.txt", TextOf(Bringing.ToMessage(Seal, null)));

    [Fact]
    public void A_message_that_was_sent_before_is_understood()
    {
        Assert.Equal(Samples.Settlement, Settlement.Parse(Payload("settlement", QueueName.LndEvents)));
        Assert.Equal(Order, DeliveryOrder.Parse(Payload("delivery-order", QueueName.Callbacks)));
        var first = DeliveryOrder.Parse(Payload("delivery-order-first", QueueName.Callbacks));
        Assert.Equal(Bringing.Version, first?.Version);
        Assert.Equal(Bringing.Committed, first!.Committed! with { Body = Bringing.Committed!.Body });
        Assert.Equal(Bringing.Committed.Body.ToArray(), first.Committed!.Body.ToArray());
    }

    private static string TextOf(BusMessage message) =>
        $"""
        queue: {message.Queue.OnTheBus()}
        id: {message.Id}
        deliver at: {message.DeliverAt?.ToString("O") ?? "at once"}

        {Encoding.UTF8.GetString(message.Body.Span)}
        """;

    private static byte[] Payload(string name, QueueName queue)
    {
        var text = GoldenFile.Read($"messages/{name}.txt");
        var body = text[(text.IndexOf("\n\n", StringComparison.Ordinal) + 2)..];
        return Seal.Open(queue, Encoding.UTF8.GetBytes(body))
            ?? throw new InvalidOperationException("Our own seal opens.");
    }
}
