using System.Collections.Immutable;
using Fulgurite.Lightning;
using static Fulgurite.Tests.Lightning.Bolt11Examples;

namespace Fulgurite.Tests.Lightning;

/// <summary>The rules of tagged fields, each broken on its own in an otherwise valid and well-signed invoice.</summary>
public sealed class Bolt11FieldTests
{
    private const int UnknownTag = 2;

    [Theory]
    [InlineData(Bolt11Field.PaymentHashTag, Bolt11Error.MissingPaymentHash)]
    [InlineData(Bolt11Field.PaymentSecretTag, Bolt11Error.MissingPaymentSecret)]
    [InlineData(Bolt11Field.DescriptionTag, Bolt11Error.MissingDescription)]
    public void Refuses_an_invoice_without_a_field_it_needs(int tag, Bolt11Error error)
    {
        Assert.Equal(Bolt11Error.None, ErrorOf(Fields));
        Assert.Equal(error, ErrorOf(Fields.Where(field => field.Tag != tag)));
    }

    [Theory]
    [InlineData(Bolt11Field.PaymentHashTag, Bolt11Error.MissingPaymentHash)]
    [InlineData(Bolt11Field.PaymentSecretTag, Bolt11Error.MissingPaymentSecret)]
    public void A_field_of_the_wrong_length_does_not_count(int tag, Bolt11Error error)
    {
        foreach (var length in new[] { 0, 51, 53 })
        {
            var wrong = new Bolt11Field(tag, [.. new byte[length]]);
            Assert.Equal(error, ErrorOf(Fields.Select(field => field.Tag == tag ? wrong : field)));
            Assert.Contains(wrong, Decode(Encode([wrong, .. Fields])).SkippedFields);
        }
    }

    [Fact]
    public void The_first_of_a_repeated_field_counts()
    {
        var second = Bolt11Field.OfBytes(Bolt11Field.PaymentHashTag, new byte[32]);
        var invoice = Decode(Encode([.. Fields, second]));
        Assert.Equal(Hash, invoice.PaymentHash);
        Assert.Equal([second], invoice.SkippedFields);
    }

    [Fact]
    public void Refuses_a_description_beside_its_hash()
    {
        var hash = Bolt11Field.OfBytes(Bolt11Field.DescriptionHashTag, DescriptionHash.Of("cake").ToArray());
        Assert.Equal(Bolt11Error.DescriptionAndHash, ErrorOf([.. Fields, hash]));
    }

    [Fact]
    public void Takes_an_empty_description()
    {
        var empty = With(Bolt11Field.DescriptionTag);
        Assert.Equal("", Decode(Encode(empty)).Description);
    }

    [Theory]
    [InlineData(Bolt11Field.DescriptionTag, new byte[] { 0, 1 })]
    [InlineData(Bolt11Field.DescriptionTag, new byte[] { 0 })]
    [InlineData(Bolt11Field.MetadataTag, new byte[] { 0, 1 })]
    [InlineData(Bolt11Field.RouteHintTag, new byte[] { 1 })]
    [InlineData(Bolt11Field.FallbackAddressTag, new byte[] { 17, 1 })]
    public void Refuses_padding_that_is_not_zero(int tag, byte[] words) =>
        Assert.Equal(Bolt11Error.InvalidPadding, ErrorOf(With(tag, words)));

    [Theory]
    [InlineData(Bolt11Field.ExpiryTag)]
    [InlineData(Bolt11Field.MinFinalCltvExpiryDeltaTag)]
    [InlineData(Bolt11Field.FeaturesTag)]
    public void Refuses_an_integer_that_is_not_in_its_shortest_form(int tag)
    {
        Assert.Equal(Bolt11Error.NotShortest, ErrorOf(With(tag, 0)));
        Assert.Equal(Bolt11Error.NotShortest, ErrorOf(With(tag, 0, 1)));
        Assert.Equal(Bolt11Error.None, ErrorOf(With(tag)));
    }

    [Fact]
    public void Refuses_a_description_that_is_not_utf_8()
    {
        foreach (var bytes in new byte[][] { [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE3, 0x83] })
        {
            var words = Bech32Words.FromBytes(bytes);
            Assert.Equal(Bolt11Error.DescriptionNotUtf8, ErrorOf(With(Bolt11Field.DescriptionTag, words)));
        }
    }

    [Fact]
    public void Refuses_an_expiry_after_the_year_9999()
    {
        var last = DateTimeOffset.MaxValue.ToUnixTimeSeconds() - CreatedAt.ToUnixTimeSeconds();
        Assert.Equal(Bolt11Error.None, ErrorOf(With(Bolt11Field.ExpiryTag, Bech32Words.FromInteger((ulong)last))));
        var tooLate = Bech32Words.FromInteger((ulong)last + 1);
        Assert.Equal(Bolt11Error.ExpiryTooLarge, ErrorOf(With(Bolt11Field.ExpiryTag, tooLate)));
        var tooLong = Enumerable.Repeat((byte)31, Bolt11Field.MaxWords).ToArray();
        Assert.Equal(Bolt11Error.ExpiryTooLarge, ErrorOf(With(Bolt11Field.ExpiryTag, tooLong)));
    }

