using System.Text.Json.Nodes;
using Fulgurite.App.Apis.Voltage;
using Fulgurite.App.Local;

namespace Fulgurite.Contracts.OpenApi;

/// <summary>
/// Calls that bring every documented answer about wallets and lines of credit, and of what is not offered yet.
/// </summary>
internal static class WalletCalls
{
    private const string Organization = "/v1/organizations/{organization_id}";
    private const string Environment = Organization + "/environments/{environment_id}";
    private const string Wallets = Organization + "/wallets";
    private const string Wallet = Wallets + "/{wallet_id}";
    private const string Lines = Environment + "/lines_of_credit";
    private const string Line = Lines + "/{line_id}";
    private const string Chosen = "00000000-0000-4000-8000-0000000000bb";
    private const string Monthly = "00000000-0000-4000-8000-0000000000cc";
    private const string Nobody = "00000000-0000-4000-8000-0000000000ff";

    private static readonly string[] Tags =
        ["Native: wallets", "Native: lines of credit", "Native: bills", "Native: not offered yet"];

    /// <summary>What the running product answers.</summary>
    public static async Task Ask(RecordingClient client, SandboxFacts facts)
    {
        await AskForWallets(client, facts);
        await AskForLines(client, facts);
        await AskAll(client, facts, null);
        await AskAll(client, facts, "fulg_nobody");
        await AskAll(client, facts with { OrganizationId = Nobody }, facts.ApiKey);
        await AskAll(client, facts, facts.ApiKey);
        foreach (var operation in Operations().Where(o => o[0] == 'P' && !IsLater(o)))
        {
            foreach (var body in new[] { new string(' ', 66_000), "not JSON", "[]" })
            {
                await Send(client, facts, operation, body);
            }

            await client.Keyed(operation, Path(operation, facts, Chosen), facts.ApiKey, "{}", "text/plain");
            var nowhere = Path(operation, facts, Guid.Empty.ToString());
            await client.Keyed(operation, nowhere, facts.ApiKey, """{"limit":5}""");
        }
    }

    /// <summary>Every operation of the slice once, with a key or none.</summary>
    public static async Task AskAll(RecordingClient client, SandboxFacts facts, string? key)
    {
        foreach (var operation in Operations())
        {
            await client.Keyed(operation, Path(operation, facts, Nobody), key);
        }
    }

    private static async Task AskForWallets(RecordingClient client, SandboxFacts facts)
    {
        const string Post = $"POST {Wallets}";
        const string Patch = $"PATCH {Wallet}";
        string Asked(params string[] changes) => Merged(
            [$$"""{"id":"{{Chosen}}","name":"Tea","network":"mutinynet"}""", .. changes.Select(c => $"{{{c}}}")]);
        await Send(client, facts, Post, Asked("\"limit\":5"));
        await Send(client, facts, Post, Asked("\"limit\":6"));
        await Send(client, facts, Post, Asked("\"limit\":-1"));
        await Send(client, facts, Post, Asked("\"limit\":5,\"name\":\"T\""));
        var metadata = new JsonObject(Enumerable.Range(0, 51).Select(i => KeyValuePair.Create($"{i}", (JsonNode?)"x")));
        await Send(client, facts, Post, Asked($"\"limit\":5,\"metadata\":{metadata.ToJsonString()}"));
        string Another(string changes) => Asked($"\"id\":\"{Guid.Empty}\",\"limit\":5", changes);
        await Send(client, facts, Post, Another("\"limit\":100000000000"));
        await Send(client, facts, Post, Another("\"network\":\"mainnet\""));
        await Send(client, facts, Post, Another($"\"line_of_credit_id\":\"{Nobody}\""));
        string[] changes = ["""{"name":"Teas"}""", """{"limit":7,"metadata":{"a":"b"}}""", """{"name":"T"}"""];
        foreach (var change in changes)
        {
            await Send(client, facts, Patch, change);
        }

        await Send(client, facts, Patch, """{"limit":-1}""");
        await Send(client, facts, Patch, """{"limit":200000000000}""");
        await client.Keyed($"GET {Wallets}", Path("GET " + Wallets, facts, Chosen), facts.ApiKey);
        await client.Keyed($"GET {Wallets}", Path("GET " + Wallets, facts, "") + "?environment_id=x", facts.ApiKey);
        await client.Keyed($"GET {Wallet}", Path("GET " + Wallet, facts, Chosen), facts.ApiKey);
        await client.Keyed($"GET {Wallet}/ledger", Path($"GET {Wallet}/ledger", facts, facts.WalletId), facts.ApiKey);
        await client.Keyed(
            $"GET {Wallet}/ledger", Path($"GET {Wallet}/ledger", facts, Chosen) + "?offset=-1", facts.ApiKey);
        await client.Keyed($"DELETE {Wallet}", Path("DELETE " + Wallet, facts, facts.WalletId), facts.ApiKey);
        await client.Keyed($"DELETE {Wallet}", Path("DELETE " + Wallet, facts, Chosen), facts.ApiKey);
    }

