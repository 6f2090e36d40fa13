namespace Fulgurite.Lightning;

/// <summary>Why a text is not bech32, in precedence order.</summary>
internal enum Bech32Error
{
    /// <summary>It is bech32.</summary>
    None,

    /// <summary>No separator, nothing before it, a character outside the alphabet, mixed case, or too short.</summary>
    Malformed,

    /// <summary>Well formed, but the checksum does not match.</summary>
    ChecksumMismatch,
}

/// <summary>
/// Bech32 (BIP 173): a human-readable part, the separator <c>1</c>, and 5-bit words with a checksum of six. The limit
/// of 90 characters is not applied, as BOLT 11 asks. Upper case is accepted, mixed case is not.
/// </summary>
internal static class Bech32
{
    private const string Alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private const int ChecksumLength = 6;

    private static readonly uint[] Generator = [0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3];

    /// <summary>Encodes in lower case.</summary>
    /// <param name="humanReadable">Lower case.</param>
    /// <param name="words">Values of 0 to 31.</param>
    /// <param name="checksum">The variant.</param>
    public static string Encode(string humanReadable, ReadOnlySpan<byte> words, Bech32Checksum checksum)
    {
        var state = Fold(FoldHumanReadable(humanReadable), words);
        state = Fold(state, stackalloc byte[ChecksumLength]) ^ (uint)checksum;

        var text = new char[humanReadable.Length + 1 + words.Length + ChecksumLength];
        humanReadable.CopyTo(text);
        var position = humanReadable.Length;
        text[position++] = '1';
        foreach (var word in words)
        {
            text[position++] = Alphabet[word];
        }

        for (var shift = 5 * (ChecksumLength - 1); shift >= 0; shift -= 5)
        {
            text[position++] = Alphabet[(int)((state >> shift) & 31)];
        }

        return new string(text);
    }

    /// <summary>Decodes into the lower-case human-readable part and the words without the checksum.</summary>
    public static Bech32Error Decode(
        string text, Bech32Checksum checksum, out string humanReadable, out byte[] words)
    {
        humanReadable = "";
        words = [];
        var separator = text.LastIndexOf('1');
        if (separator < 1 || text.Length - separator - 1 < ChecksumLength || HasMixedCaseOrUnprintable(text))
        {
            return Bech32Error.Malformed;
        }

        var lowered = text.ToLowerInvariant();
        var all = new byte[text.Length - separator - 1];
        for (var i = 0; i < all.Length; i++)
        {
            var word = Alphabet.IndexOf(lowered[separator + 1 + i]);
            if (word < 0)
            {
                return Bech32Error.Malformed;
            }

            all[i] = (byte)word;
        }

        var prefix = lowered[..separator];
        if (Fold(FoldHumanReadable(prefix), all) != (uint)checksum)
        {
            return Bech32Error.ChecksumMismatch;
        }

        humanReadable = prefix;
        words = all[..^ChecksumLength];
        return Bech32Error.None;
    }

    // BIP 173: the human-readable part holds US-ASCII 33 to 126; readers refuse mixed case anywhere in the text.
    private static bool HasMixedCaseOrUnprintable(string text)
    {
        var hasLower = false;
        var hasUpper = false;
        foreach (var character in text)
        {
            hasLower |= char.IsAsciiLetterLower(character);
            hasUpper |= char.IsAsciiLetterUpper(character);
            if (character is < '!' or > '~')
            {
                return true;
            }
        }

        return hasLower && hasUpper;
    }

    private static uint FoldHumanReadable(string humanReadable)
    {
        var state = 1U;
        foreach (var character in humanReadable)
        {
            state = Fold(state, (byte)(character >> 5));
        }

        state = Fold(state, 0);
        foreach (var character in humanReadable)
        {
            state = Fold(state, (byte)(character & 31));
        }

        return state;
    }

    private static uint Fold(uint state, ReadOnlySpan<byte> words)
    {
        foreach (var word in words)
        {
            state = Fold(state, word);
        }

        return state;
    }

    // One step of the BCH code over GF(32); the mask keeps the state to 30 bits, so the shift never overflows.
    private static uint Fold(uint state, byte word)
    {
        var top = state >> 25;
        state = ((state & 0x1FF_FFFF) << 5) ^ word;
        for (var i = 0; i < Generator.Length; i++)
        {
            state ^= ((top >> i) & 1) == 0 ? 0 : Generator[i];
        }

        return state;
    }
}
