using Azure.Core;
using Azure.Core.Pipeline;

namespace Fulgurite.Azure.Tables;

/// <summary>Signs each attempt with the account's key, after <see cref="TableHeadersPolicy"/> dated it.</summary>
internal sealed class SharedKeyPolicy(SharedKey key) : HttpPipelineSynchronousPolicy
{
    /// <inheritdoc/>
    public override void OnSendingRequest(HttpMessage message)
    {
        var dated = message.Request.Headers.TryGetValue(TableHeadersPolicy.DateHeader, out var date);
        Invariant.Holds(dated && date is not null, "a request is dated before it is signed");
        message.Request.Headers.SetValue("Authorization", key.Authorize(date, message.Request.Uri.ToUri()));
    }
}
