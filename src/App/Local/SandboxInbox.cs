using System.Text.Json;
using Fulgurite.App.Apis.AlphaPo;
using Fulgurite.App.SandboxPages;

namespace Fulgurite.App.Local;

/// <summary>
/// A merchant's server for those who have none yet: <c>POST /sandbox/inbox</c> receives callbacks as a merchant would,
/// verifies their signatures, answers 200, and keeps the last ones for the page that shows them.
/// </summary>
internal sealed class SandboxInbox(EngineSource source, TimeProvider clock)
{
    /// <summary>The path that callbacks are sent to.</summary>
    public const string Path = "/sandbox/inbox";

    private const int KeptMax = 100;
    private const int BodyBytesMax = 64 * 1024;

    private readonly Lock gate = new();
    private readonly LinkedList<ReceivedCallback> received = [];
    private long lastNumber;

    /// <summary>Adds the endpoint.</summary>
    public void Map(IEndpointRouteBuilder endpoints) => endpoints.MapPost(Path, Receive);

    /// <summary>The last callbacks, newest first.</summary>
    public IReadOnlyList<ReceivedCallback> Newest()
    {
        lock (gate)
        {
            return [.. received];
        }
    }

    private async Task Receive(HttpContext context)
    {
        var buffer = new byte[BodyBytesMax + 1];
        var length = await context.Request.Body.ReadAtLeastAsync(
            buffer, buffer.Length, throwOnEndOfStream: false, context.RequestAborted);
        if (length > BodyBytesMax)
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }

        var body = buffer.AsMemory(0, length).ToArray();
        var problem = await ProblemWith(context, body);
        Keep(context, body, problem);
        context.Response.StatusCode = problem is null ? StatusCodes.Status200OK : StatusCodes.Status403Forbidden;
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(problem ?? "OK", context.RequestAborted);
    }

    private async Task<string?> ProblemWith(HttpContext context, byte[] body)
    {
        var engine = await source.Get(context.RequestAborted);
        var publicKey = context.Request.Headers[AlphaPoHeaders.Key].ToString();
        if (await engine.Registry.FindProcessingKey(publicKey, context.RequestAborted) is not { } key)
        {
            return "The key header names no key of this sandbox.";
        }

        var signature = context.Request.Headers[AlphaPoHeaders.Signature].ToString();
        return AlphaPoSignature.IsValid(key.Secret, body, signature)
            ? null
            : "The signature is not the body's.";
    }

    private void Keep(HttpContext context, byte[] body, string? problem)
    {
        lock (gate)
        {
            var isSeen = received.Count(earlier => earlier.Body.Span.SequenceEqual(body));
            received.AddFirst(new ReceivedCallback
            {
                Id = $"cb-{++lastNumber}",
                ReceivedAt = clock.GetUtcNow(),
                Scheme = AlphaPoWiring.Scheme.Name,
                EventName = NameOf(body),
                IsVerified = problem is null,
                Problem = problem,
                Attempt = isSeen + 1,
                Headers =
                [
                    .. context.Request.Headers.Select(
                        header => new KeyValuePair<string, string>(header.Key, header.Value.ToString())),
                ],
                Body = body,
            });
            if (received.Count > KeptMax)
            {
                received.RemoveLast();
            }
        }
    }

    private static string? NameOf(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("type", out var type)
                && type.ValueKind == JsonValueKind.String
                    ? type.GetString()
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, such as "\ud800", is JSON and not text.
            return null;
        }
    }
}
