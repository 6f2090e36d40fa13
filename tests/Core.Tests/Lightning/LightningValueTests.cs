using Fulgurite.Lightning;

namespace Fulgurite.Tests.Lightning;

/// <summary>The small values that invoices are made of.</summary>
public sealed class LightningValueTests
{
    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(CltvExpiryDelta.MaxBlocks - 1, true)]
    [InlineData(CltvExpiryDelta.MaxBlocks, true)]
    [InlineData(CltvExpiryDelta.MaxBlocks + 1, false)]
    [InlineData(-1, false)]
    public void A_delta_is_a_number_of_blocks(int blocks, bool isInRange)
    {
        if (isInRange)
        {
            Assert.Equal(blocks, new CltvExpiryDelta(blocks).Blocks);
        }
        else
        {
            Assert.Throws<OverflowException>(() => new CltvExpiryDelta(blocks));
        }
    }

    [Theory]
    [InlineData(0UL, "0x0x0")]
    [InlineData(0x0102030405060708UL, "66051x263430x1800")]
    [InlineData(ulong.MaxValue, "16777215x16777215x65535")]
    public void A_short_channel_id_prints_its_place(ulong value, string text) =>
        Assert.Equal(text, new ShortChannelId(value).ToString());

    [Theory]
    [InlineData(BitcoinNetwork.Mainnet, 17, "1111111111111111111114oLvT2")]
    [InlineData(BitcoinNetwork.Testnet, 17, "mfWxJ45yp2SFn7UciZyNpvDKrzbhyfKrY8")]
    [InlineData(BitcoinNetwork.Mainnet, 0, "bc1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq9e75rs")]
    public void A_fallback_address_has_the_chains_text(BitcoinNetwork network, int version, string text)
    {
        Assert.True(FallbackAddress.TryCreate(network, version, new byte[20], out var address));
        Assert.Equal(text, address.Address);
    }

    // The base point as a taproot output, from BIP 350.
    [Fact]
    public void A_taproot_address_uses_bech32m()
    {
        var program = Convert.FromHexString("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798");
        Assert.True(FallbackAddress.TryCreate(BitcoinNetwork.Mainnet, 1, program, out var address));
        Assert.Equal("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", address.Address);
    }

    [Theory]
    [InlineData(new int[0], "")]
    [InlineData(new[] { 17, 8, 14, 8 }, "8,14,17")]
    [InlineData(new[] { 0 }, "0")]
    [InlineData(new[] { FeatureBits.MaxBit, 4, 5 }, "4,5,5114")]
    public void Features_survive_their_words(int[] bits, string text)
    {
        var features = FeatureBits.Of(bits);
        Assert.Equal(text, features.ToString());
        Assert.Equal(features, FeatureBits.FromWords(features.ToWords()));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(FeatureBits.MaxBit + 1)]
    public void Refuses_a_feature_bit_that_no_field_holds(int bit) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => FeatureBits.Of(bit));

    [Fact]
    public void A_feature_is_supported_by_either_of_its_bits()
    {
        Assert.True(FeatureBits.Of(16).Supports(FeatureBits.BasicMultiPart));
        Assert.True(FeatureBits.Of(17).Supports(FeatureBits.BasicMultiPart));
        Assert.False(FeatureBits.Of(15, 18).Supports(FeatureBits.BasicMultiPart));
        Assert.Equal(30, FeatureBits.Of(8, 30, 100, 33).UnknownRequired);
    }
}
