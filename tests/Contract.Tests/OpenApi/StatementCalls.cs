using Fulgurite.App.Local;
using Fulgurite.Contracts.Statements;

namespace Fulgurite.Contracts.OpenApi;

/// <summary>Calls that bring the answers about statements and exports that no other call of the slice brings.</summary>
internal static class StatementCalls
{
    private const string Wallet = "/v1/organizations/{organization_id}/wallets/{wallet_id}";

    /// <summary>What the running product answers about a wallet in which something has moved.</summary>
    public static async Task Ask(RecordingClient client, SandboxFacts facts)
    {
        foreach (var query in new[] { "", "?format=jsonl", "?from_sequence=2", "?from_sequence=0", "?format=csv" })
        {
            await Get(client, facts, "journal", query);
        }

        string[] queries =
        [
            "", "?format=json", "?format=csv", "?format=html", "?from=2020-01-01&to=2099-12-31",
            "?from=2020-01-01&format=csv", "?to=2009-01-03", "?from=2100-12-31", "?format=pdf", "?from=yesterday",
            "?to=2026-02-30", "?from=2026-01-02&to=2026-01-01",
        ];
        foreach (var query in queries)
        {
            await Get(client, facts, "statement", query);
        }
    }

    /// <summary>What it answers about a bill.</summary>
    public static async Task AskForBill(RecordingClient client, SandboxProduct product)
    {
        using var till = await Till.Billed(product);
        await till.Receive(50_000_000, "tea");
        var bill = await till.Bill();
        foreach (var query in new[] { "", "?format=csv", "?format=html", "?format=pdf" })
        {
            var path = $"/v1/organizations/{product.Facts.OrganizationId}/bills/{bill}/statement{query}";
            const string Operation = "GET /v1/organizations/{organization_id}/bills/{bill_id}/statement";
            await client.Keyed(Operation, path, product.Facts.ApiKey);
        }
    }

    private static Task Get(RecordingClient client, SandboxFacts facts, string what, string query)
    {
        var path = $"/v1/organizations/{facts.OrganizationId}/wallets/{facts.WalletId}/{what}{query}";
        return client.Keyed($"GET {Wallet}/{what}", path, facts.ApiKey);
    }
}
