using Azure.Core;
using Azure.Core.Pipeline;

namespace Fulgurite.Azure.Tables;

/// <summary>
/// The two request pipelines. Reads, and the creation of a table, are repeated by Azure.Core. A commit is sent once:
/// Azure.Core would also repeat one that may have been applied, and the second answer would hide the first.
/// </summary>
internal static class TablePipeline
{
    private const int ReadRetriesMax = 4;

    /// <summary>For what may be repeated.</summary>
    public static HttpPipeline Reads(HttpPipelinePolicy authentication, AzureTableOptions options)
    {
        var client = new Options
        {
            Retry = { NetworkTimeout = options.ReadTimeout },
            RetryPolicy = new ClockedRetries(ReadRetriesMax, options.Backoff, options.Time),
        };
        return Build(client, authentication, options);
    }

    /// <summary>For what is sent once.</summary>
    public static HttpPipeline Commits(HttpPipelinePolicy authentication, AzureTableOptions options)
    {
        var client = new Options { Retry = { MaxRetries = 0, NetworkTimeout = options.CommitTimeout } };
        return Build(client, authentication, options);
    }

    private static HttpPipeline Build(Options client, HttpPipelinePolicy authentication, AzureTableOptions options)
    {
        if (options.Transport is not null)
        {
            client.Transport = options.Transport;
        }

        // Order matters: the date is part of what is signed.
        return HttpPipelineBuilder.Build(client, [], [new TableHeadersPolicy(options.Time), authentication], null);
    }

    private sealed class Options : ClientOptions
    {
        // Nobody listens to these: what fails is told by exceptions, and calls are counted by a meter of our own.
        public Options()
        {
            Diagnostics.IsLoggingEnabled = false;
            Diagnostics.IsDistributedTracingEnabled = false;
            Diagnostics.IsTelemetryEnabled = false;
        }
    }
}
