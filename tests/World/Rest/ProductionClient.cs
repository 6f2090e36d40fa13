using Azure.Core;
using Fulgurite.Azure.Tables;
using Fulgurite.Storage;

namespace Fulgurite.Worlds.Rest;

/// <summary>The client that runs in Azure, on a clock and a wire of the world's.</summary>
internal static class ProductionClient
{
    private static readonly TokenCredential Credential = DelegatedTokenCredential.Create(
        (_, _) => new AccessToken("token", DateTimeOffset.MaxValue));

    /// <summary>
    /// A client. What carries its requests is told how long each may take, and is alone to keep to it: no timer of the
    /// machine's has a part in what happens.
    /// </summary>
    public static ITableStore Over(
        Func<TableRequest, TimeSpan, Task<TableAnswer>> carry, TimeProvider time, DelayStrategy backoff)
    {
        var options = new AzureTableOptions(TableRequest.Endpoint, time);
        var transport = new TableTransport(request => carry(
            request, request.Method == "GET" ? options.ReadTimeout : options.CommitTimeout));
        return AzureTableStore.WithToken(
            options with
            {
                Transport = transport,
                Backoff = backoff,
                ReadTimeout = Timeout.InfiniteTimeSpan,
                CommitTimeout = Timeout.InfiniteTimeSpan,
            },
            Credential);
    }
}
