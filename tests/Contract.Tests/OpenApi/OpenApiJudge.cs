using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Fulgurite.Contracts.OpenApi;

/// <summary>
/// Runs tests/Peers/openapi.mjs and voltage-contract.mjs: public validators of OpenAPI 3.1 and JSON Schema 2020-12.
/// </summary>
internal static class OpenApiJudge
{
    /// <summary>What is wrong with a document, its examples, and answers that should be as it says.</summary>
    public static async Task<OpenApiVerdict> Judge(JsonNode document, IEnumerable<RecordedAnswer> answers)
    {
        var verdict = await Ask("openapi.mjs", new JsonObject
        {
            ["document"] = document.DeepClone(),
            ["answers"] = new JsonArray([.. answers.Select(answer => answer.ToJson())]),
        });
        return new OpenApiVerdict(
            Texts(verdict["document"]),
            verdict["checked"]!.GetValue<int>(),
            Texts(verdict["examples"]),
            Texts(verdict["answers"]));
    }

    /// <summary>
    /// What is wrong with answers by Voltage's own schemas, and how many of its operations they belong to.
    /// </summary>
    public static async Task<(int Operations, IReadOnlyList<string> Problems)> JudgeByContract(
        IEnumerable<RecordedAnswer> answers)
    {
        var verdict = await Ask("voltage-contract.mjs", new JsonObject
        {
            ["answers"] = new JsonArray([.. answers.Select(answer => answer.ToJson())]),
        });
        return (verdict["operations"]!.GetValue<int>(), Texts(verdict["problems"]));
    }

    private static async Task<JsonNode> Ask(string judge, JsonObject input)
    {
        var folder = await NodePeers.Folder();
        using var process = Process.Start(NodePeers.Program(folder, "node", judge))!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input.ToJsonString());
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        Invariant.Holds(process.ExitCode == 0, $"{judge} reads its input: {await errors}");
        return JsonNode.Parse(await output)!;
    }

    private static List<string> Texts(JsonNode? problems) =>
        [.. problems!.AsArray().Select(problem => problem!.GetValue<string>())];
}
