using System.Text.Json.Nodes;
using Fulgurite.Contracts.OpenApi;

namespace Fulgurite.Contracts.Requests;

/// <summary>What may be meant in two ways, or in none, is refused: a payment is never guessed.</summary>
public sealed class PaymentRequestTests
{
    private const string Id = "44444444-0000-4000-8000-000000000001";

    [Theory]
    [InlineData(
        """{"payment_kind":"bolt11","amount":{"amount":1,"currency":"btc","negative":true}}""", 400, "invalid_amount")]
    [InlineData("""{"payment_kind":"bolt11","amount":{"currency":"btc"}}""", 422, "invalid_data")]
    [InlineData("""{"payment_kind":"bolt11","amount_msats":1,"amount_msats":2}""", 400, "invalid_syntax")]
    [InlineData("""{"payment_kind":"bolt11","metadata":{"a":"1","a":"2"}}""", 400, "invalid_syntax")]
    [InlineData("""{"payment_kind":"bolt11","amount_msats":7,"amount_sats":7}""", 400, "amount_match_failed")]
    [InlineData("""{"payment_kind":"bolt11","amount_msats":1,"type":"bolt11","data":{}}""", 422, "invalid_data")]
    [InlineData("""{"payment_kind":"bolt11","description":"\ud800"}""", 400, "invalid_syntax")]
    [InlineData("""{"payment_kind":"bolt11","\ud800":1}""", 400, "invalid_syntax")]
    [InlineData(
        """{"type":"bolt11","data":{"payment_request":"x","max_fee":{"currency":"btc"}}}""", 422, "invalid_data")]
    [InlineData(
        """{"type":"bolt11","data":{"payment_request":"x","max_fee_msats":1,"max_fee":{"amount":2}}}""",
        400,
        "amount_match_failed")]
    public async Task Refuses_what_is_not_said_clearly(string members, int status, string type)
    {
        await using var product = await SandboxProduct.Start();
        using var client = new RecordingClient(product.Address, product.Facts);
        var common = $$"""{"id":"{{Id}}","wallet_id":"{{product.Facts.WalletId}}",""";

        var refused = await client.Native("POST", "payments", sent: common + members[1..]);

        Assert.Equal((status, type), (client.Answers[^1].Status, refused["error"]!["type"]!.GetValue<string>()));
        Assert.Equal(0, (await client.Native("GET", "payments"))["total"]!.GetValue<int>());
    }

    [Fact]
    public async Task Takes_one_amount_that_is_said_in_every_way()
    {
        await using var product = await SandboxProduct.Start();
        using var client = new RecordingClient(product.Address, product.Facts);

        await client.Native("POST", "payments", sent: $$"""
            {"id":"{{Id}}","wallet_id":"{{product.Facts.WalletId}}","payment_kind":"bolt11","amount_msats":7000,
            "amount_sats":7,"amount":{"amount":7000,"currency":"btc","negative":false} }
            """);

        var made = await client.Native("GET", "payments/{payment_id}", Id);
        Assert.Equal(7000, made["requested_amount"]!["amount"]!.GetValue<long>());
    }

    [Fact]
    public async Task Says_how_little_an_amount_is_as_an_amount()
    {
        await using var product = await SandboxProduct.Start();
        using var client = new RecordingClient(product.Address, product.Facts);

        var refused = await client.Native("POST", "payments", sent: $$"""
            {"id":"{{Id}}","wallet_id":"{{product.Facts.WalletId}}","payment_kind":"bolt11","amount_sats":-2}
            """);

        Assert.True(JsonNode.DeepEquals(refused["error"]!["context"], JsonNode.Parse("""
            {
              "field": "amount_sats",
              "provided_amount": {"currency":"btc","amount":2000,"unit":"msats","negative":true},
              "min_amount": {"currency":"btc","amount":1000,"unit":"msats"}
            }
            """)), refused.ToJsonString());
    }
}
