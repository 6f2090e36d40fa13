using Azure.Core;

namespace Fulgurite.Azure.Tables;

/// <summary>
/// Where a query goes on: the query parameters to send back, made from the two response headers. Either header may be
/// missing; only the absence of both ends the query. Source: "Query timeout and pagination".
/// </summary>
internal static class PageContinuation
{
    /// <summary>The parameters, percent-encoded; null at the end.</summary>
    public static string? Read(ResponseHeaders headers)
    {
        string[] parameters = [.. Parameter(headers, "NextPartitionKey"), .. Parameter(headers, "NextRowKey")];
        return parameters.Length == 0 ? null : string.Join('&', parameters);
    }

    private static string[] Parameter(ResponseHeaders headers, string name) =>
        headers.TryGetValue($"x-ms-continuation-{name}", out var value) && !string.IsNullOrEmpty(value)
            ? [$"{name}={Uri.EscapeDataString(value)}"] : [];
}
