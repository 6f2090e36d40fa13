using System.Text;
using Azure.Core;

namespace Fulgurite.Worlds.Rest;

/// <summary>A request to the service: one that came over the wire, or a part of a batch.</summary>
/// <param name="Method">The verb.</param>
/// <param name="Path">Below the endpoint, percent-encoded, without the query.</param>
/// <param name="Query">The query's text, percent-encoded; empty without one.</param>
/// <param name="Headers">By name, whatever its case; at least those that decide what is done.</param>
/// <param name="Body">ASCII, as clients of this service must write.</param>
internal sealed record TableRequest(
    string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>Where the world's service is.</summary>
    public static readonly Uri Endpoint = new("https://world.table.core.windows.net");

    // The headers that decide what is done.
    private static readonly string[] Understood = ["If-Match", "Content-Type"];
    private static readonly string Root = Endpoint.AbsoluteUri;

    /// <summary>A header's value; null where it is absent.</summary>
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>What a client wrote.</summary>
    public static TableRequest Of(Request request)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in Understood)
        {
            if (request.Headers.TryGetValue(name, out var value))
            {
                headers[name] = value;
            }
        }

        using var body = new MemoryStream();
        request.Content?.WriteTo(body, CancellationToken.None);
        var text = Encoding.ASCII.GetString(body.GetBuffer(), 0, (int)body.Length);
        return To(request.Method.Method, request.Uri.ToString(), headers, text);
    }

    /// <summary>A request to an absolute URI.</summary>
    /// <exception cref="FormatException">The URI is not below the endpoint.</exception>
    public static TableRequest To(
        string method, string uri, IReadOnlyDictionary<string, string> headers, string body)
    {
        if (!uri.StartsWith(Root, StringComparison.Ordinal))
        {
            throw new FormatException($"A request goes to {Root}, not to {uri}.");
        }

        var query = uri.IndexOf('?', StringComparison.Ordinal);
        return query < 0
            ? new TableRequest(method, uri[Root.Length..], "", headers, body)
            : new TableRequest(method, uri[Root.Length..query], uri[(query + 1)..], headers, body);
    }
}
