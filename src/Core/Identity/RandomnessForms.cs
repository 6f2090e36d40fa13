namespace Fulgurite.Identity;

/// <summary>The shapes of randomness that the product needs.</summary>
public static class RandomnessForms
{
    private const string Alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>A random UUID (RFC 9562, version 4).</summary>
    public static Guid NextUuid(this IRandomness randomness)
    {
        Span<byte> bytes = stackalloc byte[16];
        randomness.Fill(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>Random letters and digits, each of the 62 equally likely; 5.95 bits a character.</summary>
    public static string NextAlphanumeric(this IRandomness randomness, int length)
    {
        var text = new char[length];
        Span<byte> one = stackalloc byte[1];
        for (var i = 0; i < length;)
        {
            randomness.Fill(one);

            // 248 is the largest multiple of 62 in a byte: what lies above would favour the first letters.
            if (one[0] < 248)
            {
                text[i++] = Alphanumeric[one[0] % Alphanumeric.Length];
            }
        }

        return new string(text);
    }
}
