using Azure.Core;
using Azure.Core.Pipeline;

namespace Fulgurite.Azure.Tables;

/// <summary>
/// Azure.Core's retries, with the waits between them on a clock of our own. What a Retry-After header asks for is
/// waited by Azure.Core besides.
/// </summary>
internal sealed class ClockedRetries(int maxRetries, DelayStrategy backoff, TimeProvider time)
    : RetryPolicy(maxRetries, DelayStrategy.CreateFixedDelayStrategy(TimeSpan.Zero))
{
    /// <inheritdoc/>
    protected override async ValueTask OnSendingRequestAsync(HttpMessage message)
    {
        var retry = message.ProcessingContext.RetryNumber;
        if (retry > 0)
        {
            await Task.Delay(backoff.GetNextDelay(null, retry), time, message.CancellationToken);
        }
    }
}
