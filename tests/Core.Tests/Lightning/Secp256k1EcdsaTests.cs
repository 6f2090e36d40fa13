using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Fulgurite.Lightning;

namespace Fulgurite.Tests.Lightning;

public sealed class Secp256k1EcdsaTests
{
    private const string SecondLine = "All those moments will be lost in time, like tears in rain. Time to die...";

    // Known answers that wallets share for RFC 6979 on this curve: key, message, r and s (low).
    [Theory]
    [InlineData(
        "0000000000000000000000000000000000000000000000000000000000000001",
        "Satoshi Nakamoto",
        "934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d8",
        "2442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e5")]
    [InlineData(
        "0000000000000000000000000000000000000000000000000000000000000001",
        SecondLine,
        "8600dbd41e348fe5c9465ab92d23e3db8b98b873beecd930736488696438cb6b",
        "547fe64427496db33bf66019dacbf0039c04199abb0122918601db38a72cfc21")]
    [InlineData(
        "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140",
        "Satoshi Nakamoto",
        "fd567d121db66e382991534ada77a6bd3106f0a1098c231e47993447cd6af2d0",
        "6b39cd0eb1bc8603e159ef5c20a5c8ad685a45b06ce9bebed3f153d10d93bed5")]
    [InlineData(
        "f8b8af8ce3c7cca5e300d33939540c10d45ce001b8f252bfbc57ba0342904181",
        "Alan Turing",
        "7063ae83e7f62bbb171798131b4a0564b956930092b33b07b395615d9ec7e15c",
        "58dfcc1e00a35e1572f366ffe34ba0fc47db1e7189759b9fb233c5b05ab388ea")]
    public void Signs_the_known_answers_of_rfc_6979(string key, string message, string r, string s)
    {
        var signature = new NodePrivateKey(Convert.FromHexString(key))
            .SignRecoverable(SHA256.HashData(Encoding.ASCII.GetBytes(message)));
        Assert.Equal(r + s, signature.ToString()[..128]);
    }

