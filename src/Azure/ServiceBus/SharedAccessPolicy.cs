using Azure.Core;
using Azure.Core.Pipeline;

namespace Fulgurite.Azure.ServiceBus;

/// <summary>Signs each attempt, for a few minutes: a signature that leaks is soon worthless.</summary>
internal sealed class SharedAccessPolicy(SharedAccessKey key, ServiceBusOptions options) : HttpPipelineSynchronousPolicy
{
    private static readonly TimeSpan ValidFor = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public override void OnSendingRequest(HttpMessage message) => message.Request.Headers.SetValue(
        "Authorization", key.Authorize(options.Endpoint, options.Time.GetUtcNow() + ValidFor));
}