    private static async Task AskForLines(RecordingClient client, SandboxFacts facts)
    {
        const string Post = $"POST {Lines}";
        await Send(client, facts, Post, $$"""{"id":"{{Chosen}}","limit":5}""");
        await Send(client, facts, Post, $$"""{"id":"{{Chosen}}","limit":6}""");
        await Send(client, facts, Post, $$"""{"id":"{{Nobody}}","limit":0}""");
        await Send(client, facts, Post, $$"""{"id":"{{Nobody}}","limit":1,"network":"mainnet"}""");
        await Send(client, facts, Post, $$"""{"id":"{{Nobody}}","limit":1,"currency":"usd"}""");
        await Send(client, facts, Post, $$"""{"id":"{{Nobody}}","limit":1,"currency":"eur"}""");
        await Send(client, facts, Post, $$"""
            {"id":"{{Nobody}}","infrastructure": {"type": "lnd_node", "config": {"host": "127.0.0.1:1"} } }
            """);
        foreach (var path in new[] { Line, Line + "/sandbox" })
        {
            await Send(client, facts, $"PATCH {path}", "{}");
            await Send(client, facts, $"PATCH {path}", """{"limit":0}""");
            await Send(client, facts, $"PATCH {path}", """{"limit":50}""");
        }

        foreach (var billed in new[]
        {
            """ "reconciliation_frequency":"monthly","anchor_date":"2026-01-31" """,
            """ "reconciliation_frequency":"hourly","anchor_date":"2026-01-31" """,
            """ "reconciliation_frequency":"weekly" """,
            """ "anchor_date":"2026-01-31" """,
            """ "grace_days":7 """,
            """ "reconciliation_frequency":"weekly","anchor_date":"2026-01-05","grace_days":91 """,
        })
        {
            await Send(client, facts, $"POST {Lines}", $$"""{"id":"{{Monthly}}","limit":1,{{billed}}}""");
        }

        await AskForCollateral(client, facts);
        foreach (var own in new[] { "/lines_of_credit/{line_id}/summary", "/lines_of_credit/{line_id}" })
        {
            var read = $"GET {Organization}{own}";
            await client.Keyed(read, Path(read, facts, Chosen), facts.ApiKey);
            await client.Keyed(read, Path(read, facts, Monthly), facts.ApiKey);
        }

        var all = Organization + "/lines_of_credit/summaries";
        await client.Keyed($"GET {all}", Path($"GET {all}", facts, ""), facts.ApiKey);
        await client.Keyed($"GET {all}", Path($"GET {all}", facts, "") + "?network=moon", facts.ApiKey);
        await Send(client, facts, $"PATCH {Line}/sandbox", """{"disable":true}""");
        await Send(client, facts, $"POST {Wallets}", $$"""
            {"id":"{{Nobody}}","name":"Tea","network":"mutinynet","limit":0,"line_of_credit_id":"{{Chosen}}"}
            """);
        await Send(client, facts, $"PATCH {Line}", """{"disabled":false}""");
    }

    private static async Task AskForCollateral(RecordingClient client, SandboxFacts facts)
    {
        foreach (var collateral in new[]
        {
            """{"mode":"secured","data":{"status":"verified"}}""",
            """{"mode":"secured","data":{"status":"secured","amount":{"amount":-1}}}""",
            """{"mode":"verified","data":{"status":"verified","amount":{"amount":5,"currency":"btc"}}}""",
            """{"mode":"secured","data":{"status":"pending_deposit"}}""",
        })
        {
            await Send(client, facts, $"PATCH {Line}", $$"""{"collateral":{{collateral}}}""");
        }

        await Send(client, facts, $"POST {Wallets}", $$"""
            {"id":"{{Nobody}}","name":"Tea","network":"mutinynet","limit":0,"line_of_credit_id":"{{Chosen}}"}
            """);
    }

    // One object of several: what comes later counts.
    private static string Merged(IEnumerable<string> objects)
    {
        var merged = new JsonObject();
        foreach (var (name, value) in objects.SelectMany(each => JsonNode.Parse(each)!.AsObject()))
        {
            merged[name] = value?.DeepClone();
        }

        return merged.ToJsonString();
    }

    private static Task<JsonNode> Send(RecordingClient client, SandboxFacts facts, string operation, string body) =>
        client.Keyed(operation, Path(operation, facts, Chosen), facts.ApiKey, body);

    private static bool IsLater(string operation) => NotYetEndpoints.All.Any(
        later => operation.EndsWith(later.Path.Split('/')[^1], StringComparison.Ordinal)
            && operation.StartsWith(later.Method, StringComparison.Ordinal));

    private static IEnumerable<string> Operations() =>
        from operation in OpenApiText.Operations(OpenApiText.Read())
        where Tags.Contains(operation.Value["tags"]![0]!.GetValue<string>())
        select operation.Key;

    private static string Path(string operation, SandboxFacts facts, string id) => operation.Split(' ')[1]
        .Replace("{organization_id}", facts.OrganizationId, StringComparison.Ordinal)
        .Replace("{environment_id}", facts.EnvironmentId, StringComparison.Ordinal)
        .Replace("{wallet_id}", id, StringComparison.Ordinal)
        .Replace("{line_id}", id, StringComparison.Ordinal)
        .Replace("{quote_id}", id, StringComparison.Ordinal)
        .Replace("{bill_id}", id, StringComparison.Ordinal);
}
