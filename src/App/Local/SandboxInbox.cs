using System.Text.Json;
using Fulgurite.App.SandboxPages;

namespace Fulgurite.App.Local;

/// <summary>
/// A merchant's server for those who have none yet: <c>POST /sandbox/inbox</c> receives callbacks and webhooks of every
/// scheme as a merchant would, verifies their signatures, answers 200, and keeps the last ones for the page that shows
/// them.
/// </summary>
internal sealed class SandboxInbox(EngineSource source, TimeProvider clock)
{
    /// <summary>The path that callbacks are sent to.</summary>
    public const string Path = "/sandbox/inbox";

    private const int KeptMax = 100;
    private const int BodyBytesMax = 256 * 1024;

    private readonly InboxCheck check = new(source, clock);
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
        var expected = Math.Min(context.Request.ContentLength ?? BodyBytesMax, BodyBytesMax);
        var buffer = new byte[expected + 1];
        var length = await context.Request.Body.ReadAtLeastAsync(
            buffer, buffer.Length, throwOnEndOfStream: false, context.RequestAborted);
        if (length > expected)
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }

        var body = buffer.AsMemory(0, length).ToArray();
        var verdict = await check.Execute(context.Request.Headers, body, context.RequestAborted);
        Keep(context, body, verdict);
        context.Response.StatusCode =
            verdict.Problem is null ? StatusCodes.Status200OK : StatusCodes.Status403Forbidden;
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(verdict.Problem ?? "OK", context.RequestAborted);
    }

    private void Keep(HttpContext context, byte[] body, InboxVerdict verdict)
    {
        lock (gate)
        {
            var isSeen = received.Count(earlier => earlier.Body.Span.SequenceEqual(body));
            received.AddFirst(new ReceivedCallback
            {
                Id = $"cb-{++lastNumber}",
                ReceivedAt = clock.GetUtcNow(),
                Scheme = verdict.Scheme,
                EventName = verdict.EventName ?? NameOf(body),
                IsVerified = verdict.Problem is null,
                Problem = verdict.Problem,
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
