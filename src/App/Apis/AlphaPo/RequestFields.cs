using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Fulgurite.App.Apis.AlphaPo;

/// <summary>
/// The named values of a request. Unknown names are kept and never looked at; a name given twice has its last value, as
/// in PHP; the body wins over the query.
/// </summary>
internal sealed class RequestFields
{
    /// <summary>Deeper nesting is refused. No field of the contract nests more than twice.</summary>
    private const int DepthMax = 32;

    private readonly Dictionary<string, RequestField> fields = new(StringComparer.Ordinal);

    /// <summary>The field, absent when there is none.</summary>
    public RequestField this[string name] => fields.GetValueOrDefault(name);

    /// <summary>Adds what a query string holds, all as text.</summary>
    public void AddQuery(IQueryCollection query)
    {
        foreach (var (name, values) in query)
        {
            fields[name] = RequestField.FromText(values[^1] ?? "");
        }
    }

    /// <summary>
    /// Adds the members of a JSON object. An array and <c>null</c> are what clients send for "no parameters" and add
    /// nothing. False for everything else, and for what is not JSON in UTF-8 without a byte order mark.
    /// </summary>
    public bool TryAddJson(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
        {
            return false;
        }

        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = DepthMax });
            return AddDocument(ref reader);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private bool AddDocument(ref Utf8JsonReader reader)
    {
        reader.Read();
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                AddMembers(ref reader);
                break;
            case JsonTokenType.StartArray:
                reader.Skip();
                break;
            case JsonTokenType.Null:
                break;
            default:
                return false;
        }

        // Throws when anything but blanks follows.
        return !reader.Read();
    }

    private void AddMembers(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = ReadText(ref reader);
            reader.Read();
            var field = ReadField(ref reader);
            if (name is not null)
            {
                fields[name] = field;
            }
        }
    }

    private static RequestField ReadField(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return default;
            case JsonTokenType.String:
                return ReadText(ref reader) is { } text
                    ? RequestField.FromText(text)
                    : new RequestField(RequestFieldKind.Unusable, null);
            case JsonTokenType.Number:
                return new RequestField(RequestFieldKind.Number, Encoding.ASCII.GetString(reader.ValueSpan));
            case JsonTokenType.True:
                return new RequestField(RequestFieldKind.Boolean, "true");
            case JsonTokenType.False:
                return new RequestField(RequestFieldKind.Boolean, "false");
            default:
                reader.Skip();
                return new RequestField(RequestFieldKind.Unusable, null);
        }
    }

    /// <summary>The string under the reader; null when it holds half of a surrogate pair, which is not text.</summary>
    private static string? ReadText(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            // The documented answer to an escape such as "\ud800" alone; there is no way to ask first.
            return null;
        }
    }
}
