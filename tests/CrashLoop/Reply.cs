using System.Text.Json.Nodes;

namespace Fulgurite.CrashLoop;

/// <summary>A definite answer of the product.</summary>
internal sealed record Reply(int Status, string Text)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    /// <summary>The sandbox's <c>status</c>, or the type of its refusal.</summary>
    public string Word => Json["status"]?.GetValue<string>() ?? Json["error"]?["type"]?.GetValue<string>() ?? "";
}
