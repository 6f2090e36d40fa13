using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Fulgurite.Secrets;

namespace Fulgurite.Lnd;

/// <summary>
/// Narrows a macaroon: a first-party caveat is added, which whoever has the macaroon can do and nobody can undo
/// (macaroon format, version 2, binary: what LND writes and reads). Fields are packets of type, length and bytes; a
/// type of zero ends a section. The first section is of location and identifier, each further one is a caveat, an empty
/// one ends them, and the signature follows.
/// </summary>
internal static class LndMacaroon
{
    private const byte Version = 2;
    private const byte EndOfSection = 0;
    private const ulong Identifier = 2;
    private const ulong Signature = 6;

    /// <summary>
    /// The caveat of LND's <c>macaroons.TimeoutConstraint</c>: LND's own clock must be before this. Whole seconds,
    /// rounded down.
    /// </summary>
    public static string TimeBefore(DateTimeOffset end) =>
        $"time-before {end.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)}";

    /// <summary>The macaroon with a caveat more, in hex digits; null where it is none of version 2.</summary>
    /// <param name="macaroonHex">In hex digits.</param>
    /// <param name="condition">What must hold, in the checker's words.</param>
    public static SecretValue? Narrow(SecretValue macaroonHex, string condition)
    {
        var macaroon = Convert.FromHexString(macaroonHex.Reveal());
        if (FindSignature(macaroon) is not { } place)
        {
            return null;
        }

        // The caveats end where the empty section begins, right before the signature's packet.
        var caveat = Encoding.UTF8.GetBytes(condition);
        var before = macaroon.AsSpan(0, place.Packet - 1);
        var signature = HMACSHA256.HashData(macaroon.AsSpan(place.Bytes), caveat);
        return new SecretValue(Convert.ToHexStringLower([
            .. before,
            .. Packet(Identifier, caveat), EndOfSection,
            EndOfSection,
            .. Packet(Signature, signature),
        ]));
    }

    // Where the signature's packet begins, and where its bytes do; null where the bytes are no macaroon.
    private static (int Packet, int Bytes)? FindSignature(ReadOnlySpan<byte> macaroon)
    {
        if (macaroon.Length == 0 || macaroon[0] != Version)
        {
            return null;
        }

        var (at, isHeader, isEmpty) = (1, true, false);
        while (!isEmpty)
        {
            if (SectionEnd(macaroon, at) is not { } end)
            {
                return null;
            }

            (isEmpty, isHeader, at) = (end == at + 1 && !isHeader, false, end);
        }

        return NextPacket(macaroon, at) is var (type, bytes, over)
            && type == Signature
            && over == macaroon.Length
            && over - bytes == SHA256.HashSizeInBytes
                ? (at, bytes)
                : null;
    }

    private static int? SectionEnd(ReadOnlySpan<byte> macaroon, int at)
    {
        while (at < macaroon.Length && macaroon[at] != EndOfSection)
        {
            if (NextPacket(macaroon, at) is not var (_, _, end))
            {
                return null;
            }

            at = end;
        }

        return at < macaroon.Length ? at + 1 : null;
    }

    private static (ulong Type, int Bytes, int End)? NextPacket(ReadOnlySpan<byte> macaroon, int at) =>
        NextNumber(macaroon, at) is var (type, afterType)
        && NextNumber(macaroon, afterType) is var (length, bytes)
        && length <= (ulong)(macaroon.Length - bytes)
            ? (type, bytes, bytes + (int)length)
            : null;

    // An unsigned number in groups of seven bits, the lowest first; five groups are more than any macaroon needs.
    private static (ulong Number, int End)? NextNumber(ReadOnlySpan<byte> macaroon, int at)
    {
        ulong number = 0;
        for (var group = 0; group < 5 && at + group < macaroon.Length; group++)
        {
            var part = macaroon[at + group];
            number |= (ulong)(part & 0x7f) << (7 * group);
            if (part < 0x80)
            {
                return (number, at + group + 1);
            }
        }

        return null;
    }

    private static byte[] Packet(ulong type, byte[] bytes)
    {
        // A condition has less than two groups of seven bits, and so has a signature.
        Invariant.Holds(bytes.Length < 128, "a field of a caveat is short");
        return [(byte)type, (byte)bytes.Length, .. bytes];
    }
}
