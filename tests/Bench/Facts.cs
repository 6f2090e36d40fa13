using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Fulgurite.Bench;

/// <summary>What a local run tells scripts in <c>sandbox.json</c>: where it is, and its merchant's keys.</summary>
internal sealed record Facts(string BaseUrl, string ProcessingKey, string ProcessingSecret)
{
    public static Facts Read(string file)
    {
        var document = JsonNode.Parse(File.ReadAllText(file))!;

        // Not "localhost": resolving it would be part of what is measured.
        var baseUrl = document["base_url"]!.GetValue<string>().Replace("localhost", "127.0.0.1");
        return new Facts(
            baseUrl,
            document["processing_key"]!.GetValue<string>(),
            document["processing_secret"]!.GetValue<string>());
    }

    /// <summary>The contract's signature of a body.</summary>
    public string Sign(byte[] body) =>
        Convert.ToHexStringLower(HMACSHA512.HashData(Encoding.UTF8.GetBytes(ProcessingSecret), body));
}
