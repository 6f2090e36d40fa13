using Fulgurite.Lightning;

namespace Fulgurite.Tests.Lightning;

public sealed class Bolt11InvoiceTests
{
    [Fact]
    public void Expires_after_its_expiry()
    {
        var invoice = Bolt11Examples.Decode((Bolt11Examples.Draft with { Expiry = TimeSpan.FromMinutes(1) })
            .Sign(Bolt11Examples.Key));
        Assert.Equal(Bolt11Examples.CreatedAt.AddSeconds(60), invoice.ExpiresAt);
    }

    [Fact]
    public void Has_the_defaults_of_fields_left_out()
    {
        var invoice = Bolt11Examples.Decode(Bolt11Examples.Draft.Sign(Bolt11Examples.Key));
        Assert.Equal(TimeSpan.FromSeconds(3600), invoice.Expiry);
        Assert.Equal(18, invoice.MinFinalCltvExpiryDelta.Blocks);
        Assert.Empty(invoice.RouteHints);
        Assert.Empty(invoice.FallbackAddresses);
        Assert.True(invoice.Metadata.IsDefault);
        Assert.False(invoice.NamesPayee);
    }

    [Fact]
    public void Never_prints_the_payment_secret()
    {
        var invoice = Bolt11Examples.Decode(Bolt11Examples.Draft.Sign(Bolt11Examples.Key));
        Assert.Equal($"invoice {Bolt11Examples.Hash}", invoice.ToString());
        Assert.DoesNotContain("11", invoice.PaymentSecret.ToString());
    }

    [Theory]
    [InlineData("lightning:lnbc1x", "lnbc1x")]
    [InlineData("LIGHTNING:LNBC1X", "LNBC1X")]
    [InlineData(" lnbc1x\n", "lnbc1x")]
    [InlineData("lnbc1x", "lnbc1x")]
    [InlineData("bitcoin:lnbc1x", "bitcoin:lnbc1x")]
    public void Strips_the_uri_scheme(string pasted, string text) =>
        Assert.Equal(text, Bolt11Invoice.StripUriScheme(pasted));

    [Fact]
    public void Refuses_a_uri_scheme_and_white_space_where_it_decodes()
    {
        var text = Bolt11Examples.Draft.Sign(Bolt11Examples.Key);
        Assert.Equal(Bolt11Error.None, Bolt11Examples.ErrorOf(text));
        Assert.Equal(Bolt11Error.MalformedBech32, Bolt11Examples.ErrorOf(" " + text));
        Assert.Equal(Bolt11Error.MalformedBech32, Bolt11Examples.ErrorOf(text + "\n"));
        Assert.NotEqual(Bolt11Error.None, Bolt11Examples.ErrorOf("lightning:" + text));
    }

    [Theory]
    [InlineData(null, Bolt11Error.MalformedBech32)]
    [InlineData("", Bolt11Error.MalformedBech32)]
    [InlineData("lnbc", Bolt11Error.MalformedBech32)]
    [InlineData("a12uel5l", Bolt11Error.UnknownPrefix)]
    public void Refuses_what_is_no_invoice(string? text, Bolt11Error error) =>
        Assert.Equal(error, Bolt11Examples.ErrorOf(text));

    [Fact]
    public void Refuses_texts_above_the_longest()
    {
        Assert.Equal(Bolt11Error.TooLong, Bolt11Examples.ErrorOf(new string('q', Bolt11Invoice.MaxLength + 1)));
        Assert.Equal(Bolt11Error.MalformedBech32, Bolt11Examples.ErrorOf(new string('q', Bolt11Invoice.MaxLength)));
    }

    [Fact]
    public void A_named_payee_must_be_the_signer()
    {
        var other = new NodePrivateKey([.. new byte[31], 1]).PublicKey;
        var named = Bolt11Field.OfBytes(Bolt11Field.PayeeTag, Convert.FromHexString(other.Hex));
        Assert.Equal(Bolt11Error.InvalidSignature, Bolt11Examples.ErrorOf([.. Bolt11Examples.Fields, named]));
    }

    [Fact]
    public void A_named_payee_must_be_on_the_curve()
    {
        var named = Bolt11Field.OfBytes(Bolt11Field.PayeeTag, [2, .. new byte[31], 5]);
        Assert.Equal(Bolt11Error.InvalidSignature, Bolt11Examples.ErrorOf([.. Bolt11Examples.Fields, named]));
    }

    [Theory]
    [InlineData(false, true, Bolt11Error.None)]
    [InlineData(true, true, Bolt11Error.InvalidSignature)]
    [InlineData(false, false, Bolt11Error.None)]
    [InlineData(true, false, Bolt11Error.None)]
    public void A_high_s_is_refused_only_beside_a_named_payee(bool isHigh, bool namesPayee, Bolt11Error error)
    {
        var draft = Bolt11Examples.Draft with { NamesPayee = namesPayee };
        var text = draft.Sign(Bolt11Examples.Key);
        Assert.Equal(error, Bolt11Examples.ErrorOf(isHigh ? WithHighS(text) : text));
    }

    [Fact]
    public void The_same_signature_with_high_s_reveals_the_same_payee()
    {
        var text = WithHighS(Bolt11Examples.Draft.Sign(Bolt11Examples.Key));
        Assert.Equal(Bolt11Examples.Key.PublicKey, Bolt11Examples.Decode(text).Payee);
    }

    // (r, n − s) is as valid as (r, s); the recovery id's parity flips.
    private static string WithHighS(string text)
    {
        Assert.Equal(Bech32Error.None, Bech32.Decode(text, Bech32Checksum.Bech32, out var prefix, out var words));
        var bytes = Bech32Words.ToBytesDroppingRest(words.AsSpan(^104..));
        Assert.True(RecoverableSignature.FromBytes(bytes)!.TryGetScalars(out var r, out var s));
        var mirrored = RecoverableSignature.From(r, s.Negated(), bytes[64] ^ 1);
        byte[] changed = [.. words[..^104], .. Bech32Words.FromBytes(mirrored.ToArray())];
        return Bech32.Encode(prefix, changed, Bech32Checksum.Bech32);
    }
}
