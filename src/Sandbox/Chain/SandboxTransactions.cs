using System.Buffers.Binary;
using Fulgurite.Bitcoin;
using Fulgurite.Identity;
using Fulgurite.Money;

namespace Fulgurite.Sandbox.Chain;

/// <summary>
/// Makes transactions that read as real ones do, and would be worth nothing on any real chain: what they spend does not
/// exist, and their signatures are made up.
/// </summary>
internal static class SandboxTransactions
{
    private const int WitnessBytes = 64;

    /// <summary>A transaction with one output.</summary>
    public static SignedTransaction Pay(BitcoinAddress destination, Msat amount, IRandomness randomness)
    {
        var coin = new byte[32];
        var witness = new byte[WitnessBytes];
        randomness.Fill(coin);
        randomness.Fill(witness);
        var script = destination.ToScript();
        var sats = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(sats, amount.ToSatsRoundedDown());

        // BIP 144: version, marker and flag, inputs, outputs, witnesses, lock time.
        byte[] bytes =
        [
            2, 0, 0, 0,
            0, 1,
            1, .. coin, 0, 0, 0, 0, 0, 0xFD, 0xFF, 0xFF, 0xFF,
            1, .. sats, (byte)script.Length, .. script,
            1, WitnessBytes, .. witness,
            0, 0, 0, 0,
        ];
        var transaction = SignedTransaction.Read(bytes);
        Invariant.Holds(transaction is not null, "a transaction that we write is one");
        return transaction;
    }
}
