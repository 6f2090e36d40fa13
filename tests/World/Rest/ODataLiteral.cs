namespace Fulgurite.Worlds.Rest;

/// <summary>Reads the quoted texts of filters and of row addresses, in which an inner quote is doubled.</summary>
internal static class ODataLiteral
{
    /// <summary>Reads one that must begin at <paramref name="at"/>, and moves behind it.</summary>
    /// <exception cref="FormatException">None begins there, or it does not end.</exception>
    public static string Read(string text, ref int at)
    {
        Skip(text, "'", ref at);
        var begin = at;
        for (; at < text.Length; at++)
        {
            if (text[at] != '\'')
            {
                continue;
            }

            if (at + 1 == text.Length || text[at + 1] != '\'')
            {
                var literal = text[begin..at++];
                return literal.Replace("''", "'", StringComparison.Ordinal);
            }

            at++;
        }

        throw new FormatException($"A quoted text does not end: {text}");
    }

    /// <summary>Moves behind words that must stand at <paramref name="at"/>.</summary>
    /// <exception cref="FormatException">Others stand there.</exception>
    public static void Skip(string text, string words, ref int at)
    {
        if (string.CompareOrdinal(text, at, words, 0, words.Length) != 0)
        {
            throw new FormatException($"At {at}, not {words}: {text}");
        }

        at += words.Length;
    }
}
