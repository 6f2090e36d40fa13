using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Fulgurite.App.Apis.Voltage;

/// <summary>A status and its JSON bytes.</summary>
internal sealed record VoltageAnswer(int Status, byte[] Body)
{
    /// <summary>When to try again; null where that is not said.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>What the body is.</summary>
    public string ContentType { get; init; } = "application/json; charset=utf-8";

    /// <summary>
    /// Writes a body that is too long to hold, while it is read; null where <see cref="Body"/> is all.
    /// </summary>
    public Func<HttpContext, Task>? Stream { get; init; }

    /// <summary>It was taken, and there is nothing to say: an empty body.</summary>
    public static VoltageAnswer Accepted { get; } = new(StatusCodes.Status202Accepted, []);

    /// <summary>An answer of a typed body.</summary>
    public static VoltageAnswer Of<T>(int status, T body, JsonTypeInfo<T> typeInfo) =>
        new(status, JsonSerializer.SerializeToUtf8Bytes(body, typeInfo));

    /// <summary>Writes it.</summary>
    public Task Write(HttpContext context)
    {
        context.Response.StatusCode = Status;
        context.Response.Headers.CacheControl = "no-store";
        if (Body.Length == 0 && Stream is null)
        {
            return Task.CompletedTask;
        }

        context.Response.ContentType = ContentType;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        if (RetryAfterSeconds is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        return Stream?.Invoke(context)
            ?? context.Response.Body.WriteAsync(Body, context.RequestAborted).AsTask();
    }
}
