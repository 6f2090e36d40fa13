using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Fulgurite.App.Apis.Voltage;

/// <summary>A status and its JSON bytes.</summary>
internal sealed record VoltageAnswer(int Status, byte[] Body)
{
    /// <summary>An answer of a typed body.</summary>
    public static VoltageAnswer Of<T>(int status, T body, JsonTypeInfo<T> typeInfo) =>
        new(status, JsonSerializer.SerializeToUtf8Bytes(body, typeInfo));

    /// <summary>Accepted, without a body: what is asked happens, and shows when it is read.</summary>
    public static VoltageAnswer Empty { get; } = new(StatusCodes.Status202Accepted, []);

    /// <summary>Writes it.</summary>
    public Task Write(HttpContext context)
    {
        context.Response.StatusCode = Status;
        if (Body.Length == 0)
        {
            context.Response.Headers.CacheControl = "no-store";
            return Task.CompletedTask;
        }

        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return context.Response.Body.WriteAsync(Body, context.RequestAborted).AsTask();
    }
}
