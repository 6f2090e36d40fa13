using System.Security.Cryptography;

namespace Fulgurite.Lightning;

/// <summary>
/// Preimages that are made from ids again and again, and never stored: HMAC-SHA256 under a key that is derived from the
/// master key for one purpose, over two UUIDs, each in its 16 bytes as written. Never changed: another preimage is
/// another payment.
/// </summary>
internal sealed class DerivedPreimages
{
    private const int IdLength = 16;

    private readonly byte[] key;

    /// <summary>Preimages of one purpose.</summary>
    /// <param name="masterKey">At least 32 secret bytes.</param>
    /// <param name="purpose">Tells them from all others of the same master key.</param>
    public DerivedPreimages(ReadOnlySpan<byte> masterKey, ReadOnlySpan<byte> purpose)
    {
        Invariant.Holds(masterKey.Length >= 32, "the master key has at least 32 bytes");
        key = HMACSHA256.HashData(masterKey, purpose);
    }

    /// <summary>The preimage of something's id within an owner's: always the same for the same two.</summary>
    public PaymentPreimage For(Guid owner, Guid id)
    {
        Span<byte> ids = stackalloc byte[2 * IdLength];
        owner.TryWriteBytes(ids, bigEndian: true, out _);
        id.TryWriteBytes(ids[IdLength..], bigEndian: true, out _);
        return new PaymentPreimage(HMACSHA256.HashData(key, ids));
    }
}
