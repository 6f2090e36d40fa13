using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Fulgurite.App.LocalHost;

/// <summary>Posts triggers to the app and judges the answers as the Functions host does.</summary>
internal sealed class TriggerClient : IDisposable
{
    private readonly HttpClient http;
    private readonly TimeProvider clock;
    private readonly ILogger log;
    private readonly TimeSpan timeout;
    private readonly long startedAtTicks;
    private readonly ConcurrentDictionary<string, long> posted = new();
    private long invocations;

    /// <summary>Creates a client for the app at <see cref="LocalHostOptions.TriggerAddress"/>.</summary>
    public TriggerClient(LocalHostOptions options, TimeProvider clock, ILogger log)
    {
        this.clock = clock;
        this.log = log;
        timeout = options.FunctionTimeout;
        startedAtTicks = clock.GetUtcNow().UtcTicks;
        http = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false })
        {
            BaseAddress = options.TriggerAddress,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        http.DefaultRequestHeaders.UserAgent.ParseAdd("Azure-Functions-Host/4.0");
        http.DefaultRequestHeaders.Add("X-Azure-Functions-HostVersion", "4.0");
    }

    /// <summary>How often each function was started, by name; none that never was.</summary>
    public IReadOnlyDictionary<string, long> Posted => posted.ToDictionary();

    /// <summary>
    /// Posts an envelope. True when the function succeeded: 2xx with a JSON object. Azure's host waits for ever when
    /// the object is missing; here that is a failure, and said.
    /// </summary>
    /// <exception cref="OperationCanceledException">The host stops. What the function did is not known.</exception>
    public async Task<bool> Post(
        DeclaredFunction function, Func<HostMoment, byte[]> envelope, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(timeout, clock);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        posted.AddOrUpdate(function.Name, 1, (_, times) => times + 1);
        var id = HostMoment.IdOf(startedAtTicks, Interlocked.Increment(ref invocations));
        try
        {
            using var request = Request(function.Name, envelope(new HostMoment(clock.GetUtcNow(), id)), id);
            using var answer = await http.SendAsync(request, ended.Token);
            var fault = await FaultIn(answer, ended.Token);
            if (fault is not null)
            {
                log.InvocationFailed(function.Name, id, fault);
            }

            return fault is null;
        }
        catch (HttpRequestException unreachable)
        {
            log.InvocationFailed(function.Name, id, unreachable.Message);
            return false;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            log.InvocationFailed(function.Name, id, "no answer within the function timeout");
            return false;
        }
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => http.Dispose();

    private static HttpRequestMessage Request(string function, byte[] envelope, Guid id)
    {
        var content = new ByteArrayContent(envelope);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        var request = new HttpRequestMessage(HttpMethod.Post, "/" + function) { Content = content };
        request.Headers.Add("X-Azure-Functions-InvocationId", id.ToString());
        return request;
    }

    private static async Task<string?> FaultIn(HttpResponseMessage answer, CancellationToken cancel)
    {
        if (!answer.IsSuccessStatusCode)
        {
            return $"answered {(int)answer.StatusCode}";
        }

        if (answer.Content.Headers.ContentType?.MediaType != "application/json")
        {
            return "answered something that is not application/json";
        }

        try
        {
            using var body = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancel));
            return body.RootElement.ValueKind is JsonValueKind.Object ? null : "answered no JSON object";
        }
        catch (JsonException)
        {
            return "answered an empty or broken body";
        }
    }
}
