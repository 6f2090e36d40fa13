using System.Text.Json.Nodes;
using Fulgurite.Billing;
using Fulgurite.Identity;

namespace Fulgurite.Contracts.OpenApi;

/// <summary>Calls that bring every documented answer about bills: of a line whose first two days are over.</summary>
internal static class BillCalls
{
    private const string Organization = "/v1/organizations/{organization_id}";
    private const string Lines = Organization + "/environments/{environment_id}/lines_of_credit";
    private const string Line = "00000000-0000-4000-8000-0000000000dd";
    private const string Nobody = "00000000-0000-4000-8000-0000000000ff";

    /// <summary>What a product of its own answers.</summary>
    public static async Task<IReadOnlyList<RecordedAnswer>> Ask()
    {
        await using var product = await SandboxProduct.Start();
        using var client = new RecordingClient(product.Address, product.Facts);
        await client.Keyed($"POST {Lines}", Path(product, Lines), product.Facts.ApiKey, $$"""
            {"id":"{{Line}}","limit":5000,"reconciliation_frequency":"daily","anchor_date":"2026-01-01",
            "monthly_service_fee_msats":1000000}
            """);
        product.Clock.Advance(TimeSpan.FromDays(40));
        _ = LineOfCreditId.TryParse(Line, out var line);
        await product.Engine.Billing.Run.Execute(
            new BillingOrder(line, null), null, product.Clock.GetUtcNow(), CancellationToken.None);

        var key = product.Facts.ApiKey;
        var page = await Get(client, product, "/bills", key, "?exclude_zero_amount_bills=true&statuses[]=payment_due");
        var bill = page["items"]![0]!["id"]!.GetValue<string>();
        Assert.Equal("Collection", page["items"]![0]!["settlement_type"]!.GetValue<string>());
        Assert.NotNull(page["items"]![0]!["ln_invoice"]);
        var first = await Get(client, product, "/bills", key, "?limit=1&sort_order=ASC");
        var cursor = first["next_cursor"]!.GetValue<string>();
        var second = await Get(client, product, "/bills", key, $"?limit=1&sort_order=ASC&cursor={cursor}");
        Assert.NotEqual(Text(first), Text(second));
        await Get(client, product, "/bills", key, "?cursor=AAAA");
        await Get(client, product, "/bills", key, "?line_of_credit_id=x");
        await Get(client, product, "/bills/summary", key, $"?line_of_credit_id={Line}");
        await Get(client, product, "/bills/summary", key, "?line_of_credit_id=x");
        await Get(client, product, "/bills/{bill_id}", key, bill: bill);
        await Get(client, product, "/bills/{bill_id}", key, bill: Nobody);
        await Get(client, product, "/bills/{bill_id}", key, bill: "x");
        return client.Answers;
    }

    private static string Text(JsonNode page) => page["items"]![0]!["id"]!.GetValue<string>();

    private static Task<JsonNode> Get(
        RecordingClient client, SandboxProduct product, string path, string key, string query = "", string bill = "") =>
        client.Keyed(
            $"GET {Organization}{path}",
            Path(product, Organization + path).Replace("{bill_id}", bill, StringComparison.Ordinal) + query,
            key);

    private static string Path(SandboxProduct product, string path) => path
        .Replace("{organization_id}", product.Facts.OrganizationId, StringComparison.Ordinal)
        .Replace("{environment_id}", product.Facts.EnvironmentId, StringComparison.Ordinal);
}
