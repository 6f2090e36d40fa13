using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Fulgurite.App.Apis.Voltage;

/// <summary>A status and its JSON bytes.</summary>
internal sealed record VoltageAnswer(int Status, byte[] Body)
{
    /// <summary>Taken, and to be read by its id: a body must not follow.</summary>
    public static VoltageAnswer Accepted { get; } = new(StatusCodes.Status202Accepted, []);

    /// <summary>An answer of a typed body.</summary>
    public static VoltageAnswer Of<T>(int status, T body, JsonTypeInfo<T> typeInfo) =>
        new(status, JsonSerializer.SerializeToUtf8Bytes(body, typeInfo));

    /// <summary>Writes it.</summary>
    public Task Write(HttpContext context)
    {
        context.Response.StatusCode = Status;
        context.Response.ContentType = Body.Length == 0 ? null : "application/json; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return context.Response.Body.WriteAsync(Body, context.RequestAborted).AsTask();
    }
}