    [Fact]
    public void Agrees_with_the_platform_on_signatures_of_either()
    {
        Property.ForAll(Property.Bytes(32), hash =>
        {
            using var platform = CreatePlatformKey(out var key, out var point);
            var ours = key.SignRecoverable(hash);
            var theirs = platform.SignHash(hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
            return platform.VerifyHash(
                    hash, ours.ToArray().AsSpan(0, 64), DSASignatureFormat.IeeeP1363FixedFieldConcatenation)
                && Secp256k1Ecdsa.Verify(point, hash, Read(theirs, 0));
        }, 50);
    }

    [Fact]
    public void Agrees_with_the_platform_on_public_keys()
    {
        for (var i = 0; i < 20; i++)
        {
            using var platform = CreatePlatformKey(out var key, out _);
            var q = platform.ExportParameters(false).Q;
            var expected = (q.Y![^1] % 2 == 0 ? "02" : "03") + Convert.ToHexStringLower(q.X!);
            Assert.Equal(expected, key.PublicKey.Hex);
        }
    }

    [Fact]
    public void Recovers_the_signer_and_signs_with_low_s() =>
        Property.ForAll(KeysAndHashes, pair =>
        {
            var key = new NodePrivateKey(pair.Key);
            var signature = key.SignRecoverable(pair.Hash);
            Assert.True(signature.TryGetScalars(out _, out var s));
            return !s.IsHigh
                && Secp256k1Ecdsa.TryRecover(pair.Hash, signature, out var recovered)
                && recovered.ToNodePublicKey() == key.PublicKey
                && Secp256k1Ecdsa.Verify(recovered, pair.Hash, signature)
                && key.SignRecoverable(pair.Hash) == signature;
        });

    [Fact]
    public void Refuses_a_signature_with_any_bit_changed() =>
        Property.ForAll(KeysAndHashes.Zip(Gen.Choose(0, 511)), pair =>
        {
            var ((keyBytes, hash), bit) = pair;
            var key = new NodePrivateKey(keyBytes);
            var bytes = key.SignRecoverable(hash).ToArray();
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            var changed = RecoverableSignature.FromBytes(bytes)!;
            Assert.True(Secp256k1Point.TryParse(Convert.FromHexString(key.PublicKey.Hex), out var point));
            return !Secp256k1Ecdsa.Verify(point, hash, changed)
                && (!Secp256k1Ecdsa.TryRecover(hash, changed, out var other) || other != point);
        });

    [Fact]
    public void Signs_and_recovers_hashes_at_and_above_the_order()
    {
        var key = new NodePrivateKey(Convert.FromHexString(new string('1', 64)));
        string[] hashes =
        [
            new('0', 64),
            "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141",
            new('f', 64),
        ];
        foreach (var hash in hashes.Select(Convert.FromHexString))
        {
            Assert.True(Secp256k1Ecdsa.TryRecover(hash, key.SignRecoverable(hash), out var point));
            Assert.Equal(key.PublicKey, point.ToNodePublicKey());
        }
    }

    [Theory]
    [InlineData("r is zero", "00", "01", 0)]
    [InlineData("s is zero", "01", "00", 0)]
    [InlineData("r is the order", "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", "01", 0)]
    [InlineData("s is the order", "01", "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 0)]
    [InlineData("r + n is above p", "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140", "01", 2)]
    [InlineData("no point has x = 5", "05", "01", 0)]
    public void Recovers_nothing_when(string what, string r, string s, int recoveryId)
    {
        byte[] compact = [.. Convert.FromHexString(r.PadLeft(64, '0')), .. Convert.FromHexString(s.PadLeft(64, '0'))];
        var signature = Read(compact, (byte)recoveryId);
        Assert.False(Secp256k1Ecdsa.TryRecover(SHA256.HashData([1]), signature, out _), what);
    }

    [Fact]
    public void Recovers_a_nonce_point_whose_x_is_above_the_order()
    {
        // The least x at or above n that is on the curve; r is then x − n, and the id's second bit says so.
        var hash = SHA256.HashData([7]);
        var found = Enumerable.Range(1, 50).Select(r => Read(
            [.. new byte[31], (byte)r, .. new byte[31], 1], 2)).First(
                candidate => Secp256k1Ecdsa.TryRecover(hash, candidate, out _));
        Assert.True(Secp256k1Ecdsa.TryRecover(hash, found, out var key));
        Assert.True(Secp256k1Ecdsa.Verify(key, hash, found));
    }

    [Fact]
    public void Reads_no_signature_of_a_wrong_length_or_recovery_id()
    {
        Assert.Null(RecoverableSignature.FromBytes(new byte[64]));
        Assert.Null(RecoverableSignature.FromBytes(new byte[66]));
        Assert.Null(RecoverableSignature.FromBytes([.. new byte[64], 4]));
    }

    private static Gen<(byte[] Key, byte[] Hash)> KeysAndHashes =>
        Property.Bytes(32).Where(IsKey).Zip(Property.Bytes(32)).Select(pair => (pair.Item1, pair.Item2));

    private static bool IsKey(byte[] bytes) =>
        Secp256k1Scalar.TryCreate(UInt256.FromBytes(bytes), out var scalar) && !scalar.IsZero;

    private static RecoverableSignature Read(byte[] compact, byte recoveryId) =>
        RecoverableSignature.FromBytes([.. compact, recoveryId])!;

    // Not every platform has the curve (macOS does not); there the other tests stand alone.
    private static ECDsa CreatePlatformKey(out NodePrivateKey key, out Secp256k1Point point)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The platform's cryptography does not have secp256k1.");
        var platform = ECDsa.Create(ECCurve.CreateFromFriendlyName("secp256k1"));
        key = new NodePrivateKey(platform.ExportParameters(true).D);
        Assert.True(Secp256k1Point.TryParse(Convert.FromHexString(key.PublicKey.Hex), out point));
        return platform;
    }
}