    [Fact]
    public void Refuses_a_final_delta_above_every_block_height()
    {
        var max = Bech32Words.FromInteger(CltvExpiryDelta.MaxBlocks);
        Assert.Equal(Bolt11Error.None, ErrorOf(With(Bolt11Field.MinFinalCltvExpiryDeltaTag, max)));
        var above = Bech32Words.FromInteger(CltvExpiryDelta.MaxBlocks + 1);
        Assert.Equal(
            Bolt11Error.MinFinalCltvExpiryDeltaTooLarge,
            ErrorOf(With(Bolt11Field.MinFinalCltvExpiryDeltaTag, above)));
    }

    [Theory]
    [InlineData(0, 19, Bolt11Error.InvalidFallbackAddress)]
    [InlineData(0, 20, Bolt11Error.None)]
    [InlineData(0, 32, Bolt11Error.None)]
    [InlineData(1, 1, Bolt11Error.InvalidFallbackAddress)]
    [InlineData(1, 32, Bolt11Error.None)]
    [InlineData(16, 40, Bolt11Error.None)]
    [InlineData(16, 41, Bolt11Error.InvalidFallbackAddress)]
    [InlineData(17, 20, Bolt11Error.None)]
    [InlineData(17, 21, Bolt11Error.InvalidFallbackAddress)]
    [InlineData(18, 20, Bolt11Error.None)]
    [InlineData(18, 0, Bolt11Error.InvalidFallbackAddress)]
    [InlineData(19, 1, Bolt11Error.None)]
    [InlineData(31, 1, Bolt11Error.None)]
    public void Judges_a_fallback_address(int version, int length, Bolt11Error error)
    {
        byte[] words = [(byte)version, .. Bech32Words.FromBytes(new byte[length])];
        Assert.Equal(error, ErrorOf(With(Bolt11Field.FallbackAddressTag, words)));
    }

    [Fact]
    public void Skips_a_fallback_address_of_an_unknown_version()
    {
        var unknown = new Bolt11Field(Bolt11Field.FallbackAddressTag, [19, 31]);
        var invoice = Decode(Encode([.. Fields, unknown]));
        Assert.Empty(invoice.FallbackAddresses);
        Assert.Equal([unknown], invoice.SkippedFields);
    }

    [Fact]
    public void Refuses_a_route_hint_that_is_not_whole_hops_from_keys_on_the_curve()
    {
        var hop = new byte[RouteHop.ByteLength];
        Convert.FromHexString(Key.PublicKey.Hex).CopyTo(hop, 0);
        Assert.Equal(Bolt11Error.None, ErrorOf(With(Bolt11Field.RouteHintTag, Bech32Words.FromBytes(hop))));
        byte[][] wrong = [[], hop[..^1], [.. hop, 0], [.. hop, .. new byte[RouteHop.ByteLength]]];
        foreach (var bytes in wrong)
        {
            var words = Bech32Words.FromBytes(bytes);
            Assert.Equal(Bolt11Error.InvalidRouteHint, ErrorOf(With(Bolt11Field.RouteHintTag, words)));
        }
    }

    [Theory]
    [InlineData(new[] { 8, 14, 16 }, Bolt11Error.None)]
    [InlineData(new[] { 8, 14, 17, 25, 49, 101 }, Bolt11Error.None)]
    [InlineData(new[] { 8, 14, 30 }, Bolt11Error.UnknownRequiredFeature)]
    [InlineData(new[] { FeatureBits.MaxBit }, Bolt11Error.UnknownRequiredFeature)]
    [InlineData(new[] { 8, 17 }, Bolt11Error.MissingFeatureDependency)]
    [InlineData(new[] { 16 }, Bolt11Error.MissingFeatureDependency)]
    public void Judges_features(int[] bits, Bolt11Error error) =>
        Assert.Equal(error, ErrorOf(With(Bolt11Field.FeaturesTag, FeatureBits.Of(bits).ToWords())));

    [Fact]
    public void Keeps_unknown_fields_in_order()
    {
        var first = new Bolt11Field(UnknownTag, [1, 2, 3]);
        var second = new Bolt11Field(31, []);
        Assert.Equal([first, second], Decode(Encode([first, .. Fields, second])).SkippedFields);
    }

    [Fact]
    public void Refuses_a_field_longer_than_what_is_left()
    {
        // One unknown field that announces one word more than it has.
        var text = Encode([.. Fields, new Bolt11Field(UnknownTag, [0])]);
        Assert.Equal(Bech32Error.None, Bech32.Decode(text, Bech32Checksum.Bech32, out var prefix, out var words));
        words[^(104 + 2)] = 2;
        Assert.Equal(
            Bolt11Error.TruncatedField, ErrorOf(Bech32.Encode(prefix, words, Bech32Checksum.Bech32)));
    }

    // The example's fields with the one of this type replaced, or added.
    private static ImmutableArray<Bolt11Field> With(int tag, params byte[] words) =>
        [.. Fields.Where(field => field.Tag != tag), new Bolt11Field(tag, [.. words])];
}
