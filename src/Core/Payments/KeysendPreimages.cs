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
    private readonly DerivedPreimages derived;

    /// <summary>Creates the source.</summary>
    /// <param name="masterKey">
    /// At least 32 secret bytes. Who has them can take a keysend that is under way, at a node on its route.
    /// </param>
    public KeysendPreimages(ReadOnlySpan<byte> masterKey) =>
        derived = new DerivedPreimages(masterKey, "fulgurite keysends"u8);

    /// <summary>The preimage of a payment: always the same for the same ids.</summary>
    public PaymentPreimage For(WalletId wallet, PaymentId payment) =>
        derived.For(wallet.Value, payment.Value);
}
