using Azure.Core;
using Azure.Core.Pipeline;

namespace Fulgurite.Azure.Tables;

/// <summary>Where the tables are.</summary>
/// <param name="Endpoint">
/// <c>https://{account}.table.core.windows.net</c>, or <c>http://127.0.0.1:{port}/devstoreaccount1</c> for Azurite.
/// </param>
/// <param name="Time">Dates requests and waits between repeats.</param>
/// <param name="Transport">What sends requests; null for Azure.Core's shared one.</param>
public sealed record AzureTableOptions(Uri Endpoint, TimeProvider Time, HttpPipelineTransport? Transport = null)
{
    /// <summary>
    /// How long to wait before a repeat: exponential with jitter. A Retry-After header makes the wait longer.
    /// </summary>
    public DelayStrategy Backoff { get; init; } =
        DelayStrategy.CreateExponentialDelayStrategy(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(5));

    /// <summary>
    /// How long one attempt at a read may take, by the machine's clock, which is the only one that Azure.Core asks;
    /// infinite where the transport ends attempts itself.
    /// </summary>
    public TimeSpan ReadTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The same for a commit; the service itself gives up a write after 30 s at most.</summary>
    public TimeSpan CommitTimeout { get; init; } = TimeSpan.FromSeconds(20);
}
