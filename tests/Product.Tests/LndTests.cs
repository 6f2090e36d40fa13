using System.Text.Json.Nodes;

namespace Fulgurite.Product;

/// <summary>A run on a node of one's own.</summary>
public sealed class LndTests
{
    [Fact]
    public async Task Carries_a_payment_to_a_real_node_to_the_merchant()
    {
        using var data = new DataFolder();
        var (node, options) = await LndStandIn.Start(data);
        using var standIn = node;
        using var merchant = new MerchantServer();
        await using var product = await RunningProduct.Start(
            data, ["--ephemeral", "--callback-url", merchant.Url, .. options]);

        var address = (await product.Take("over-lnd"))["address"]!.GetValue<string>();
        var invoice = await Bolt11Reading.Of(address);
        await node.Settle(invoice["light"]!["paymentHash"]!.GetValue<string>());
        var post = await merchant.Next();

        Assert.Equal("over-lnd", post.Json["crypto_address"]!["foreign_id"]!.GetValue<string>());
        Assert.Equal(product.Sign(post.Body), post.Header("X-Processing-Signature"));
        Assert.Equal(9_920, await product.Balance());
        (await product.Pay(address)).With(404);
        (await product.Post("/sandbox/release", new JsonObject { ["payment_request"] = address })).With(404);
        Assert.DoesNotContain("/sandbox/pay", product.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(node.Macaroon, product.Output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Is_unavailable_with_a_macaroon_that_may_only_read()
    {
        using var data = new DataFolder();
        var (node, options) = await LndStandIn.Start(data);
        using var standIn = node;
        await File.WriteAllBytesAsync(options[^1], Convert.FromHexString(node.ReadonlyMacaroon));
        await using var product = await RunningProduct.Start(data, ["--ephemeral", .. options]);

        var answer = await product.Call("addresses/take", """{"currency":"BTCLN","foreign_id":"a","amount":0.0001}""");

        Assert.Equal("service_unavailable", answer.With(503).Json["code"]!.GetValue<string>());
    }
}
