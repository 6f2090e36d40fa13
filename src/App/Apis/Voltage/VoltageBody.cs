using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Fulgurite.App.Apis.Voltage;

/// <summary>
/// Reads a request's JSON body: 413 for one that is too large, 415 for one that is not declared as JSON, 400 for one
/// that is not JSON or names a member twice, and 422 for JSON of another form.
/// </summary>
internal static class VoltageBody
{
    /// <summary>More than any request of this API needs.</summary>
    public const int BytesMax = 64 * 1024;

    private static readonly JsonDocumentOptions NoRepeats = new() { AllowDuplicateProperties = false };

    /// <summary>The body, or what is wrong with it: exactly one of the two.</summary>
    public static async Task<(T? Body, VoltageAnswer? Problem)> Read<T>(
        VoltageCall call, JsonTypeInfo<T> typeInfo)
        where T : class
    {
        var (bytes, problem) = await ReadBytes(call.Context);
        if (bytes is null)
        {
            return (null, problem);
        }

        if (ProblemWithSyntax(bytes) is { } wrong)
        {
            return (null, wrong);
        }

        try
        {
            var body = JsonSerializer.Deserialize(bytes, typeInfo);
            return body is null ? (null, VoltageErrors.InvalidData("The body is null.")) : (body, null);
        }
        catch (JsonException failure)
        {
            var where = failure.Path is { Length: > 2 } path ? $" at {path[2..]}" : "";
            return (null, VoltageErrors.InvalidData($"The body is not of the form that is expected here{where}."));
        }
    }

    private static async Task<(byte[]? Bytes, VoltageAnswer? Problem)> ReadBytes(HttpContext context)
    {
        if (context.Request.ContentLength > BytesMax)
        {
            return (null, VoltageErrors.PayloadTooLarge);
        }

        var buffer = new byte[BytesMax + 1];
        var length = await context.Request.Body.ReadAtLeastAsync(
            buffer, buffer.Length, throwOnEndOfStream: false, context.RequestAborted);
        if (length > BytesMax)
        {
            return (null, VoltageErrors.PayloadTooLarge);
        }

        return context.Request.HasJsonContentType()
            ? (buffer[..length], null)
            : (null, VoltageErrors.MissingContentType);
    }

    // Of two members of one name readers take either: what moves money must not depend on which.
    private static VoltageAnswer? ProblemWithSyntax(byte[] bytes)
    {
        if (!IsJson(bytes))
        {
            return VoltageErrors.InvalidSyntax;
        }

        try
        {
            using var document = JsonDocument.Parse(bytes, NoRepeats);
            return null;
        }
        catch (JsonException)
        {
            return VoltageErrors.RepeatedMember;
        }
    }

    // RFC 8259, section 8: of UTF-8, and without halves of surrogate pairs, which its grammar lets through.
    private static bool IsJson(byte[] bytes)
    {
        try
        {
            var reader = new Utf8JsonReader(bytes);
            while (reader.Read())
            {
                var isText = reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName;
                if (isText && (reader.ValueIsEscaped || !Ascii.IsValid(reader.ValueSpan)))
                {
                    _ = reader.GetString();
                }
            }

            return reader.BytesConsumed > 0;
        }
        catch (JsonException)
        {
            return false;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
