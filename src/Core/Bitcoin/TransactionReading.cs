using System.Buffers.Binary;
using System.Collections.Immutable;
using Fulgurite.Money;

namespace Fulgurite.Bitcoin;

/// <summary>What a serialized transaction says (BIP 144).</summary>
/// <param name="Inputs">What it spends.</param>
/// <param name="Outputs">What it pays.</param>
/// <param name="WithoutWitnesses">Its serialization without witnesses, which is what its id is the hash of.</param>
internal sealed record TransactionReading(
    ImmutableArray<OutPoint> Inputs,
    ImmutableArray<(ImmutableArray<byte> Script, Msat Amount)> Outputs,
    byte[] WithoutWitnesses)
{
    private const int VersionBytes = 4;
    private const int LockTimeBytes = 4;

    /// <summary>Reads one; null where the bytes are not exactly one.</summary>
    public static TransactionReading? Of(ReadOnlySpan<byte> bytes)
    {
        var rest = new Rest(bytes);
        var version = rest.Take(VersionBytes);

        // BIP 144: a zero where the number of inputs would be, and a flag of 1, say that witnesses follow.
        var hasWitnesses = bytes.Length > VersionBytes + 1 && bytes[VersionBytes] == 0 && bytes[VersionBytes + 1] == 1;
        rest.Take(hasWitnesses ? 2 : 0);
        var body = rest.Left;
        var inputs = ReadInputs(ref rest);
        var outputs = ReadOutputs(ref rest);
        body = body[..^rest.Left.Length];
        for (var input = 0; hasWitnesses && input < inputs.Length; input++)
        {
            SkipWitness(ref rest);
        }

        var lockTime = rest.Take(LockTimeBytes);
        return rest.IsBroken || rest.Left.Length > 0 || inputs.IsEmpty || outputs.IsEmpty
            ? null
            : new TransactionReading(inputs, outputs, [.. version, .. body, .. lockTime]);
    }

    private static ImmutableArray<OutPoint> ReadInputs(ref Rest rest)
    {
        var inputs = ImmutableArray.CreateBuilder<OutPoint>();
        for (var count = rest.TakeCount(); count > 0 && !rest.IsBroken; count--)
        {
            var hash = rest.Take(32);
            var index = rest.Take(4);
            rest.Take(rest.TakeCount()); // the signature script, empty in a segregated one
            rest.Take(4); // the sequence number
            if (!rest.IsBroken)
            {
                inputs.Add(new OutPoint(
                    OnChainTransactionId.OfHash(hash), BinaryPrimitives.ReadUInt32LittleEndian(index)));
            }
        }

        return inputs.ToImmutable();
    }

    private static ImmutableArray<(ImmutableArray<byte>, Msat)> ReadOutputs(ref Rest rest)
    {
        var outputs = ImmutableArray.CreateBuilder<(ImmutableArray<byte>, Msat)>();
        for (var count = rest.TakeCount(); count > 0 && !rest.IsBroken; count--)
        {
            var amount = rest.TakeAmount();
            var script = rest.Take(rest.TakeCount());
            outputs.Add(([.. script], amount));
        }

        return outputs.ToImmutable();
    }

    private static void SkipWitness(ref Rest rest)
    {
        for (var count = rest.TakeCount(); count > 0 && !rest.IsBroken; count--)
        {
            rest.Take(rest.TakeCount());
        }
    }

    // What is left to read. A read past the end breaks it, and everything read after that is empty.
    private ref struct Rest(ReadOnlySpan<byte> bytes)
    {
        public ReadOnlySpan<byte> Left { get; private set; } = bytes;

        public bool IsBroken { get; private set; }

        public ReadOnlySpan<byte> Take(int length)
        {
            if (IsBroken || length < 0 || length > Left.Length)
            {
                IsBroken = true;
                return [];
            }

            var taken = Left[..length];
            Left = Left[length..];
            return taken;
        }

        // A compact size of one, two or four bytes beside its mark; nothing in a transaction needs one of eight.
        public int TakeCount()
        {
            var first = Take(1);
            if (IsBroken)
            {
                return -1;
            }

            var wide = first[0] switch { 0xFD => Take(2), 0xFE => Take(4), 0xFF => Take(int.MaxValue), _ => first };
            return wide.Length switch
            {
                1 => wide[0],
                2 => BinaryPrimitives.ReadUInt16LittleEndian(wide),
                4 => (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(wide), int.MaxValue),
                _ => -1,
            };
        }

        public Msat TakeAmount()
        {
            var bytes = Take(8);
            var sats = bytes.IsEmpty ? 0 : BinaryPrimitives.ReadInt64LittleEndian(bytes);
            IsBroken |= sats < 0 || sats > Msat.MaxValue.ToSatsRoundedDown();
            return IsBroken ? Msat.Zero : Msat.FromSats(sats);
        }
    }
}
