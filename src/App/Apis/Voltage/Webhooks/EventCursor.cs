using System.Buffers.Binary;
using Fulgurite.Identity;

namespace Fulgurite.App.Apis.Voltage.Webhooks;

/// <summary>
/// How far each wallet's event log has been read: a version, and for each wallet its id and its last number, 24 bytes.
/// A wallet's numbers have no gaps and are committed in their order, so whatever is behind a position was told, and
/// whatever is not yet committed lies before it.
/// </summary>
internal sealed class EventCursor
{
    /// <summary>Most wallets of one cursor: it travels in an address, which has a length.</summary>
    public const int WalletsMax = 100;

    private const byte Version = 1;
    private const int EntryLength = 24;

    private readonly SortedDictionary<Guid, long> positions = [];

    /// <summary>The last number that was read of a wallet; 0 before the first.</summary>
    public long this[WalletId wallet]
    {
        get => positions.GetValueOrDefault(wallet.Value);
        set => positions[wallet.Value] = value;
    }

    /// <summary>The cursor of its text; the beginning for null; null when it is not one of ours.</summary>
    public static EventCursor? Parse(string? text)
    {
        var cursor = new EventCursor();
        if (text is null)
        {
            return cursor;
        }

        var base64 = text.Replace('-', '+').Replace('_', '/');
        var bytes = new byte[base64.Length + 3];
        if (!Convert.TryFromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '='), bytes, out var length)
            || length % EntryLength != 1 || bytes[0] != Version || length > (WalletsMax * EntryLength) + 1)
        {
            return null;
        }

        for (var entry = bytes.AsSpan(1, length - 1); entry.Length > 0; entry = entry[EntryLength..])
        {
            var position = BinaryPrimitives.ReadInt64BigEndian(entry[16..]);
            if (position <= 0)
            {
                return null;
            }

            cursor.positions[new Guid(entry[..16], bigEndian: true)] = position;
        }

        return cursor;
    }

    /// <summary>Its text, fit for an address.</summary>
    public override string ToString()
    {
        var bytes = new byte[1 + (positions.Count(p => p.Value > 0) * EntryLength)];
        bytes[0] = Version;
        var entry = bytes.AsSpan(1);
        foreach (var (wallet, position) in positions.Where(p => p.Value > 0))
        {
            wallet.TryWriteBytes(entry, bigEndian: true, out _);
            BinaryPrimitives.WriteInt64BigEndian(entry[16..], position);
            entry = entry[EntryLength..];
        }

        return Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }
}
