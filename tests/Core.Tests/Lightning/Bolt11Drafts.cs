using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Fulgurite.Lightning;
using Fulgurite.Money;

namespace Fulgurite.Tests.Lightning;

/// <summary>Generates drafts that use every field, and keys to sign them with.</summary>
internal static class Bolt11Drafts
{
    public static Gen<(Bolt11Draft Draft, NodePrivateKey Key)> Signed => Drafts.Zip(Keys);

    private static Gen<NodePrivateKey> Keys =>
        Property.Bytes(31)
            .Where(bytes => bytes.Any(value => value != 0))
            .Select(bytes => new NodePrivateKey([0, .. bytes]));

    private static Gen<Bolt11Draft> Drafts =>
        from basis in Basics
        from description in Gen.Elements("", "1 cup coffee", "ナンセンス 1杯", "🍕", new string('x', 639))
        from describedBy in Property.Bytes(32)
        from isHashed in Gen.Elements(true, false)
        from hints in Hints.ListOf(2)
        from fallbacks in Fallbacks(basis.Network).ListOf(2)
        from metadata in Gen.Choose(0, 40).SelectMany(Property.Bytes)
        from flags in Gen.Choose(0, 3)
        select basis with
        {
            Description = isHashed ? null : description,
            DescriptionHash = isHashed ? new DescriptionHash(describedBy) : null,
            RouteHints = (flags & 1) == 0 ? [] : [.. hints],
            FallbackAddresses = [.. fallbacks],
            Metadata = (flags & 2) == 0 ? default : [.. metadata],
        };

    private static Gen<Bolt11Draft> Basics =>
        from network in Gen.Elements(Enum.GetValues<BitcoinNetwork>())
        from amountMsat in Property.Integers(0, Msat.MaxValue.Value)
        from createdAt in Property.Integers(0, (1L << 35) - 1)
        from hash in Property.Bytes(32)
        from secret in Property.Bytes(32)
        from expirySeconds in Property.Integers(0, uint.MaxValue)
        from delta in Property.Integers(0, CltvExpiryDelta.MaxBlocks)
        from namesPayee in Gen.Elements(true, false)
        from features in Gen.Elements(FeatureBits.None, FeatureBits.Ordinary, FeatureBits.Of(9, 15, 17, 49, 5113))
        from other in Property.Bytes(3)
        select new Bolt11Draft
        {
            Network = network,
            Amount = amountMsat == 0 ? null : new Msat(amountMsat),
            CreatedAt = DateTimeOffset.FromUnixTimeSeconds(createdAt),
            PaymentHash = new PaymentHash(hash),
            PaymentSecret = new PaymentSecret(secret),
            Expiry = TimeSpan.FromSeconds(expirySeconds),
            MinFinalCltvExpiryDelta = new CltvExpiryDelta((int)delta),
            NamesPayee = namesPayee,
            Features = features,
            OtherFields = [new Bolt11Field(2, [.. other.Select(value => (byte)(value % 32))])],
        };

    private static Gen<RouteHint> Hints =>
        from count in Gen.Choose(1, 3)
        from hops in Hops.ListOf(count)
        select new RouteHint(hops.ToImmutableArray());

    private static Gen<RouteHop> Hops =>
        from key in Keys
        from channel in Property.Bytes(8)
        from feeBaseMsat in Property.Integers(0, uint.MaxValue)
        from rate in Property.Integers(0, uint.MaxValue)
        from delta in Gen.Choose(0, ushort.MaxValue)
        select new RouteHop(
            key.PublicKey,
            new ShortChannelId(BitConverter.ToUInt64(channel)),
            new Msat(feeBaseMsat),
            (uint)rate,
            new CltvExpiryDelta(delta));

    private static Gen<FallbackAddress> Fallbacks(BitcoinNetwork network) =>
        from kind in Gen.Elements((0, 20), (0, 32), (1, 32), (16, 2), (17, 20), (18, 20))
        from program in Property.Bytes(kind.Item2)
        select FallbackAddress.TryCreate(network, kind.Item1, program, out var address)
            ? address
            : throw new InvalidOperationException("The kinds are all valid.");
}
