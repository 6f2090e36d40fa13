using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;
using Fulgurite.Secrets;
using Google.Protobuf;

namespace Fulgurite.Lnd.Grpc;

/// <summary>
/// Calls one gRPC server over HTTP/2 with a pinned certificate and a macaroon. Keeps one connection, opens it again
/// when it breaks, and never repeats a call that the server may have seen. Safe for concurrent use.
/// </summary>
internal sealed class GrpcChannel(GrpcChannelSettings settings, TimeProvider time) : IDisposable
{
    private static readonly MediaTypeHeaderValue ContentType = new("application/grpc");

    private readonly HttpMessageInvoker http = new(CreateHandler(settings));

    /// <summary>One request, one answer.</summary>
    /// <exception cref="GrpcStatusException">
    /// Any end but an answer with status 0. The server may have acted, whatever the code, unless its text says that it
    /// did not.
    /// </exception>
    /// <exception cref="OperationCanceledException">The caller's token.</exception>
    public async Task<TResponse> Unary<TRequest, TResponse>(
        GrpcMethod<TRequest, TResponse> method, TRequest request, CancellationToken cancel)
        where TRequest : IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        var http2Request = CreateRequest(method.Path, request);
        // The server's copy of the deadline lets it drop work that nobody waits for; "m" is milliseconds.
        var milliseconds = ((long)settings.Deadline.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        http2Request.Headers.Add("grpc-timeout", $"{milliseconds}m");

        var stop = new GrpcStop(cancel, settings.Deadline, time);
        using var call = new GrpcCall<TResponse>(http, http2Request, method.Answer, settings.MessageBytesMax, stop);
        var answer = await call.Next();
        if (answer is null || await call.Next() is not null)
        {
            throw new GrpcStatusException(GrpcStatusCode.Internal, "Not exactly one message in the answer.");
        }

        return answer;
    }

    /// <summary>
    /// One request, any number of answers. Ends where the server ends it with status 0. Where there is a deadline it
    /// is for the whole call and on our side only: the server is not told.
    /// </summary>
    /// <param name="method">The RPC.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="deadline">How long it may take; null for ever.</param>
    /// <param name="macaroonHex">For this call instead of the channel's; null for that.</param>
    /// <param name="cancel">Ends the call.</param>
    /// <exception cref="GrpcStatusException">
    /// Any other end, the deadline's too; within <see cref="GrpcChannelSettings.SilenceMax"/> when the connection goes
    /// silent.
    /// </exception>
    /// <exception cref="OperationCanceledException">The caller's token.</exception>
    public async IAsyncEnumerable<TResponse> ServerStream<TRequest, TResponse>(
        GrpcMethod<TRequest, TResponse> method,
        TRequest request,
        TimeSpan? deadline = null,
        SecretValue? macaroonHex = null,
        [EnumeratorCancellation] CancellationToken cancel = default)
        where TRequest : IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        var http2Request = CreateRequest(method.Path, request, macaroonHex);
        var stop = deadline is { } after ? new GrpcStop(cancel, after, time) : new GrpcStop(cancel);
        using var call = new GrpcCall<TResponse>(http, http2Request, method.Answer, settings.MessageBytesMax, stop);
        while (await call.Next() is { } answer)
        {
            yield return answer;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private static SocketsHttpHandler CreateHandler(GrpcChannelSettings settings) => new()
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ActivityHeadersPropagator = null,
        ConnectTimeout = settings.ConnectTimeout,
        KeepAlivePingDelay = settings.KeepAliveDelay,
        KeepAlivePingTimeout = settings.KeepAliveTimeout,

        // Only while a call is open: LND counts pings without one as an attack and closes the connection, because
        // grpc.client-allow-ping-without-stream is off by default.
        KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
        SslOptions = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = (_, presented, _, _) => settings.Certificate.Matches(presented),

            // The chain is built before the callback is asked; a self-signed one must not send us to the network.
            CertificateChainPolicy = new X509ChainPolicy
            {
                DisableCertificateDownloads = true,
                RevocationMode = X509RevocationMode.NoCheck,
            },
        },
    };

    private HttpRequestMessage CreateRequest(string path, IMessage message, SecretValue? macaroonHex = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(settings.Address, path))
        {
            // On each request: without them the handler offers HTTP/1.1, which LND hangs up on.
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(GrpcFrame.Encode(message)),
        };
        request.Content.Headers.ContentType = ContentType;
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        request.Headers.Add("grpc-accept-encoding", "identity");
        request.Headers.Add("macaroon", (macaroonHex ?? settings.MacaroonHex).Reveal());
        return request;
    }
}
