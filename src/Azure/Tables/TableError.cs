using System.Globalization;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;

namespace Fulgurite.Azure.Tables;

/// <summary>
/// An error as the service tells it. The code is in the body: the cloud does not always send <c>x-ms-error-code</c>.
/// Source: "Status and error codes", Table service.
/// </summary>
/// <param name="Code">The service's word; empty when the body has none.</param>
/// <param name="FailedWrite">In a batch, the index of the write that failed; -1 when not told.</param>
internal sealed record TableError(string Code, int FailedWrite)
{
    private static readonly TableError None = new("", -1);

    /// <summary>Reads a body: JSON from the tables, XML from the front door, or nothing.</summary>
    public static TableError Read(string body)
    {
        try
        {
            return body.TrimStart() switch
            {
                ['{', ..] => ReadJson(body),
                ['<', ..] => ReadXml(body),
                _ => None,
            };
        }
        catch (JsonException)
        {
            return None;
        }
        catch (XmlException)
        {
            return None;
        }
    }

    private static TableError ReadJson(string body)
    {
        using var json = JsonDocument.Parse(body);
        if (!json.RootElement.TryGetProperty("odata.error", out var error) || error.ValueKind != JsonValueKind.Object)
        {
            return None;
        }

        var code = error.TryGetProperty("code", out var stated) ? stated.ToString() : "";
        var told = error.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.Object
            && message.TryGetProperty("value", out var text);
        return new TableError(code, told ? Index(message.GetProperty("value").ToString()) : -1);
    }

    private static TableError ReadXml(string body)
    {
        var code = XDocument.Parse(body.TrimStart('\uFEFF')).Descendants()
            .FirstOrDefault(e => e.Name.LocalName.Equals("code", StringComparison.OrdinalIgnoreCase));
        return new TableError(code?.Value ?? "", -1);
    }

    // "3:The specified entity already exists."
    private static int Index(string message)
    {
        var colon = message.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && int.TryParse(
            message.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : -1;
    }
}
