using System.Text.Json.Nodes;
using Fulgurite.Lightning;
using Fulgurite.Lnd;
using Fulgurite.Lnd.Protos;
using Fulgurite.Money;
using Google.Protobuf;

namespace Fulgurite.Contracts.Lnd;

/// <summary>Answers that LND's API does not allow are no definite answers; the edges of what it allows are.</summary>
public sealed class LndAnswerTests(LndPeerProcess process)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2_100_000_000_000_000_000)]
    public void Reads_every_amount_there_can_be(long msat)
    {
        var invoice = LndAnswers.ToCore(Settled(message => message.AmtPaidMsat = msat));

        Assert.Equal(new Msat(msat), invoice.AmountPaid);
    }

    [Fact]
    public void Reads_no_amount_that_cannot_be()
    {
        AssertSenseless(message => message.AmtPaidMsat = -1);
        AssertSenseless(message => message.AmtPaidMsat = 2_100_000_000_000_000_001);
        AssertSenseless(message => message.AmtPaidMsat = long.MaxValue);
    }

    [Fact]
    public void Reads_no_hash_time_or_state_that_cannot_be()
    {
        AssertSenseless(message => message.RHash = ByteString.Empty);
        AssertSenseless(message => message.RHash = ByteString.CopyFrom(new byte[33]));
        AssertSenseless(message => message.SettleDate = -1);
        AssertSenseless(message => message.SettleDate = long.MaxValue);
        AssertSenseless(message => message.State = (Invoice.Types.InvoiceState)4);
    }

    [Fact]
    public void Keeps_the_preimage_to_itself()
    {
        var secret = Enumerable.Repeat((byte)0x5a, 32).ToArray();

        var invoice = LndAnswers.ToCore(Settled(message => message.RPreimage = ByteString.CopyFrom(secret)));

        Assert.DoesNotContain(Convert.ToHexStringLower(secret), invoice.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Bounds_an_expiry_that_no_calendar_holds()
    {
        var request = new PayReq
        {
            PaymentHash = new string('a', 64),
            Destination = "02" + new string('b', 64),
            Expiry = long.MaxValue,
        };

        Assert.Equal(TimeSpan.FromDays(36_525), LndAnswers.ToCore(request).Expiry);
    }

    [Theory]
    [InlineData("AddInvoice", "{}")]
    [InlineData("AddInvoice", """{"r_hash":"qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqo=","payment_request":"ln1"}""")]
    [InlineData("LookupInvoiceV2", "{}")]
    [InlineData("LookupInvoiceV2", """{"r_hash":"qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqo="}""")]
    [InlineData("GetInfo", "{}")]
    [InlineData("DecodePayReq", "{}")]
    [InlineData("ListInvoices", """{"invoices":[{"state":"OPEN"}]}""")]
    public async Task Takes_an_answer_about_something_else_for_no_definite_one(string rpc, string answer)
    {
        await using var peer = await process.StartNode();
        using var node = peer.Connect();
        await peer.Fault(rpc, new JsonObject { ["answer"] = JsonNode.Parse(answer) });
        var ask = LndInvoices.Ask();

        await Assert.ThrowsAsync<NodeUnavailableException>(async () => _ = rpc switch
        {
            "AddInvoice" => (object)await node.AddInvoice(ask, None),
            "LookupInvoiceV2" => await node.LookupInvoice(ask.Preimage.Hash(), None),
            "GetInfo" => await node.GetInfo(None),
            "DecodePayReq" => await node.DecodePaymentRequest("lnbcrt1", None),
            _ => await node.ListSettledInvoices(None).ToListAsync(),
        });
    }

    private static void AssertSenseless(Action<Invoice> change) =>
        Assert.Throws<NodeUnavailableException>(() => LndAnswers.ToCore(Settled(change)));

    private static Invoice Settled(Action<Invoice> change)
    {
        var invoice = new Invoice
        {
            RHash = ByteString.CopyFrom(new byte[32]),
            State = Invoice.Types.InvoiceState.Settled,
            SettleIndex = 1,
        };
        change(invoice);
        return invoice;
    }
}
