using System.CommandLine;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fulgurite.App.Cli;

/// <summary>
/// How verbs call the native API: with the facts of a file, or with an address, ids and the key in
/// <c>FULGURITE_API_KEY</c>. The key is never on the command line, where every process of the machine could read it.
/// </summary>
internal static class ApiConnection
{
    /// <summary>What every verb tells of it in its help.</summary>
    public const string Told =
        "Calls the API: with the facts in --facts, or with --base-url, --organization, --environment and the key in "
        + "the environment variable FULGURITE_API_KEY. Prints the answer's JSON. "
        + "Exit code 0: done. 1: refused, and why on standard error.";

    private static readonly Option<FileInfo> Facts = new("--facts")
    {
        Description = "A file with base_url, organization_id, environment_id and api_key, as a local run writes it.",
        HelpName = "FILE",
        DefaultValueFactory = _ => new FileInfo(Path.Combine(".local", "sandbox.json")),
        Recursive = true,
    };

    private static readonly Option<string?> BaseUrl = new("--base-url")
    {
        Description = "Where the deployment is reached, in place of --facts.",
        HelpName = "URL",
        Recursive = true,
    };

    private static readonly Option<string?> Organization = new("--organization")
    {
        Description = "The id of the key's organization, with --base-url.",
        HelpName = "ID",
        Recursive = true,
    };

    private static readonly Option<string?> Environment = new("--environment")
    {
        Description = "The id of the key's environment, with --base-url.",
        HelpName = "ID",
        Recursive = true,
    };

    /// <summary>Lets a verb, and every verb below it, say how to call.</summary>
    public static Command WithConnection(this Command verb)
    {
        foreach (var option in new Option[] { Facts, BaseUrl, Organization, Environment })
        {
            verb.Options.Add(option);
        }

        return verb;
    }

    /// <summary>Makes one call when the verb runs.</summary>
    /// <param name="verb">The verb.</param>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">Of the facts and the parsed line: what follows <c>/v1/organizations</c>.</param>
    /// <param name="body">Of the parsed line; null for none.</param>
    public static Command Calls(
        this Command verb,
        HttpMethod method,
        Func<ApiFacts, ParseResult, string> path,
        Func<ParseResult, JsonObject>? body = null) => verb.Calls(_ => method, path, parsed => body?.Invoke(parsed));

    /// <summary>Makes one call when the verb runs, of a method that the line tells.</summary>
    /// <param name="verb">The verb.</param>
    /// <param name="method">Of the parsed line.</param>
    /// <param name="path">Of the facts and the parsed line: what follows <c>/v1/organizations</c>.</param>
    /// <param name="body">Of the parsed line; null for none.</param>
    public static Command Calls(
        this Command verb,
        Func<ParseResult, HttpMethod> method,
        Func<ApiFacts, ParseResult, string> path,
        Func<ParseResult, JsonObject?> body)
    {
        verb.SetAction((parsed, stop) => OneLine.Run(async () =>
        {
            var facts = await Read(parsed, stop);
            using var request = new HttpRequestMessage(
                method(parsed), $"{facts.BaseUrl.TrimEnd('/')}/v1/organizations{path(facts, parsed)}");
            if (body(parsed) is { } sent)
            {
                request.Content = new StringContent(sent.ToJsonString(), Encoding.UTF8);
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            }

            return await Send(request, facts, stop);
        }));
        return verb;
    }

    /// <summary>Copies one answer to standard output as it comes, however long it is, when the verb runs.</summary>
    /// <param name="verb">The verb.</param>
    /// <param name="path">Of the facts and the parsed line: what follows <c>/v1/organizations</c>.</param>
    public static Command Downloads(this Command verb, Func<ApiFacts, ParseResult, string> path)
    {
        verb.SetAction((parsed, stop) => OneLine.Run(async () =>
        {
            var facts = await Read(parsed, stop);
            using var request = new HttpRequestMessage(
                HttpMethod.Get, $"{facts.BaseUrl.TrimEnd('/')}/v1/organizations{path(facts, parsed)}");
            return await Download.Execute(request, facts, stop);
        }));
        return verb;
    }

    /// <summary>The path of the organization, as <c>Calls</c> takes it.</summary>
    public static string OrganizationPath(this ApiFacts facts) => "/" + Escaped(facts.OrganizationId);

    /// <summary>The path of the environment, as <c>Calls</c> takes it.</summary>
    public static string EnvironmentPath(this ApiFacts facts) =>
        $"{facts.OrganizationPath()}/environments/{Escaped(facts.EnvironmentId)}";

    /// <summary>A part of a path.</summary>
    public static string Escaped(string part) => Uri.EscapeDataString(part);

    private static async Task<int> Send(HttpRequestMessage request, ApiFacts facts, CancellationToken stop)
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
        catch (TaskCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new SettingsException(
                $"{facts.BaseUrl} does not answer within {client.Timeout.TotalSeconds} seconds. It may have done it.");
        }
    }

    private static async Task<ApiFacts> Read(ParseResult parsed, CancellationToken stop)
    {
        var key = Settings.CallerKey;
        if (parsed.GetValue(BaseUrl) is not { } address)
        {
            var facts = await ReadFile(parsed.GetValue(Facts)!, stop);
            return key is null ? facts : facts with { ApiKey = key.Reveal() };
        }

        // The key travels in a header: never over a wire that anybody can read.
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url)
            || !(url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)))
        {
            throw new SettingsException("--base-url must be an https address, or an http address of this machine.");
        }

        return new ApiFacts(
            address,
            parsed.GetValue(Organization) ?? throw new SettingsException("--base-url needs --organization."),
            parsed.GetValue(Environment) ?? throw new SettingsException("--base-url needs --environment."),
            key?.Reveal() ?? throw new SettingsException("Put the API key in the environment: FULGURITE_API_KEY."));
    }

    /// <summary>The facts in a file.</summary>
    /// <exception cref="SettingsException">It is not there, or holds something else.</exception>
    public static async Task<ApiFacts> ReadFile(FileInfo file, CancellationToken stop)
    {
        if (!file.Exists)
        {
            throw new SettingsException(
                $"There is no file {file.FullName}. Is a local run going? For a deployment give --base-url.");
        }

        try
        {
            await using var stream = file.OpenRead();
            var facts = await JsonSerializer.DeserializeAsync(stream, CliJson.Default.ApiFacts, stop);
            return facts is { BaseUrl: not null, OrganizationId: not null, EnvironmentId: not null, ApiKey: not null }
                ? facts
                : throw new SettingsException(
                    $"{file.FullName} lacks base_url, organization_id, environment_id or api_key.");
        }
        catch (JsonException)
        {
            throw new SettingsException($"{file.FullName} is not JSON as a local run writes it.");
        }
    }
}
