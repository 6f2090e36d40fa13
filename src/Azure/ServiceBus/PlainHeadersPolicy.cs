using Azure.Core;
using Azure.Core.Pipeline;

namespace Fulgurite.Azure.ServiceBus;

/// <summary>
/// Removes what Azure.Core adds for its own tracing: Service Bus keeps headers that it does not know as properties of
/// the message.
/// </summary>
internal sealed class PlainHeadersPolicy : HttpPipelineSynchronousPolicy
{
    private static readonly string[] Unwanted =
        ["x-ms-client-request-id", "x-ms-return-client-request-id", "traceparent", "tracestate", "Request-Id"];

    /// <inheritdoc/>
    public override void OnSendingRequest(HttpMessage message)
    {
        foreach (var name in Unwanted)
        {
            message.Request.Headers.Remove(name);
        }
    }
}
