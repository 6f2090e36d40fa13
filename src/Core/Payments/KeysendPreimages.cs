using System.Security.Cryptography;
using Fulgurite.Identity;
using Fulgurite.Lightning;

namespace Fulgurite.Payments;

/// <summary>
/// Chooses the preimages of keysends: HMAC-SHA256 of a secret over wallet and payment id. So every request for a
/// payment names the same hash, whoever makes it, and no secret lies in a table before the payee has it. What goes in
/// is never changed for payments that are under way: another hash is another payment.
/// </summary>
public sealed class KeysendPreimages
{
    private readonly byte[] key;

    /// <summary>Creates the source.</summary>
    /// <param name="masterKey">
    /// At least 32 secret bytes. Who has them can take a keysend that is under way, at a node on its route.
    /// </param>
    public KeysendPreimages(ReadOnlySpan<byte> masterKey)
    {
        Invariant.Holds(masterKey.Length >= 32, "the master key has at least 32 bytes");
        key = HMACSHA256.HashData(masterKey, "fulgurite keysends"u8);
    }

    /// <summary>The preimage of a payment: always the same for the same ids.</summary>
    public PaymentPreimage For(WalletId wallet, PaymentId payment)
    {
        Span<byte> ids = stackalloc byte[32];
        wallet.Value.TryWriteBytes(ids, bigEndian: true, out _);
        payment.Value.TryWriteBytes(ids[16..], bigEndian: true, out _);
        return new PaymentPreimage(HMACSHA256.HashData(key, ids));
    }
}
