using System.Text.Json.Nodes;

namespace Fulgurite.CrashLoop;

/// <summary>What the product tells scripts in <c>sandbox.json</c>.</summary>
internal sealed record Facts(string ProcessingKey, string ProcessingSecret)
{
    public static Facts Read(string file)
    {
        var document = JsonNode.Parse(File.ReadAllText(file))!;
        return new Facts(
            document["processing_key"]!.GetValue<string>(), document["processing_secret"]!.GetValue<string>());
    }

    /// <summary>Without the secret.</summary>
    public override string ToString() => $"Facts {ProcessingKey}";
}
