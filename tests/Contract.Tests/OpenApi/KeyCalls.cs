using System.Text.Json.Nodes;
using Fulgurite.Access;
using Fulgurite.App.Apis.Voltage;
using Fulgurite.App.Local;
using Fulgurite.Contracts.Access;

namespace Fulgurite.Contracts.OpenApi;

/// <summary>
/// Calls that bring every documented answer about organizations, environments, keys and the audit log.
/// </summary>
internal static class KeyCalls
{
    private const string Tag = "Native: organizations and keys";
    private const string All = "/v1/organizations";
    private const string One = All + "/{organization_id}";
    private const string Environments = One + "/environments";
    private const string Environment = Environments + "/{environment_id}";
    private const string Keys = Environment + "/api-keys";
    private const string Key = Keys + "/{api_key_id}";
    private const string Chosen = "00000000-0000-4000-8000-0000000000aa";
    private const string Good = """{"name":"Shop","permissions":["read"]}""";

    /// <summary>What the running product answers.</summary>
    public static async Task Ask(RecordingClient client, SandboxProduct product)
    {
        await AskForAll(client, product.Facts);
        await AskForKeys(client, product.Facts);
        await AskAll(client, product.Facts, null);
        await AskAll(client, product.Facts, "fulg_nobody");
        await AskAll(client, product.Facts, await product.Key([Permission.Receive]));
        foreach (var operation in Operations().Where(o => o[0] == 'P'))
        {
            await Send(client, product.Facts, operation, new string(' ', 66_000));
            await Send(client, product.Facts, operation, "not JSON");
            await Send(client, product.Facts, operation, "[]");
            await Send(client, product.Facts, operation, "{}");
            await Send(client, product.Facts, operation, """{"name":" "}""");
            await client.Keyed(operation, Path(operation, product.Facts), product.Facts.ApiKey, "{}", "text/plain");
        }
    }

    /// <summary>Every operation of the slice once, with a key or none.</summary>
    public static async Task AskAll(RecordingClient client, SandboxFacts facts, string? key)
    {
        foreach (var operation in Operations())
        {
            await client.Keyed(operation, Path(operation, facts), key);
        }
    }

    /// <summary>The answers to a key that has used up what it may.</summary>
    public static async Task<IReadOnlyList<RecordedAnswer>> AskTooOften()
    {
        await using var product = await SandboxProduct.Start(limits: new RequestLimits(1, 1));
        using var client = new RecordingClient(product.Address, product.Facts);
        using var quiet = new RecordingClient(product.Address, product.Facts);
        await quiet.Native("GET", "callback-url");
        await quiet.Native("GET", "callback-url");
        var operations = OpenApiText.Operations(OpenApiText.Read()).Select(operation => operation.Key);
        foreach (var operation in operations.Where(each => each.Contains(" /v1/", StringComparison.Ordinal)))
        {
            await client.Keyed(operation, Path(operation, product.Facts), product.Facts.ApiKey);
        }

        return client.Answers;
    }

    private static async Task AskForAll(RecordingClient client, SandboxFacts facts)
    {
        await Send(client, facts, $"PATCH {One}", """{"name":"Sandbox & Söhne"}""");
        await Send(client, facts, $"PATCH {Environment}", """{"name":"Sandbox"}""");
        foreach (var made in new[] { """{"name":"Other","environment_name":"production"}""", Identified("id") })
        {
            await Send(client, facts, $"POST {All}", made);
            await Send(client, facts, $"POST {All}", made);
        }

        await Send(client, facts, $"POST {All}", """{"name":"Other","id":"x"}""");
        await Send(client, facts, $"POST {Environments}", Identified("environment_id"));
        await Send(client, facts, $"POST {Environments}", Identified("environment_id"));
        await Send(client, facts, $"POST {Environments}", """{"name":"x","environment_id":"x"}""");
        foreach (var path in new[] { All, One, Environments, Environment, $"{One}/audit-log" })
        {
            await Send(client, facts, $"GET {path}");
        }

        foreach (var operation in new[] { $"GET {All}", $"GET {One}/audit-log" })
        {
            await client.Keyed(operation, Path(operation, facts) + "?limit=1", facts.ApiKey);
            await client.Keyed(operation, Path(operation, facts) + "?limit=0", facts.ApiKey);
            await client.Keyed(operation, Path(operation, facts) + "?cursor=x", facts.ApiKey);
        }
    }

    private static async Task AskForKeys(RecordingClient client, SandboxFacts facts)
    {
        var made = await Send(client, facts, $"POST {Keys}", Good);
        var id = made["id"]!.GetValue<string>();
        var whole = $$"""
            {"id":"{{Chosen}}","name":"k","permissions":["Read"],"valid_ips":["10.0.0.0/8"],
            "expires_at":"2030-01-01T00:00:00+01:00"}
            """;
        await Send(client, facts, $"POST {Keys}", whole);
        await Send(client, facts, $"POST {Keys}", whole);
        await Send(client, facts, $"PATCH {Key}", """{"expires_at":null,"valid_ips":[],"permissions":["READ"]}""", id);
        await Send(client, facts, $"GET {Keys}");
        await Send(client, facts, $"GET {Key}", null, id);
        foreach (var wrong in Wrong())
        {
            await Send(client, facts, $"POST {Keys}", $$"""{"name":"k","permissions":["Read"],{{wrong}}}""");
            await Send(client, facts, $"PATCH {Key}", $$"""{{{wrong}}}""", id);
        }

        await Send(client, facts, $"DELETE {Key}", null, id);
        foreach (var method in new[] { "GET", "PATCH", "DELETE" })
        {
            var body = method == "PATCH" ? """{"name":"k"}""" : null;
            await Send(client, facts, $"{method} {Key}", body, facts.WalletId);
            await Send(client, facts, $"{method} {Key}", body, "x");
        }
    }

    private static string[] Wrong() =>
    [
        "\"permissions\":[]",
        "\"permissions\":[\"1\"]",
        "\"permissions\":[null]",
        $"\"name\":\"{new string('x', 101)}\"",
        "\"valid_ips\":[\"10.0.0.1/8\"]",
        "\"valid_ips\":[\"10.1\"]",
        $"\"valid_ips\":[{string.Join(',', Enumerable.Repeat("\"10.0.0.1\"", 101))}]",
        "\"expires_at\":\"2030-01-01T00:00:00\"",
        "\"expires_at\":\"2020-01-01T00:00:00Z\"",
        "\"expires_at\":1",
    ];

    private static string Identified(string name) => $$"""{"name":"Other","{{name}}":"{{Chosen}}"}""";

    private static Task<JsonNode> Send(
        RecordingClient client, SandboxFacts facts, string operation, string? sent = null, string key = Chosen) =>
        client.Keyed(operation, Path(operation, facts, key), facts.ApiKey, sent);

    private static IEnumerable<string> Operations() => OpenApiText.Operations(OpenApiText.Read())
        .Where(operation => operation.Value["tags"]![0]!.GetValue<string>() == Tag)
        .Select(operation => operation.Key);

    private static string Path(string operation, SandboxFacts facts, string key = Chosen) => operation.Split(' ')[1]
        .Replace("{organization_id}", facts.OrganizationId, StringComparison.Ordinal)
        .Replace("{environment_id}", facts.EnvironmentId, StringComparison.Ordinal)
        .Replace("{api_key_id}", key, StringComparison.Ordinal);
}
