namespace Fulgurite.App.Cli;

/// <summary>An answer that may be longer than memory: it goes to standard output while it comes.</summary>
internal static class Download
{
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(60);

    /// <summary>Makes the call; the exit code. A part is never taken for the whole: it ends with code 1.</summary>
    /// <param name="request">What to ask for.</param>
    /// <param name="facts">Who asks.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="SettingsException">There was no answer, or it broke off.</exception>
    public static async Task<int> Execute(HttpRequestMessage request, ApiFacts facts, CancellationToken stop)
    {
        // The time is for the first bytes: a long journal may take as long as it takes.
        using var client = new HttpClient { Timeout = AnswersWithin };
        request.Headers.Add("X-Api-Key", facts.ApiKey);
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
            if (!response.IsSuccessStatusCode)
            {
                await Console.Error.WriteLineAsync(await response.Content.ReadAsStringAsync(stop));
                return OneLine.Failed;
            }

            await using var output = Console.OpenStandardOutput();
            await response.Content.CopyToAsync(output, stop);
            return 0;
        }
        catch (HttpRequestException failure)
        {
            throw new SettingsException($"{facts.BaseUrl} does not answer, or not to the end: {failure.Message}");
        }
        catch (IOException failure)
        {
            throw new SettingsException($"The answer of {facts.BaseUrl} broke off: {failure.Message}");
        }
        catch (TaskCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new SettingsException(
                $"{facts.BaseUrl} does not answer within {AnswersWithin.TotalSeconds} seconds.");
        }
    }
}
