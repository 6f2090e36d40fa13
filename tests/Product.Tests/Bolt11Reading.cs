using System.Diagnostics;
using System.Text.Json.Nodes;
using Fulgurite.Contracts;

namespace Fulgurite.Product;

/// <summary>An invoice as two other implementations read it (tests/Peers/bolt11.mjs).</summary>
internal static class Bolt11Reading
{
    public static async Task<JsonNode> Of(string invoice)
    {
        using var node = Process.Start(NodePeers.Program(await NodePeers.Folder(), "node", "bolt11.mjs", invoice))!;
        var errors = node.StandardError.ReadToEndAsync();
        var text = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, await errors);
        return JsonNode.Parse(text)!;
    }
}
