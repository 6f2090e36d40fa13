using System.Text.Json.Nodes;
using Fulgurite.Billing;
using Fulgurite.Contracts.Statements;
using Fulgurite.Identity;

namespace Fulgurite.Contracts.OpenApi;

/// <summary>
/// Calls about the payout of a bill, from the first that is refused until the customer has the money: of a wallet that
/// received 60,000 sat on a 1st, of which 58,940,000 msat are owed.
/// </summary>
/// <param name="product">Where.</param>
/// <param name="client">Who asks.</param>
internal sealed class PayoutCalls(SandboxProduct product, RecordingClient client)
{
    private const string Bills = "/v1/organizations/{organization_id}/bills/{bill_id}";
    private const string Nobody = "00000000-0000-4000-8000-0000000000ff";

    private string bill = Nobody;

    /// <summary>What a product of its own answers.</summary>
    public static async Task<IReadOnlyList<RecordedAnswer>> Ask()
    {
        await using var product = await SandboxProduct.Start();
        using var client = new RecordingClient(product.Address, product.Facts);
        await new PayoutCalls(product, client).AskAll();
        return client.Answers;
    }

    /// <summary>Asks, and checks what is answered.</summary>
    public async Task AskAll()
    {
        using var till = await Till.Billed(product);
        await till.Receive(60_000_000, "tea");
        bill = await till.Bill();
        Assert.Equal(404, await Post("""{"payment_request":"lnbcrt1"}""", Nobody));
        Assert.Equal("missing_payment_request", await Refused("{}"));
        Assert.Equal("invalid_parameter", await Refused("""{"payment_request":"x","address":"y"}"""));
        Assert.Equal("invalid_bolt11_payment_request", await Refused("""{"payment_request":"lnbcrt1"}"""));
        Assert.Equal("invalid_address", await Refused("""{"address":"bc1q"}"""));
        Assert.Equal("amount_match_failed", await Refused(To(await Invoice(58_940_001))));
        Assert.Equal("invalid_currency", await Refused(
            """{"address":"x","max_fee":{"currency":"usd","amount":1}}"""));
        Assert.Equal("invalid_max_fee", await Refused(
            """{"address":"x","max_fee":{"currency":"btc","amount":1,"negative":true}}"""));
        Assert.Equal(422, await Post("""{"payment_request":7}"""));

        var nowhere = To(await Invoice(58_940_000, """ "outcome":"fail","failure":"no_route" """));
        Assert.Equal(202, await Post(nowhere));
        await Bill();
        var failed = await Read();
        Assert.Equal("failed", Text(failed, "status"));
        Assert.Equal("fulfillment_failure", Text(failed["error"]!, "type"));
        Assert.Equal("no_route", Text(failed["error"]!["detail"]!, "code"));
        Assert.Equal(58_940_000, failed["payout"]!["payable"]!["amount"]!.GetValue<long>());

        var invoice = To(await Invoice(58_400_000));
        Assert.Equal(202, await Post(invoice));
        Assert.Equal("bill_already_processing_or_paid", await Refused(nowhere));
        Assert.Equal("processing", Text(await Read(), "status"));
        await Bill();
        var paid = await Read();
        Assert.Equal(("paid", 58_400_000), (Text(paid, "status"), paid["amt_paid"]!["amount"]!.GetValue<long>()));
        Assert.Equal(540_000, paid["payout"]!["max_fee"]!["amount"]!.GetValue<long>());
        Assert.Equal(2, paid["fulfillment_ids"]!.AsArray().Count);
        Assert.Null(paid["error"]);
        Assert.NotNull(paid["fulfillment_requested_at"]);
        Assert.NotNull(paid["settled_at"]);
        Assert.Equal(202, await Post(invoice));
        Assert.Equal("bill_already_processing_or_paid", await Refused(nowhere));
    }

    private static string To(string invoice) => $$"""{"payment_request":"{{invoice}}"}""";

    private static string Text(JsonNode body, string name) => body[name]!.GetValue<string>();

    // Until nothing is under way any more.
    private async Task Bill()
    {
        var stored = await product.Engine.Billing.Bills.Find(new BillId(Guid.Parse(bill)), CancellationToken.None);
        await Look();
        await product.Send();
        await Look();

        Task Look() => product.Engine.Billing.Run.Execute(
            new BillingOrder(stored!.LineOfCredit, null),
            null,
            product.Clock.GetUtcNow(),
            CancellationToken.None);
    }

    private async Task<string> Invoice(long amountMsat, string outcome = "\"outcome\":\"settle\"")
    {
        const string Path = "/sandbox/invoice";
        var asked = $$"""{"amount_msat":{{amountMsat}},{{outcome}}}""";
        return Text(await client.Sandbox(Path, asked), "payment_request");
    }

    private Task<JsonNode> Read() => client.Keyed($"GET {Bills}", PathOf(Bills, bill), product.Facts.ApiKey);

    private async Task<string> Refused(string body)
    {
        var answer = await client.Keyed(
            $"POST {Bills}/payout", PathOf($"{Bills}/payout", bill), product.Facts.ApiKey, body);
        Assert.Equal(400, client.Answers[^1].Status);
        return Text(answer["error"]!, "type");
    }

    private async Task<int> Post(string body, string? of = null)
    {
        var path = PathOf($"{Bills}/payout", of ?? bill);
        await client.Keyed($"POST {Bills}/payout", path, product.Facts.ApiKey, body);
        return client.Answers[^1].Status;
    }

    private string PathOf(string path, string id) => path
        .Replace("{organization_id}", product.Facts.OrganizationId, StringComparison.Ordinal)
        .Replace("{bill_id}", id, StringComparison.Ordinal);
}
