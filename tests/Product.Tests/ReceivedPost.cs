using System.Text;
using System.Text.Json.Nodes;

namespace Fulgurite.Product;

/// <summary>A request as it was on the wire.</summary>
/// <param name="Head">The request line and the headers, in their own casing.</param>
/// <param name="Body">Its bytes.</param>
internal sealed record ReceivedPost(string Head, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public JsonNode Json => JsonNode.Parse(Body)!;

    /// <summary>The value of the one header that is written exactly so.</summary>
    public string Header(string name) => Assert.Single(
        Head.Split("\r\n"), line => line.StartsWith($"{name}: ", StringComparison.Ordinal))[(name.Length + 2)..];
}
