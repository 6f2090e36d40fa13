using System.Text;
using FsCheck.Fluent;
using Fulgurite.Messaging;

namespace Fulgurite.Tests.Messaging;

public sealed class MessageSealTests
{
    private static readonly MessageSeal Seal = new(Samples.MasterKey);

    // The MAC was computed with another program's HMAC-SHA256, over the queue's name, a zero byte and the payload.
    [Fact]
    public void Puts_a_mac_before_the_payload() => Assert.Equal(
        "v1.35a694c4698486bfe956dd67038abe484cd4ba556fd960a3612e4b470ddf726a.hello",
        Encoding.UTF8.GetString(Seal.Seal(QueueName.Callbacks, "hello"u8)));

    [Fact]
    public void Opens_what_it_sealed() => Property.ForAll(Payloads, payload =>
        Seal.Open(QueueName.LndEvents, Seal.Seal(QueueName.LndEvents, payload))!.SequenceEqual(payload));

    [Fact]
    public void A_change_of_any_byte_does_not_open()
    {
        var body = Seal.Seal(QueueName.LndEvents, "amount_paid_msat=1"u8);
        for (var place = 0; place < body.Length; place++)
        {
            var changed = (byte[])body.Clone();
            changed[place] ^= 1;
            Assert.Null(Seal.Open(QueueName.LndEvents, changed));
        }
    }

    [Fact]
    public void A_body_cut_short_or_made_longer_does_not_open()
    {
        var body = Seal.Seal(QueueName.LndEvents, "amount_paid_msat=1"u8);
        for (var length = 0; length < body.Length; length++)
        {
            Assert.Null(Seal.Open(QueueName.LndEvents, body.AsSpan(0, length)));
        }

        Assert.Null(Seal.Open(QueueName.LndEvents, [.. body, (byte)'0']));
    }

    [Fact]
    public void A_message_of_one_queue_is_worthless_on_another() => Assert.Null(
        Seal.Open(QueueName.LndEvents, Seal.Seal(QueueName.Callbacks, "hello"u8)));

    [Fact]
    public void Another_deployments_seal_does_not_open() => Assert.Null(
        Seal.Open(
            QueueName.Callbacks,
            new MessageSeal([.. Samples.MasterKey.Reverse()]).Seal(QueueName.Callbacks, "hello"u8)));

    [Fact]
    public void A_mac_in_upper_case_is_not_ours()
    {
        var text = Encoding.UTF8.GetString(Seal.Seal(QueueName.Callbacks, "hello"u8));
        var upper = "v1." + text[3..67].ToUpperInvariant() + text[67..];
        Assert.Null(Seal.Open(QueueName.Callbacks, Encoding.UTF8.GetBytes(upper)));
    }

    [Fact]
    public void Never_throws_whatever_the_bytes() => Property.ForAll(
        Payloads, bytes => Seal.Open(QueueName.Callbacks, bytes) is null);

    [Fact]
    public void Refuses_a_key_that_is_too_short() =>
        Assert.Throws<InvariantBrokenException>(() => new MessageSeal(new byte[31]));

    [Fact]
    public void Queues_have_the_names_of_their_functions() => Assert.Equal(
        ["lnd-events", "sends", "callbacks", "bills"],
        Enum.GetValues<QueueName>().Select(queue => queue.OnTheBus()));

    private static FsCheck.Gen<byte[]> Payloads => Gen.Choose(0, 200).SelectMany(Property.Bytes);
}
