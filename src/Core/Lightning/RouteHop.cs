using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Fulgurite.Money;

namespace Fulgurite.Lightning;

/// <summary>One channel of a route hint (BOLT 11 field <c>r</c>), with the terms of its owner (BOLT 7).</summary>
/// <param name="NodeId">The node at the start of the channel.</param>
/// <param name="ChannelId">The channel.</param>
/// <param name="FeeBase">The fee for each HTLC, 0 to 4,294,967,295 msat.</param>
/// <param name="FeeProportionalMillionths">The fee on top, in millionths of the amount.</param>
/// <param name="CltvExpiryDelta">Blocks that the channel adds, 0 to 65,535.</param>
public sealed record RouteHop(
    NodePublicKey NodeId,
    ShortChannelId ChannelId,
    Msat FeeBase,
    uint FeeProportionalMillionths,
    CltvExpiryDelta CltvExpiryDelta)
{
    internal const int ByteLength = 51;

    /// <summary>Writes the 51 bytes: key 33, channel 8, base fee 4, rate 4, delta 2, all big-endian.</summary>
    /// <exception cref="OverflowException">The base fee or the delta does not fit its bytes.</exception>
    internal void WriteTo(Span<byte> destination)
    {
        Convert.FromHexString(NodeId.Hex).CopyTo(destination);
        BinaryPrimitives.WriteUInt64BigEndian(destination[33..], ChannelId.Value);
        BinaryPrimitives.WriteUInt32BigEndian(destination[41..], (uint)FeeBase.Value);
        BinaryPrimitives.WriteUInt32BigEndian(destination[45..], FeeProportionalMillionths);
        BinaryPrimitives.WriteUInt16BigEndian(destination[49..], (ushort)CltvExpiryDelta.Blocks);
    }

    /// <summary>Reads 51 bytes; false unless they begin with a key on the curve.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out RouteHop? hop)
    {
        hop = Secp256k1Point.TryParse(bytes[..Secp256k1Point.CompressedLength], out var node)
            ? new RouteHop(
                node.ToNodePublicKey(),
                new ShortChannelId(BinaryPrimitives.ReadUInt64BigEndian(bytes[33..])),
                new Msat(BinaryPrimitives.ReadUInt32BigEndian(bytes[41..])),
                BinaryPrimitives.ReadUInt32BigEndian(bytes[45..]),
                new CltvExpiryDelta(BinaryPrimitives.ReadUInt16BigEndian(bytes[49..])))
            : null;
        return hop is not null;
    }
}
