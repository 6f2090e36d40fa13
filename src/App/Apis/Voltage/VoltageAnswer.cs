using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Fulgurite.App.Apis.Voltage;

/// <summary>A status and its JSON bytes.</summary>
internal sealed record VoltageAnswer(int Status, byte[] Body)
{
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
        if (Body.Length == 0)
        {
            return Task.CompletedTask;
        }

        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return context.Response.Body.WriteAsync(Body, context.RequestAborted).AsTask();
    }
}
