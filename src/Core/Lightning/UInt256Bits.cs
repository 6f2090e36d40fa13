using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Fulgurite.Lightning;

/// <summary>
/// 32 bytes as a value: what hashes, preimages and secrets are made of, so that each of those can be its own type
/// with value equality and no allocation.
/// </summary>
internal readonly record struct UInt256Bits
{
    private readonly ulong a;
    private readonly ulong b;
    private readonly ulong c;
    private readonly ulong d;

    public UInt256Bits(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != 32)
        {
            throw new ArgumentException($"32 bytes are needed, {bytes.Length} were given.", nameof(bytes));
        }

        a = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        b = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        c = BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]);
        d = BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]);
    }

    public byte[] ToArray()
    {
        var bytes = new byte[32];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, a);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(8), b);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(16), c);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(24), d);
        return bytes;
    }

    public static bool TryParse([NotNullWhen(true)] string? text, out UInt256Bits bits)
    {
        bits = default;
        Span<byte> bytes = stackalloc byte[32];
        if (text is not { Length: 64 }
            || Convert.FromHexString(text, bytes, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            return false;
        }

        bits = new UInt256Bits(bytes);
        return true;
    }

    public override string ToString() => Convert.ToHexStringLower(ToArray());
}
