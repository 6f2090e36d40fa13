using System.Text.Json.Nodes;
using Fulgurite.Lightning;
using Fulgurite.Lnd;
using Fulgurite.Secrets;

namespace Fulgurite.Contracts.Lnd;

/// <summary>What a refusal at the node becomes: a value where it is definite, an exception elsewhere.</summary>
public sealed class LndErrorTests(LndPeerProcess process)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Refuses_to_go_on_with_the_macaroon_of_another_node()
    {
        await using var peer = await process.StartNode();
        await using var other = await process.StartNode();
        using var node = new LndNode(
            peer.Settings() with { MacaroonHex = new SecretValue(other.Macaroon) }, TimeProvider.System);

        var failure = await Assert.ThrowsAsync<NodeRefusedException>(() => node.GetInfo(None));

        Assert.Contains("signature mismatch", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_to_go_on_with_a_macaroon_that_lacks_the_permission()
    {
        await using var peer = await process.StartNode();
        using var node = new LndNode(
            peer.Settings() with { MacaroonHex = new SecretValue(peer.ReadonlyMacaroon) }, TimeProvider.System);
        await node.GetInfo(None);

        await Assert.ThrowsAsync<NodeRefusedException>(() => node.AddInvoice(LndInvoices.Ask(), None));
        await Assert.ThrowsAsync<NodeRefusedException>(
            () => node.CancelInvoice(LndInvoices.Ask().Preimage.Hash(), None));
    }

    [Theory]
    [InlineData("GetInfo")]
    [InlineData("AddInvoice")]
    [InlineData("LookupInvoiceV2")]
    [InlineData("CancelInvoice")]
    [InlineData("DecodePayReq")]
    [InlineData("ListInvoices")]
    [InlineData("SubscribeInvoices")]
    public async Task Refuses_to_go_on_without_a_macaroon_at_every_rpc(string rpc)
    {
        await using var peer = await process.StartNode();
        using var node = peer.Connect();
        await peer.Fill(2);
        await peer.Fault(rpc, new JsonObject { ["code"] = 2, ["text"] = "expected 1 macaroon, got 0", ["after"] = 1 });

        await Assert.ThrowsAsync<NodeRefusedException>(() => Call(node, rpc));
    }

    [Theory]
    [InlineData("GetInfo")]
    [InlineData("AddInvoice")]
    [InlineData("LookupInvoiceV2")]
    [InlineData("CancelInvoice")]
    [InlineData("DecodePayReq")]
    [InlineData("ListInvoices")]
    [InlineData("SubscribeInvoices")]
    public async Task Takes_a_text_that_it_does_not_know_for_no_definite_answer(string rpc)
    {
        await using var peer = await process.StartNode();
        using var node = peer.Connect();
        await peer.Fill(2);
        await peer.Fault(rpc, new JsonObject
        {
            ["code"] = 2,
            ["text"] = "wallet locked, unlock it to enable full RPC access ⚡ 100%",
            ["after"] = 1,
        });

        var failure = await Assert.ThrowsAsync<NodeUnavailableException>(() => Call(node, rpc));

        Assert.Contains("full RPC access ⚡ 100%", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AddInvoice", 6, "invoice with payment hash already exists")]
    [InlineData("AddInvoice", 14, "amount cannot be negative")]
    [InlineData("CancelInvoice", 14, "invoice already settled")]
    [InlineData("CancelInvoice", 13, "unable to locate invoice")]
    [InlineData("CancelInvoice", 5, "no such route")]
    [InlineData("LookupInvoiceV2", 14, "unable to locate invoice")]
    [InlineData("DecodePayReq", 14, "invalid index of 1")]
    [InlineData("DecodePayReq", 12, "unknown service lnrpc.Lightning")]
    [InlineData("GetInfo", 13, "permission denied")]
    public async Task Takes_a_known_text_under_another_code_for_no_definite_answer(string rpc, int code, string text)
    {
        await using var peer = await process.StartNode();
        using var node = peer.Connect();
        await peer.Fault(rpc, new JsonObject { ["code"] = code, ["text"] = text });

        await Assert.ThrowsAsync<NodeUnavailableException>(() => Call(node, rpc));
    }

    [Fact]
    public async Task Finds_no_invoice_at_a_node_that_never_had_one()
    {
        await using var peer = await process.StartNode();
        using var node = peer.Connect();
        var fault = new JsonObject { ["code"] = 2, ["text"] = "there are no existing invoices" };
        await peer.Fault("LookupInvoiceV2", fault.DeepClone().AsObject());
        await peer.Fault("CancelInvoice", fault);
        var hash = LndInvoices.Ask().Preimage.Hash();

        Assert.Null(await node.LookupInvoice(hash, None));
        Assert.Equal(CancelInvoiceStatus.NotFound, await node.CancelInvoice(hash, None));
    }

    private static async Task Call(LndNode node, string rpc)
    {
        var ask = LndInvoices.Ask();
        switch (rpc)
        {
            case "GetInfo":
                await node.GetInfo(None);
                break;
            case "AddInvoice":
                await node.AddInvoice(ask, None);
                break;
            case "LookupInvoiceV2":
                await node.LookupInvoice(ask.Preimage.Hash(), None);
                break;
            case "CancelInvoice":
                await node.CancelInvoice(ask.Preimage.Hash(), None);
                break;
            case "DecodePayReq":
                await node.DecodePaymentRequest("lnbcrt1", None);
                break;
            case "ListInvoices":
                await node.ListSettledInvoices(None).ToListAsync();
                break;
            default:
                // The stand-in fails the stream after the one message of its backlog.
                await node.SubscribeSettledInvoices(1, None).ToListAsync();
                break;
        }
    }
}
