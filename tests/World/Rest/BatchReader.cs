namespace Fulgurite.Worlds.Rest;

/// <summary>
/// Takes an entity group transaction apart, as strictly as the most particular parser it may meet.
/// Source: "Performing entity group transactions", RFC 2046 section 5.1.
/// </summary>
internal static class BatchReader
{
    private const string Multipart = "multipart/mixed; boundary=";
    private const string Blank = "\r\n\r\n";

    /// <summary>The requests in it, in order.</summary>
    /// <exception cref="FormatException">It is not one whole change set.</exception>
    public static List<TableRequest> Read(string contentType, string body)
    {
        var outer = After(contentType, Multipart);
        var content = After(body, $"--{outer}\r\nContent-Type: {Multipart}");
        var inner = content[..Math.Max(0, content.IndexOf(Blank, StringComparison.Ordinal))];
        var parts = content.Split($"\r\n--{inner}");
        if (parts[^1] != $"--{Blank}--{outer}--\r\n")
        {
            throw new FormatException("A batch ends with both of its boundaries.");
        }

        return parts[1..^1].Select(ReadPart).ToList();
    }

    private static TableRequest ReadPart(string part)
    {
        var text = After(part, $"\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary{Blank}");
        var end = text.IndexOf(Blank, StringComparison.Ordinal);
        var head = end < 0 ? throw new FormatException("A part has a blank line.") : text[..end].Split("\r\n");
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in head.Skip(1))
        {
            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            headers[line[..colon]] = line[(colon + 2)..];
        }

        return head[0].Split(' ') is [var method, var uri, "HTTP/1.1"]
            ? TableRequest.To(method, uri, headers, text[(end + Blank.Length)..].TrimEnd('\r', '\n'))
            : throw new FormatException($"No request line: {head[0]}");
    }

    private static string After(string text, string beginning) =>
        text.StartsWith(beginning, StringComparison.Ordinal)
            ? text[beginning.Length..]
            : throw new FormatException($"It does not begin with {beginning.Trim()}");
}
