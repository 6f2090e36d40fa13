using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Fulgurite.Callbacks;

namespace Fulgurite.App.Callbacks;

/// <summary>
/// Posts callbacks over HTTP/1.1. Every name is resolved here and only public addresses are connected to, so that a
/// merchant's address cannot make us talk to our own network, whatever its DNS says at the time (see
/// <see cref="PublicAddresses"/>). No redirects, no proxies, no cookies; ten seconds; 64 KiB of the answer.
/// </summary>
internal sealed class CallbackHttp : ICallbackTransport, IDisposable
{
    private const int AnswerBytesMax = 64 * 1024;
    private const int ExcerptCharsMax = 500;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly HttpClient client;
    private readonly TargetPolicy policy;
    private readonly TimeProvider clock;

    /// <summary>Creates the transport.</summary>
    /// <param name="policy">What may be called.</param>
    /// <param name="clock">Measures the timeout.</param>
    public CallbackHttp(TargetPolicy policy, TimeProvider clock)
    {
        this.policy = policy;
        this.clock = clock;
        client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,

            // No traceparent: what we trace inside is nobody else's business.
            ActivityHeadersPropagator = null,
            ConnectCallback = (context, cancel) => PublicAddresses.Connect(context.DnsEndPoint, policy, cancel),
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            MaxConnectionsPerServer = 32,
            MaxResponseHeadersLength = 32,
        })
        {
            // Our own timer ends a call: it is the clock's, and it covers the body too.
            Timeout = System.Threading.Timeout.InfiniteTimeSpan,
        };
    }

    /// <inheritdoc/>
    public async Task<CallbackAnswer> Post(
        Uri url, IReadOnlyList<CallbackHeader> headers, ReadOnlyMemory<byte> body, CancellationToken cancel)
    {
        if (policy.ProblemWith(url) is { } problem)
        {
            return new CallbackAnswer(null, problem, "");
        }

        using var timer = new CancellationTokenSource(Timeout, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancel);
        try
        {
            return await Send(url, headers, body, both.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new CallbackAnswer(null, "no answer within 10 seconds", "");
        }
        catch (HttpRequestException failure)
        {
            return new CallbackAnswer(null, Describe(failure), "");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private async Task<CallbackAnswer> Send(
        Uri url, IReadOnlyList<CallbackHeader> headers, ReadOnlyMemory<byte> body, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ReadOnlyMemoryContent(body),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("User-Agent", "Fulgurite/1");
        foreach (var header in headers)
        {
            request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        }

        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        return new CallbackAnswer((int)response.StatusCode, null, await ExcerptOf(response, cancel))
        {
            RetryAfter = RetryAfterOf(response),
        };
    }

    // Seconds or a date (RFC 9110 §10.2.3); what is past asks for nothing.
    private TimeSpan? RetryAfterOf(HttpResponseMessage response)
    {
        var asked = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - clock.GetUtcNow(),
            _ => TimeSpan.Zero,
        };
        return asked > TimeSpan.Zero ? TimeSpan.FromSeconds(Math.Ceiling(asked.TotalSeconds)) : null;
    }

    // The status is the answer: a merchant whose body stalls or breaks off has still said what it said.
    private static async Task<string> ExcerptOf(HttpResponseMessage response, CancellationToken cancel)
    {
        try
        {
            return await ReadExcerpt(response, cancel);
        }
        catch (Exception failure) when (failure is IOException or HttpRequestException or OperationCanceledException)
        {
            return "";
        }
    }

    // Read to the end where that is near, so that the connection can be used again; what is longer is cut off.
    private static async Task<string> ReadExcerpt(HttpResponseMessage response, CancellationToken cancel)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancel);
        var buffer = new byte[AnswerBytesMax];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancel);
        var text = Encoding.UTF8.GetString(buffer, 0, Math.Min(length, ExcerptCharsMax * 4));
        var printable = new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)]).Trim();
        return Shortened(printable);
    }

    // Half of a surrogate pair is not text, and what storage makes of it is not ours to say.
    private static string Shortened(string text)
    {
        if (text.Length <= ExcerptCharsMax)
        {
            return text;
        }

        var isCutInPair = char.IsHighSurrogate(text[ExcerptCharsMax - 1]);
        return text[..(isCutInPair ? ExcerptCharsMax - 1 : ExcerptCharsMax)];
    }

    // The framework's own words may name internal addresses; these few are all that the merchant is told.
    private static string Describe(HttpRequestException failure) =>
        failure.InnerException is TargetRefusedException refused ? refused.Message : Describe(failure.HttpRequestError);

    private static string Describe(HttpRequestError error) => error switch
    {
        HttpRequestError.NameResolutionError => "the host name does not resolve",
        HttpRequestError.ConnectionError => "no connection could be made",
        HttpRequestError.SecureConnectionError => "the TLS certificate or handshake was refused",
        HttpRequestError.InvalidResponse => "the answer was not HTTP",
        HttpRequestError.ResponseEnded => "the connection was closed before the answer",
        _ => "the request failed",
    };
}
