using System.CommandLine;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fulgurite.App.Local;

namespace Fulgurite.App.Cli;

/// <summary>How verbs call the native API with the facts of a file: address, ids and the key.</summary>
internal static class ApiClient
{
    private static readonly Option<FileInfo> Facts = new("--facts")
    {
        Description = "A file with base_url, organization_id, environment_id and api_key, as a local run writes it.",
        HelpName = "FILE",
        DefaultValueFactory = _ => new FileInfo(Path.Combine(".local", "sandbox.json")),
        Recursive = true,
    };

    /// <summary>Lets a verb, and every verb below it, name the file.</summary>
    public static Command WithFacts(this Command verb)
    {
        verb.Options.Add(Facts);
        return verb;
    }

    /// <summary>Makes one call when the verb runs, and prints the answer.</summary>
    /// <param name="verb">The verb.</param>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">Of the facts and the parsed line: what follows <c>/v1/organizations</c>.</param>
    /// <param name="body">Of the parsed line; null for none.</param>
    public static Command Asks(
        this Command verb,
        HttpMethod method,
        Func<SandboxFacts, ParseResult, string> path,
        Func<ParseResult, JsonObject>? body = null)
    {
        verb.SetAction((parsed, stop) => OneLine.Run(async () =>
        {
            var facts = await Read(parsed.GetValue(Facts)!, stop);
            using var request = new HttpRequestMessage(
                method, $"{facts.BaseUrl.TrimEnd('/')}/v1/organizations{path(facts, parsed)}");
            if (body is not null)
            {
                request.Content = new StringContent(body(parsed).ToJsonString(), Encoding.UTF8);
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            }

            return await Send(request, facts, stop);
        }));
        return verb;
    }

    private static async Task<int> Send(HttpRequestMessage request, SandboxFacts facts, CancellationToken stop)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
        request.Headers.Add("X-Api-Key", facts.ApiKey);
        try
        {
            using var response = await client.SendAsync(request, stop);
            var answer = await response.Content.ReadAsStringAsync(stop);
            var told = answer.Length == 0 ? "{}" : answer;
            await (response.IsSuccessStatusCode ? Console.Out : Console.Error).WriteLineAsync(told);
            return response.IsSuccessStatusCode ? 0 : OneLine.Failed;
        }
        catch (HttpRequestException failure)
        {
            throw new SettingsException($"{facts.BaseUrl} does not answer: {failure.Message}");
        }
    }

    private static async Task<SandboxFacts> Read(FileInfo file, CancellationToken stop)
    {
        if (!file.Exists)
        {
            throw new SettingsException($"There is no file {file.FullName}. Is a local run going?");
        }

        try
        {
            await using var stream = file.OpenRead();
            return await JsonSerializer.DeserializeAsync(stream, SandboxJson.Default.SandboxFacts, stop)
                ?? throw new SettingsException($"{file.FullName} is empty.");
        }
        catch (JsonException)
        {
            throw new SettingsException($"{file.FullName} is not the JSON of a local run.");
        }
    }
}
