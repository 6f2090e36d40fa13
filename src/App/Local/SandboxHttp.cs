using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Fulgurite.App.Local;

/// <summary>Reads what the sandbox's own endpoints are sent, and writes what they answer.</summary>
internal static class SandboxHttp
{
    private const int BodyBytesMax = 64 * 1024;

    /// <summary>Refuses with a type to branch on and a sentence to read.</summary>
    public static Task Refuse(HttpContext context, int status, string type, string detail) =>
        Write(
            context,
            status,
            new SandboxError(detail, new SandboxErrorBody(type, detail)),
            SandboxJson.Default.SandboxError);

    /// <summary>Answers with JSON.</summary>
    public static Task Write<T>(HttpContext context, int status, T body, JsonTypeInfo<T> typeInfo)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(body, typeInfo, cancellationToken: context.RequestAborted);
    }

    /// <summary>Null for whatever is not the JSON object that is expected: the caller says what is.</summary>
    public static async Task<T?> Read<T>(HttpContext context, JsonTypeInfo<T> typeInfo)
        where T : class
    {
        var buffer = new byte[BodyBytesMax + 1];
        var length = await context.Request.Body.ReadAtLeastAsync(
            buffer, buffer.Length, throwOnEndOfStream: false, context.RequestAborted);
        if (length > BodyBytesMax)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(buffer.AsSpan(0, length), typeInfo);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
