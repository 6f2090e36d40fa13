using Fulgurite.Invoices;
using Fulgurite.Lightning;
using Fulgurite.Messaging;
using Fulgurite.Money;
using Fulgurite.Tests.Messaging;

namespace Fulgurite.Tests.Invoices;

public sealed class SettlementTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2_099_999_999_999_999_999, 1)]
    [InlineData(2_100_000_000_000_000_000, ulong.MaxValue)]
    public void Reads_back_what_the_queue_carries(long amountMsat, ulong settleIndex)
    {
        var settlement = Samples.Settlement with { AmountPaid = new Msat(amountMsat), SettleIndex = settleIndex };
        Assert.Equal(settlement, Settlement.Parse(settlement.ToPayload()));
    }

    [Theory]
    [InlineData("node", "02")]
    [InlineData("settle_index", "-1")]
    [InlineData("settle_index", "18446744073709551616")]
    [InlineData("payment_hash", "ab")]
    [InlineData("amount_paid_msat", "-1")]
    [InlineData("amount_paid_msat", "0")]
    [InlineData("amount_paid_msat", "2100000000000000001")]
    [InlineData("amount_paid_msat", "1.0")]
    [InlineData("settled_at", "-1")]
    [InlineData("settled_at", "253402300800")]
    [InlineData("settled_at", "9223372036854775807")]
    [InlineData("settled_at", "")]
    public void A_payload_with_a_value_that_cannot_be_is_not_a_settlement(string name, string value) =>
        Assert.Null(
            Settlement.Parse([.. Samples.Settlement.ToPayload(), .. new FlatText().With(name, value).ToBytes()]));

    [Fact]
    public void Never_throws_whatever_the_bytes() =>
        Property.ForAll(Junk.Payloads, bytes => Settlement.Parse(bytes) is null, 1_000);

    [Fact]
    public void Never_throws_whatever_one_value_is() => Property.ForAll(
        Junk.Changed(Samples.Settlement.ToPayload()),
        bytes => Settlement.Parse(bytes) is not { } settlement || settlement.Hash == Samples.Hash,
        1_000);

    [Fact]
    public void One_settlement_is_one_message_however_it_was_learned() => Assert.Equal(
        Samples.Settlement.MessageId, (Samples.Settlement with { SettleIndex = 0 }).MessageId);

    [Fact]
    public void An_id_fits_the_bus() => Assert.True(Samples.Settlement.MessageId.Length <= 128);

    [Theory]
    [InlineData(NodeInvoiceState.Open)]
    [InlineData(NodeInvoiceState.Accepted)]
    [InlineData(NodeInvoiceState.Canceled)]
    public void Only_a_settled_invoice_is_a_settlement(NodeInvoiceState state) =>
        Assert.Throws<InvariantBrokenException>(() => Settlement.Of(Samples.Node, AtNode with { State = state }));

    [Fact]
    public void A_settled_invoice_has_a_time() => Assert.Throws<InvariantBrokenException>(
        () => Settlement.Of(Samples.Node, AtNode with { SettledAt = null }));

    [Fact]
    public void Takes_the_nodes_word() => Assert.Equal(Samples.Settlement, Settlement.Of(Samples.Node, AtNode));

    private static NodeInvoice AtNode => new(
        Samples.Hash,
        NodeInvoiceState.Settled,
        Samples.Invoice.PaymentRequest,
        Samples.Settlement.AmountPaid,
        Samples.Settlement.SettleIndex,
        Samples.Settlement.SettledAt);
}
