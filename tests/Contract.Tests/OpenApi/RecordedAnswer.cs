using System.Text.Json.Nodes;

namespace Fulgurite.Contracts.OpenApi;

/// <summary>What a server answered to an operation of the document.</summary>
/// <param name="Operation">Method and path template in the document, such as <c>GET /pay/{payment_hash}</c>.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Headers">Its headers, names in lower case.</param>
/// <param name="Body">Its body, as text.</param>
/// <param name="Sent">The JSON that was sent; null where none was.</param>
internal sealed record RecordedAnswer(
    string Operation, int Status, IReadOnlyDictionary<string, string> Headers, string Body, string? Sent)
{
    /// <summary>Operation and status, as coverage counts them.</summary>
    public string Name => $"{Operation} {Status}";

    /// <summary>Whether it says that it is JSON.</summary>
    public bool IsJson =>
        Headers.TryGetValue("content-type", out var type)
        && type.StartsWith("application/json", StringComparison.Ordinal);

    /// <summary>Reads an answer whole.</summary>
    public static async Task<RecordedAnswer> Of(string operation, HttpResponseMessage response, string? sent)
    {
        var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(
            header => header.Key.ToLowerInvariant(), header => string.Join(", ", header.Value));
        return new RecordedAnswer(
            operation, (int)response.StatusCode, headers, await response.Content.ReadAsStringAsync(), sent);
    }

    /// <summary>As openapi.mjs reads it.</summary>
    public JsonNode ToJson()
    {
        var parts = Operation.Split(' ');
        return new JsonObject
        {
            ["section"] = "paths",
            ["method"] = parts[0].ToLowerInvariant(),
            ["path"] = parts[1],
            ["status"] = Status,
            ["headers"] = new JsonObject(Headers.Select(
                header => KeyValuePair.Create<string, JsonNode?>(header.Key, header.Value))),
            ["body"] = Body,
            ["sent"] = Sent,
        };
    }
}
