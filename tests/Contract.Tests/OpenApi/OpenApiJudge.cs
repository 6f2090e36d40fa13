using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Fulgurite.Contracts.OpenApi;

/// <summary>Runs tests/Peers/openapi.mjs: public validators of OpenAPI 3.1 and JSON Schema 2020-12.</summary>
internal static class OpenApiJudge
{
    /// <summary>What is wrong with a document, its examples, and answers that should be as it says.</summary>
    public static async Task<OpenApiVerdict> Judge(JsonNode document, IEnumerable<RecordedAnswer> answers)
    {
        var folder = await NodePeers.Folder();
        using var process = Process.Start(NodePeers.Program(folder, "node", "openapi.mjs"))!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        var input = new JsonObject
        {
            ["document"] = document.DeepClone(),
            ["answers"] = new JsonArray([.. answers.Select(answer => answer.ToJson())]),
        };
        await process.StandardInput.WriteAsync(input.ToJsonString());
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        Invariant.Holds(process.ExitCode == 0, $"openapi.mjs reads its input: {await errors}");
        var verdict = JsonNode.Parse(await output)!;
        return new OpenApiVerdict(
            Texts(verdict["document"]),
            verdict["checked"]!.GetValue<int>(),
            Texts(verdict["examples"]),
            Texts(verdict["answers"]));
    }

    private static List<string> Texts(JsonNode? problems) =>
        [.. problems!.AsArray().Select(problem => problem!.GetValue<string>())];
}
