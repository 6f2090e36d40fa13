using Google.Protobuf;

namespace Fulgurite.Lnd.Grpc;

/// <summary>
/// One call: one HTTP/2 stream, from the request to the server's status. Disposing it before the end resets the stream,
/// which tells the server to stop.
/// </summary>
/// <param name="http">Sends the request and returns at the response's headers.</param>
/// <param name="request">The framed request.</param>
/// <param name="answer">Reads a response message.</param>
/// <param name="messageBytesMax">The largest message accepted.</param>
/// <param name="stop">The caller's token and the deadline.</param>
internal sealed class GrpcCall<TResponse>(
    HttpMessageInvoker http,
    HttpRequestMessage request,
    MessageParser<TResponse> answer,
    int messageBytesMax,
    GrpcStop stop) : IDisposable
    where TResponse : class, IMessage<TResponse>
{
    private HttpResponseMessage? response;
    private Stream? body;

    /// <summary>The next message, or null when the server has ended the call with status 0.</summary>
    /// <exception cref="GrpcStatusException">It ended otherwise.</exception>
    /// <exception cref="OperationCanceledException">The caller's token.</exception>
    public async Task<TResponse?> Next()
    {
        try
        {
            return await Read();
        }
        catch (OperationCanceledException cause)
        {
            throw stop.Explain(cause);
        }
        catch (InvalidProtocolBufferException cause)
        {
            throw new GrpcStatusException(GrpcStatusCode.Internal, "The answer is not a valid message.", cause);
        }
        catch (HttpRequestException cause)
        {
            throw new GrpcStatusException(GrpcStatusCode.Unavailable, cause.Message, cause);
        }
        catch (IOException cause)
        {
            throw new GrpcStatusException(GrpcStatusCode.Unavailable, cause.Message, cause);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        response?.Dispose();
        request.Dispose();
        stop.Dispose();
    }

    private async Task<TResponse?> Read()
    {
        body ??= await Open();
        if (await GrpcFrame.Read(body, messageBytesMax, stop.Token) is { } message)
        {
            return answer.ParseFrom(message);
        }

        GrpcStatus.RequireOk(response!);
        return null;
    }

    private async Task<Stream> Open()
    {
        response = await http.SendAsync(request, stop.Token);
        GrpcStatus.RequireGrpc(response);
        return await response.Content.ReadAsStreamAsync(stop.Token);
    }
}
