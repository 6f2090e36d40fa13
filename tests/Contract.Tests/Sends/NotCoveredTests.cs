using System.Text.Json.Nodes;
using Fulgurite.Contracts.Webhooks;

namespace Fulgurite.Contracts.Sends;

/// <summary>What a wallet does not cover is kept as a payment that failed, and told of as one.</summary>
public sealed class NotCoveredTests
{
    [Theory]
    [InlineData("bolt11", """{"payment_request":"{0}","amount_sats":1001}""")]
    [InlineData("onchain", """{"address":"bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080","amount_sats":1001}""")]
    public async Task The_webhook_tells_of_a_send_that_was_not_covered(string type, string data)
    {
        await using var merchant = await SendingMerchant.Start(sats: 1_000);
        await using var receiver = await WebhookReceiver.Start();
        await receiver.Register(merchant.Product, "voltage");
        var invoice = await merchant.Sandbox("/sandbox/invoice", """{"amount_msat":null}""");
        var id = Guid.NewGuid();

        Assert.Equal(202, (await merchant.Send(
            type, data.Replace("{0}", invoice["payment_request"]!.GetValue<string>()), id)).Status);
        await merchant.Product.CallBack();

        var told = JsonNode.Parse((await receiver.Next("failed")).Body)!;
        Assert.Equal("send", told["type"]!.GetValue<string>());
        Assert.Equal("failed", told["detail"]!["event"]!.GetValue<string>());
        var payment = told["detail"]!["data"]!;
        Assert.Equal(id.ToString(), payment["id"]!.GetValue<string>());
        Assert.True(JsonNode.DeepEquals(payment, await merchant.Read(id)));
        Assert.Equal("insufficient_funds", payment["error"]!["code"]!.GetValue<string>());
        Assert.Equal(1_000_000, await merchant.Available());
    }
}
