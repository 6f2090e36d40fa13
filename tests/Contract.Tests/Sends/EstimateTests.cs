using static Fulgurite.Contracts.Sends.OnChainSendTests;

namespace Fulgurite.Contracts.Sends;

/// <summary>What a send would cost is told, and nothing happens.</summary>
public sealed class EstimateTests
{
    private const string Address = SendingMerchant.Address;

    [Fact]
    public async Task Estimates_a_send_on_chain()
    {
        await using var merchant = await SendingMerchant.Start();

        var (status, estimate) = await Ask(merchant, "onchain", $$"""{"address":"{{Address}}","amount_sats":100000}""");

        Assert.Equal((200, "onchain", "6"), (status, Text(estimate, "type"), Text(estimate, "target_blocks")));
        Assert.Equal(("100000000", "141000", "1000000", "true"), (
            Text(estimate, "amount", "amount"),
            Text(estimate, "estimated_fee", "amount"),
            Text(estimate, "max_fee", "amount"),
            Text(estimate, "is_within_max_fee")));
        await Nothing(merchant);
    }

    [Fact]
    public async Task Estimates_a_payment_over_Lightning()
    {
        await using var merchant = await SendingMerchant.Start();
        var invoice = await Invoice(merchant);

        var (status, estimate) = await Ask(
            merchant, "bolt11", $$"""{"payment_request":"{{invoice}}","max_fee_msats":100}""");
        var (_, either) = await Ask(
            merchant, "bip21", $$"""{"address":"bitcoin:{{Address}}?lightning={{invoice}}"}""");

        Assert.Equal((200, "bolt11", "105", "false"), (
            status,
            Text(estimate, "type"),
            Text(estimate, "estimated_fee", "amount"),
            Text(estimate, "is_within_max_fee")));
        Assert.Equal(("bolt11", "true"), (Text(either, "type"), Text(either, "is_within_max_fee")));
        await Nothing(merchant);
    }

    [Fact]
    public async Task An_invoice_of_our_own_costs_nothing()
    {
        await using var merchant = await SendingMerchant.Start();
        var id = Guid.NewGuid();
        await merchant.Call(HttpMethod.Post, "/payments", $$"""
            {
              "id": "{{id}}", "wallet_id": "{{merchant.Product.Facts.WalletId}}",
              "payment_kind": "bolt11", "amount_msats": 7000
            }
            """);
        var invoice = Text(await merchant.Read(id), "data", "payment_request");

        var (status, estimate) = await Ask(merchant, "bolt11", $$"""{"payment_request":"{{invoice}}"}""");

        Assert.Equal((200, "0"), (status, Text(estimate, "estimated_fee", "amount")));
    }

    [Theory]
    [InlineData("bolt11", "{}", "missing_payment_request")]
    [InlineData("bolt11", """{"payment_request":"lnbc1nothing"}""", "invalid_bolt11_payment_request")]
    [InlineData("onchain", """{"amount_sats":1000}""", "missing_address")]
    [InlineData("onchain", """{"address":"ADDRESS","amount_sats":1}""", "invalid_on_chain_payment")]
    [InlineData("bip21", """{"address":"ADDRESS"}""", "amount_required")]
    [InlineData("taprootasset", "{}", "feature_flag_disabled")]
    public async Task Refuses_what_could_not_be_sent(string type, string data, string error)
    {
        await using var merchant = await SendingMerchant.Start();

        var (status, refused) = await Ask(merchant, type, data.Replace("ADDRESS", Address, StringComparison.Ordinal));

        Assert.Equal((400, error), (status, Text(refused, "error", "type")));
    }

    [Fact]
    public async Task Says_why_there_is_no_way()
    {
        await using var merchant = await SendingMerchant.Start();
        var invoice = await Invoice(merchant);
        merchant.Product.Clock.Advance(TimeSpan.FromHours(2));

        var (status, refused) = await Ask(merchant, "bolt11", $$"""{"payment_request":"{{invoice}}"}""");
        merchant.Chain.IsAway = true;
        var (away, _) = await Ask(merchant, "onchain", $$"""{"address":"{{Address}}","amount_sats":1000}""");

        Assert.Equal((400, "invalid_bolt11_invoice"), (status, Text(refused, "error", "code")));
        Assert.Equal(503, away);
    }

    private static async Task Nothing(SendingMerchant merchant)
    {
        Assert.Equal(1_000_000_000, await merchant.Available());
        Assert.Empty((await merchant.Get("/payments?direction=send"))["items"]!.AsArray());
        Assert.Null(merchant.Chain.Last);
    }

    private static async Task<(int Status, System.Text.Json.Nodes.JsonNode Body)> Ask(
        SendingMerchant merchant, string type, string data)
    {
        var (status, body) = await merchant.Call(
            HttpMethod.Post, "/payments/estimate", $$"""{"type":"{{type}}","data":{{data}}}""");
        return (status, body!);
    }

    private static async Task<string> Invoice(SendingMerchant merchant) =>
        Text(await merchant.Sandbox("/sandbox/invoice", """{"amount_msat":5000}"""), "payment_request");
}
