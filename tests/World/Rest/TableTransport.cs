using System.Net.Sockets;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Fulgurite.Worlds.Rest;

/// <summary>
/// Carries the requests of a production client to the simulated service. A missing answer is told by the exceptions of
/// Azure.Core's own transport.
/// </summary>
internal sealed class TableTransport(Func<TableRequest, Task<TableAnswer>> carry) : HttpPipelineTransport
{
    /// <inheritdoc/>
    public override Request CreateRequest() => HttpClientTransport.Shared.CreateRequest();

    /// <inheritdoc/>
    public override void Process(HttpMessage message) =>
        throw new NotSupportedException("Nobody waits for an answer in a single-threaded world.");

    /// <inheritdoc/>
    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        // Before the request only: nobody in a world gives up a request under way but for its time.
        message.CancellationToken.ThrowIfCancellationRequested();
        var answer = await carry(TableRequest.Of(message.Request)).ConfigureAwait(false);
        message.Response = answer.Status > 0
            ? new TableResponse(answer, message.Request.ClientRequestId)
            : throw Missing(answer);
    }

    private static Exception Missing(TableAnswer answer) => answer.Missing switch
    {
        MissingAnswer.NoConnection => Failed(new HttpRequestException(
            HttpRequestError.ConnectionError, "Connection refused", new SocketException())),
        MissingAnswer.Reset => Failed(new HttpRequestException(
            HttpRequestError.ResponseEnded, "The response ended prematurely.")),
        MissingAnswer.Cut => new IOException("The response ended prematurely."),
        MissingAnswer.Silence => new TaskCanceledException("The request took longer than it may."),
    };

    private static RequestFailedException Failed(HttpRequestException cause) => new(0, cause.Message, cause);
}
