using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json;
using Fulgurite.App.Local;

namespace Fulgurite.App.Cli;

/// <summary><c>fulgurite clock</c>: the time of a sandbox that runs on this machine.</summary>
internal static class ClockVerb
{
    private static readonly Option<FileInfo> Facts = new("--facts")
    {
        Description = "The file that the local run wrote.",
        HelpName = "FILE",
        DefaultValueFactory = _ => new FileInfo(Path.Combine(".local", "sandbox.json")),
        Recursive = true,
    };

    private static readonly Argument<long> By = new("BY")
    {
        Description = "How far: a number and s, m, h, d or w, such as 30d. At most 400 days.",
        CustomParser = ReadSeconds,
    };

    /// <summary>The verb.</summary>
    public static Command Build()
    {
        var show = new Command("show", "Show the sandbox's time.");
        show.SetAction((parsed, stop) => OneLine.Run(() => Call(parsed, null, stop)));
        var advance = new Command(
            "advance",
            "Move the sandbox's time forward, and fire what falls due on the way, in order. It never goes back.")
        {
            By,
        };
        advance.SetAction((parsed, stop) =>
            OneLine.Run(() => Call(parsed, new SandboxClockBody(parsed.GetValue(By)), stop)));
        return new Command("clock", "Show or move the time of a sandbox that runs on this machine.")
        {
            show, advance, Facts,
        };
    }

    private static async Task<int> Call(ParseResult parsed, SandboxClockBody? body, CancellationToken stop)
    {
        var facts = await ApiConnection.ReadFile(parsed.GetValue(Facts)!, stop);

        // A year may take minutes over Azurite: whoever waits may stop it.
        using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        var address = facts.BaseUrl.TrimEnd('/') + SandboxClockApi.Path;
        try
        {
            using var response = body is null
                ? await client.GetAsync(address, stop)
                : await client.PostAsync(address, Json(body), stop);
            return await Tell(response, stop);
        }
        catch (HttpRequestException failure)
        {
            throw new SettingsException($"{facts.BaseUrl} does not answer: {failure.Message}");
        }
    }

    private static async Task<int> Tell(HttpResponseMessage response, CancellationToken stop)
    {
        var answer = await response.Content.ReadAsStringAsync(stop);
        if (answer.Length == 0)
        {
            throw new SettingsException("What runs there is no sandbox whose clock can be moved.");
        }

        await (response.IsSuccessStatusCode ? Console.Out : Console.Error).WriteLineAsync(answer);
        return response.IsSuccessStatusCode ? 0 : OneLine.Failed;
    }

    private static ByteArrayContent Json(SandboxClockBody body) =>
        new(JsonSerializer.SerializeToUtf8Bytes(body, SandboxJson.Default.SandboxClockBody));

    private static long ReadSeconds(ArgumentResult given)
    {
        var text = given.Tokens[0].Value;
        var unit = text.Length == 0 ? 0 : SecondsIn(text[^1]);
        if (unit > 0
            && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number * unit;
        }

        given.AddError($"'{text}' is not a number and s, m, h, d or w, such as 30d.");
        return default;
    }

    private static long SecondsIn(char unit) => unit switch
    {
        's' => 1,
        'm' => 60,
        'h' => 3_600,
        'd' => 86_400,
        'w' => 7 * 86_400,
        _ => 0,
    };
}
