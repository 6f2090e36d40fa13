using FsCheck;
using FsCheck.Fluent;
using Fulgurite.Lightning;

namespace Fulgurite.Tests.Lightning;

public sealed class Bolt11PropertyTests
{
    private const string Alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

    [Fact]
    public void Decodes_every_field_that_was_signed() =>
        Property.ForAll(Bolt11Drafts.Signed, signed =>
        {
            var (draft, key) = signed;
            var invoice = Bolt11Examples.Decode(draft.Sign(key));
            Assert.Equal(draft.Network, invoice.Network);
            Assert.Equal(draft.Amount, invoice.Amount);
            Assert.Equal(draft.CreatedAt, invoice.CreatedAt);
            Assert.Equal(draft.PaymentHash, invoice.PaymentHash);
            Assert.Equal(draft.PaymentSecret, invoice.PaymentSecret);
            Assert.Equal(draft.Description, invoice.Description);
            Assert.Equal(draft.DescriptionHash, invoice.DescriptionHash);
            Assert.Equal(draft.Expiry, invoice.Expiry);
            Assert.Equal(draft.CreatedAt + draft.Expiry, invoice.ExpiresAt);
            Assert.Equal(draft.MinFinalCltvExpiryDelta, invoice.MinFinalCltvExpiryDelta);
            Assert.Equal(draft.RouteHints, invoice.RouteHints);
            Assert.Equal(draft.Features, invoice.Features);
            Assert.Equal(draft.FallbackAddresses, invoice.FallbackAddresses);
            Assert.Equal(draft.Metadata.IsDefault, invoice.Metadata.IsDefault);
            Assert.Equal(Convert.ToHexString(draft.Metadata.AsSpan()), Convert.ToHexString(invoice.Metadata.AsSpan()));
            Assert.Equal(draft.NamesPayee, invoice.NamesPayee);
            Assert.Equal(draft.OtherFields, invoice.SkippedFields);
            return invoice.Payee == key.PublicKey;
        });

    [Fact]
    public void Refuses_an_invoice_with_any_character_of_its_data_changed() =>
        Property.ForAll(Bolt11Drafts.Signed.Zip(Gen.Choose(0, int.MaxValue - 1)).Zip(Gen.Choose(1, 31)), change =>
        {
            var ((signed, place), shift) = change;
            var text = signed.Draft.Sign(signed.Key).ToCharArray();
            var data = Array.LastIndexOf(text, '1') + 1;
            var position = data + (place % (text.Length - data));
            text[position] = Alphabet[(Alphabet.IndexOf(text[position]) + shift) % 32];
            return Bolt11Examples.ErrorOf(new string(text)) == Bolt11Error.ChecksumMismatch;
        });

    // With the checksum made right again, the signature has to catch the change.
    [Fact]
    public void An_invoice_that_was_changed_and_resealed_is_not_the_signers() =>
        Property.ForAll(Bolt11Drafts.Signed.Zip(Gen.Choose(0, int.MaxValue - 1)).Zip(Gen.Choose(1, 31)), change =>
        {
            var ((signed, place), shift) = change;
            var text = signed.Draft.Sign(signed.Key);
            Bech32.Decode(text, Bech32Checksum.Bech32, out var prefix, out var words);
            var position = place % words.Length;
            words[position] = (byte)((words[position] + shift) % 32);
            var resealed = Bech32.Encode(prefix, words, Bech32Checksum.Bech32);
            return !Bolt11Invoice.TryDecode(resealed, out var invoice, out _)
                || invoice.Payee != signed.Key.PublicKey
                || IsOnlyRecoveryId(signed.Draft, words.Length - 1 - position);
        });

    [Fact]
    public void Never_throws_whatever_the_text() =>
        Property.ForAll(Texts, text =>
        {
            var isDecoded = Bolt11Invoice.TryDecode(text, out var invoice, out var error);
            return isDecoded == (invoice is not null) && isDecoded == (error == Bolt11Error.None);
        }, 1000);

    [Fact]
    public void Never_throws_whatever_the_words() =>
        Property.ForAll(Gen.Choose(0, 400).SelectMany(Property.Bytes), bytes =>
        {
            var words = bytes.Select(value => (byte)(value % 32)).ToArray();
            var text = Bech32.Encode("lnbc20m", words, Bech32Checksum.Bech32);
            return Bolt11Invoice.TryDecode(text, out _, out var error) == (error == Bolt11Error.None);
        }, 1000);

    // Where n names the payee, the recovery id takes no part in the check: it is the last word and a half.
    private static bool IsOnlyRecoveryId(Bolt11Draft draft, int fromEnd) => draft.NamesPayee && fromEnd <= 1;

    private static Gen<string> Texts => Gen.Frequency(
        (2, Gen.Choose(0, 200).SelectMany(length =>
            Gen.Choose(0, char.MaxValue).Select(value => (char)value).ArrayOf(length))
            .Select(characters => new string(characters))),
        (2, Gen.Choose(0, 200).SelectMany(length => Gen.Elements(("lnbc1" + Alphabet).ToCharArray()).ArrayOf(length))
            .Select(characters => "lnbc20m1" + new string(characters))));
}
