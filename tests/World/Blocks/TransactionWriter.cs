using System.Buffers.Binary;
using Fulgurite.Bitcoin;
using Fulgurite.Money;

namespace Fulgurite.Worlds.Blocks;

/// <summary>
/// Writes transactions as the network serializes them (BIP 144). Their signatures are made up: nobody checks any here.
/// </summary>
internal static class TransactionWriter
{
    private const int WitnessBytes = 64;

    /// <summary>A transaction that spends some coins and pays some addresses.</summary>
    public static SignedTransaction Write(
        IReadOnlyList<OutPoint> inputs, IReadOnlyList<(BitcoinAddress To, Msat Amount)> outputs, Dice dice)
    {
        var bytes = new List<byte> { 2, 0, 0, 0, 0, 1, (byte)inputs.Count };
        foreach (var input in inputs)
        {
            // No signature script; a sequence number that lets fees be raised (BIP 125).
            bytes.AddRange([.. input.Transaction.ToHash(), .. Little(input.Index), 0, 0xFD, 0xFF, 0xFF, 0xFF]);
        }

        bytes.Add((byte)outputs.Count);
        foreach (var (to, amount) in outputs)
        {
            var (sats, script) = (new byte[8], to.ToScript());
            BinaryPrimitives.WriteInt64LittleEndian(sats, amount.ToSatsRoundedDown());
            bytes.AddRange([.. sats, (byte)script.Length, .. script]);
        }

        var witness = new byte[WitnessBytes];
        foreach (var _ in inputs)
        {
            dice.Fill(witness);
            bytes.AddRange([1, WitnessBytes, .. witness]);
        }

        bytes.AddRange([0, 0, 0, 0]);
        return SignedTransaction.Read([.. bytes])
            ?? throw new InvalidOperationException("A transaction that the world writes is one.");
    }

    private static byte[] Little(uint number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, number);
        return bytes;
    }
}
