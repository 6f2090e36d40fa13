using System.Globalization;
using Fulgurite.Storage;

namespace Fulgurite.Azure.Tables;

/// <summary>
/// The answer to an entity group transaction: the status of the transaction is inside, the outer one is 202 either
/// way. A success has one part for each write; a failure has exactly one part, the error.
/// </summary>
/// <param name="Parts">In the order of the writes.</param>
/// <param name="IsWhole">True when the closing delimiter was there.</param>
internal sealed record BatchAnswer(IReadOnlyList<BatchAnswerPart> Parts, bool IsWhole)
{
    /// <summary>The error, or null.</summary>
    public BatchAnswerPart? Failure => Parts.FirstOrDefault(part => part.Status >= 400);

    /// <summary>
    /// Reads the multipart text: a part begins at its status line and ends at the next delimiter. Status lines are
    /// sought rather than counted from the delimiters, because emulators put stray text before them.
    /// </summary>
    public static BatchAnswer Read(string text)
    {
        var parts = new List<BatchAnswerPart>();
        var isWhole = false;
        using var lines = new StringReader(text);
        while (lines.ReadLine() is { } line)
        {
            if (Status(line) is { } status)
            {
                parts.Add(ReadPart(status, lines, ref isWhole));
            }

            isWhole |= IsClosing(line);
        }

        return new BatchAnswer(parts, isWhole);
    }

    private static BatchAnswerPart ReadPart(int status, StringReader lines, ref bool isWhole)
    {
        var version = "";
        while (lines.ReadLine() is { Length: > 0 } header)
        {
            if (header.StartsWith("ETag:", StringComparison.OrdinalIgnoreCase))
            {
                version = header["ETag:".Length..].Trim();
            }
        }

        var body = new List<string>();
        while (lines.ReadLine() is { } line)
        {
            if (line.StartsWith("--", StringComparison.Ordinal))
            {
                isWhole |= IsClosing(line);
                break;
            }

            body.Add(line);
        }

        return new BatchAnswerPart(status, new ETag(version), string.Join('\n', body));
    }

    private static int? Status(string line) =>
        line.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) && line.Length >= 12
        && int.TryParse(line.AsSpan(9, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var status)
            ? status : null;

    private static bool IsClosing(string line) =>
        line.Length > 4
        && line.StartsWith("--", StringComparison.Ordinal)
        && line.EndsWith("--", StringComparison.Ordinal);
}
