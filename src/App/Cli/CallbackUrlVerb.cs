using System.CommandLine;
using System.Net.Http.Headers;
using System.Text.Json;
using Fulgurite.App.Apis.Voltage;
using Fulgurite.App.Local;

namespace Fulgurite.App.Cli;

/// <summary><c>fulgurite callback-url</c>: shows or sets where an environment's callbacks go, over the API.</summary>
internal static class CallbackUrlVerb
{
    private static readonly Argument<string?> Url = new("URL")
    {
        Description = "The new address; 'none' for nowhere. Left out: show the current one.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<FileInfo> Facts = new("--facts")
    {
        Description = "A file with base_url, organization_id, environment_id and api_key, as a local run writes it.",
        HelpName = "FILE",
        DefaultValueFactory = _ => new FileInfo(Path.Combine(".local", "sandbox.json")),
    };

    /// <summary>The verb.</summary>
    public static Command Build()
    {
        var verb = new Command("callback-url", "Show or set where an environment's callbacks go.") { Url, Facts };
        verb.SetAction((parsed, stop) => OneLine.Run(() => Run(parsed.GetValue(Url), parsed.GetValue(Facts)!, stop)));
        return verb;
    }

    private static async Task<int> Run(string? url, FileInfo file, CancellationToken stop)
    {
        var facts = await Read(file, stop);
        var address = $"{facts.BaseUrl}/v1/organizations/{facts.OrganizationId}"
            + $"/environments/{facts.EnvironmentId}/callback-url";
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
        using var request = new HttpRequestMessage(url is null ? HttpMethod.Get : HttpMethod.Put, address);
        request.Headers.Add("X-Api-Key", facts.ApiKey);
        if (url is not null)
        {
            var body = new CallbackUrlBody(url == "none" ? null : url);
            request.Content = new ByteArrayContent(
                JsonSerializer.SerializeToUtf8Bytes(body, VoltageJson.Default.CallbackUrlBody));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        try
        {
            using var response = await client.SendAsync(request, stop);
            var answer = await response.Content.ReadAsStringAsync(stop);
            await (response.IsSuccessStatusCode ? Console.Out : Console.Error).WriteLineAsync(answer);
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
