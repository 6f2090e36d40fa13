using System.Numerics;

namespace Fulgurite.Lightning;

/// <summary>Converts between bytes or integers and the 5-bit words of bech32, most significant first.</summary>
internal static class Bech32Words
{
    /// <summary>Packs bytes into words; the last word is padded with zero bits.</summary>
    public static byte[] FromBytes(ReadOnlySpan<byte> bytes)
    {
        var words = new byte[((bytes.Length * 8) + 4) / 5];
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var isSet = (bytes[bit / 8] >> (7 - (bit % 8))) & 1;
            words[bit / 5] |= (byte)(isSet << (4 - (bit % 5)));
        }

        return words;
    }

    /// <summary>Unpacks words into whole bytes and drops the bits that are left over, whatever they are.</summary>
    public static byte[] ToBytesDroppingRest(ReadOnlySpan<byte> words) => Unpack(words, words.Length * 5 / 8);

    /// <summary>Unpacks words into bytes, the last of which is filled up with zero bits.</summary>
    public static byte[] ToBytesFilledUp(ReadOnlySpan<byte> words) => Unpack(words, ((words.Length * 5) + 7) / 8);

    /// <summary>
    /// Unpacks words that were packed from whole bytes; false where a word too many is there or padding is not zero.
    /// </summary>
    public static bool TryToBytes(ReadOnlySpan<byte> words, out byte[] bytes)
    {
        bytes = ToBytesDroppingRest(words);
        var padding = (words.Length * 5) % 8;
        return padding < 5 && (padding == 0 || (words[^1] & ((1 << padding) - 1)) == 0);
    }

    /// <summary>The fewest words that hold the integer; none for zero.</summary>
    public static byte[] FromInteger(ulong value)
    {
        var length = (68 - BitOperations.LeadingZeroCount(value)) / 5;
        return FromInteger(value, length);
    }

    /// <summary>The integer in exactly this many words.</summary>
    public static byte[] FromInteger(ulong value, int length)
    {
        var words = new byte[length];
        for (var i = length - 1; i >= 0; i--)
        {
            words[i] = (byte)(value & 31);
            value >>= 5;
        }

        Invariant.Holds(value == 0, "an integer fits the words it is written to");
        return words;
    }

    /// <summary>Reads a big-endian integer; false where it does not fit 63 bits. No words are zero.</summary>
    public static bool TryToInteger(ReadOnlySpan<byte> words, out long value)
    {
        value = 0;
        foreach (var word in words)
        {
            if (value > long.MaxValue >> 5)
            {
                return false;
            }

            value = (value << 5) | word;
        }

        return true;
    }

    private static byte[] Unpack(ReadOnlySpan<byte> words, int length)
    {
        var bytes = new byte[length];
        for (var bit = 0; bit < Math.Min(words.Length * 5, length * 8); bit++)
        {
            var isSet = (words[bit / 5] >> (4 - (bit % 5))) & 1;
            bytes[bit / 8] |= (byte)(isSet << (7 - (bit % 8)));
        }

        return bytes;
    }
}
