using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Fulgurite.App.SandboxPages;

/// <summary>The body of a callback for people.</summary>
/// <param name="Raw">The bytes as UTF-8 text.</param>
/// <param name="Pretty">The same, indented when it is JSON: same keys, order and numbers.</param>
internal sealed record CallbackBody(string Raw, string Pretty)
{
    // Readable text; the page encodes it for HTML.
    private static readonly JsonWriterOptions Indented = new()
    {
        Indented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Reads a body.</summary>
    public static CallbackBody Read(ReadOnlySpan<byte> body)
    {
        var raw = Encoding.UTF8.GetString(body);
        return new CallbackBody(raw, Indent(body.ToArray()) ?? raw);
    }

    private static string? Indent(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var buffer = new ArrayBufferWriter<byte>(body.Length * 2);
            using (var writer = new Utf8JsonWriter(buffer, Indented))
            {
                document.RootElement.WriteTo(writer);
            }

            return Encoding.UTF8.GetString(buffer.WrittenSpan);
        }
        catch (JsonException)
        {
            return null;
        }
        catch (InvalidOperationException)
        {
            // The documented answer to half of a surrogate pair, such as "\ud800": JSON, and not text.
            return null;
        }
    }
}
