using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Fulgurite.CrashLoop;

/// <summary>
/// Calls the product as merchants and payers do. A call that gets no definite answer, because the product is dead or
/// its storage is, is counted and gives null: the caller knows nothing, and comes again.
/// </summary>
internal sealed class ProductClient(int port, Tally tally) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    private readonly HttpClient http = new()
    {
        BaseAddress = new Uri($"http://localhost:{port}"), Timeout = TimeSpan.FromSeconds(20),
    };

    /// <summary>The merchant's keys, known after the first start.</summary>
    public Facts? Facts { get; set; }

    /// <summary>A signed call of the AlphaPo API.</summary>
    public Task<Reply?> Signed(string path, string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v2/{path}")
        {
            Content = new ByteArrayContent(bytes),
        };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        request.Headers.Add("X-Processing-Key", Facts!.ProcessingKey);
        request.Headers.Add("X-Processing-Signature", Sign(Facts, bytes));
        return Send(path, request);
    }

    /// <summary>A call of the sandbox.</summary>
    public Task<Reply?> Post(string path, JsonObject body) => Send(
        path, new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body.ToJsonString()) });

    public Task<Reply?> Get(string path) => Send(path, new HttpRequestMessage(HttpMethod.Get, path));

    /// <summary>Comes again until there is a definite answer.</summary>
    public static async Task<Reply> Insist(Func<Task<Reply?>> call, CancellationToken cancel)
    {
        while (true)
        {
            if (await call() is { } reply)
            {
                return reply;
            }

            await Task.Delay(Pause, cancel);
        }
    }

    /// <summary>The contract's signature.</summary>
    public static string Sign(Facts facts, byte[] body) => Convert.ToHexStringLower(
        HMACSHA512.HashData(Encoding.UTF8.GetBytes(facts.ProcessingSecret), body));

    public void Dispose() => http.Dispose();

    private async Task<Reply?> Send(string path, HttpRequestMessage request)
    {
        using var _ = request;
        try
        {
            using var response = await http.SendAsync(request);
            var reply = new Reply((int)response.StatusCode, await response.Content.ReadAsStringAsync());
            tally.Count($"answer {reply.Status}");
            if (reply.Status == 503)
            {
                return null;
            }

            tally.Check(reply.Status < 500, $"{path} answered {reply.Status}: {reply.Text}");
            return reply.Status < 500 ? reply : null;
        }
        catch (HttpRequestException failure)
        {
            tally.Count(failure.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused }
                ? "no answer: refused" : "no answer: cut off");
            return null;
        }
        catch (IOException)
        {
            tally.Count("no answer: cut off");
            return null;
        }
        catch (OperationCanceledException)
        {
            tally.Count("no answer: timed out");
            return null;
        }
    }
}
