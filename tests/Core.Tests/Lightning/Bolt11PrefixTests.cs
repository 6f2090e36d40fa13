using Fulgurite.Lightning;
using Fulgurite.Money;

namespace Fulgurite.Tests.Lightning;

public sealed class Bolt11PrefixTests
{
    [Theory]
    [InlineData("lnbc", BitcoinNetwork.Mainnet)]
    [InlineData("lntb", BitcoinNetwork.Testnet)]
    [InlineData("lntbs", BitcoinNetwork.Signet)]
    [InlineData("lnbcrt", BitcoinNetwork.Regtest)]
    public void Each_network_has_its_prefix(string text, BitcoinNetwork network)
    {
        Assert.Equal(text, new Bolt11Prefix(network, null).ToString());
        Assert.Equal(Bolt11Error.None, Bolt11Prefix.Parse(text, out var prefix));
        Assert.Equal(new Bolt11Prefix(network, null), prefix);
    }

    // 1 m on regtest is what a real node wrote for 100,000 sat.
    [Theory]
    [InlineData(100_000_000, "lnbcrt1m")]
    [InlineData(1, "lnbcrt10p")]
    [InlineData(99, "lnbcrt990p")]
    [InlineData(100, "lnbcrt1n")]
    [InlineData(101, "lnbcrt1010p")]
    [InlineData(1_000, "lnbcrt10n")]
    [InlineData(12_345_000, "lnbcrt123450n")]
    [InlineData(250_000_000, "lnbcrt2500u")]
    [InlineData(4_500_000_000, "lnbcrt45m")]
    [InlineData(Msat.PerBtc, "lnbcrt1")]
    [InlineData(21 * Msat.PerBtc, "lnbcrt21")]
    [InlineData((21 * Msat.PerBtc) + 1, "lnbcrt21000000000010p")]
    [InlineData(2_099_999_999_999_999_999, "lnbcrt20999999999999999990p")]
    [InlineData(2_100_000_000_000_000_000, "lnbcrt21000000")]
    public void An_amount_has_one_shortest_form(long amountMsat, string text)
    {
        Assert.Equal(text, new Bolt11Prefix(BitcoinNetwork.Regtest, new Msat(amountMsat)).ToString());
        Assert.Equal(Bolt11Error.None, Bolt11Prefix.Parse(text, out var prefix));
        Assert.Equal(new Msat(amountMsat), prefix.Amount);
    }

    [Theory]
    [InlineData("lnbc1000m", Msat.PerBtc)]
    [InlineData("lnbc1000000u", Msat.PerBtc)]
    [InlineData("lnbc1000000000n", Msat.PerBtc)]
    [InlineData("lnbc1000000000000p", Msat.PerBtc)]
    public void A_longer_form_of_an_amount_is_read_too(string text, long amountMsat)
    {
        Assert.Equal(Bolt11Error.None, Bolt11Prefix.Parse(text, out var prefix));
        Assert.Equal(new Msat(amountMsat), prefix.Amount);
    }

    [Theory]
    [InlineData("lnbc21000001", Bolt11Error.AmountTooLarge)]
    [InlineData("lnbc21000000001m", Bolt11Error.AmountTooLarge)]
    [InlineData("lnbc21000000000000010p", Bolt11Error.None)]
    [InlineData("lnbc21000000000000000010p", Bolt11Error.AmountTooLarge)]
    [InlineData("lnbc9223372036854775807n", Bolt11Error.AmountTooLarge)]
    [InlineData("lnbc9223372036854775808", Bolt11Error.AmountTooLarge)]
    [InlineData("lnbc99999999999999999999999999999999999999u", Bolt11Error.AmountTooLarge)]
    [InlineData("lnbc1p", Bolt11Error.SubMillisatoshiAmount)]
    [InlineData("lnbc99999999999999999999999999999999999999p", Bolt11Error.SubMillisatoshiAmount)]
    [InlineData("lnbc0", Bolt11Error.AmountNotPositive)]
    [InlineData("lnbc0p", Bolt11Error.AmountNotPositive)]
    [InlineData("lnbc02500u", Bolt11Error.AmountNotPositive)]
    [InlineData("lnbc25k", Bolt11Error.InvalidMultiplier)]
    [InlineData("lnbc25mm", Bolt11Error.InvalidMultiplier)]
    [InlineData("lnbc2m5", Bolt11Error.InvalidMultiplier)]
    [InlineData("lnbc2.5m", Bolt11Error.InvalidMultiplier)]
    [InlineData("lnbcm", Bolt11Error.UnknownPrefix)]
    [InlineData("lnbc-1m", Bolt11Error.UnknownPrefix)]
    [InlineData("lnltc1m", Bolt11Error.UnknownPrefix)]
    [InlineData("lntbx", Bolt11Error.UnknownPrefix)]
    [InlineData("ln1m", Bolt11Error.UnknownPrefix)]
    [InlineData("bc", Bolt11Error.UnknownPrefix)]
    [InlineData("1", Bolt11Error.UnknownPrefix)]
    public void Judges_a_prefix(string text, Bolt11Error error) =>
        Assert.Equal(error, Bolt11Prefix.Parse(text, out _));

    [Fact]
    public void Reads_back_every_amount_it_writes() =>
        Property.ForAll(Property.Integers(1, Msat.MaxValue.Value), amountMsat =>
        {
            var prefix = new Bolt11Prefix(BitcoinNetwork.Signet, new Msat(amountMsat));
            return Bolt11Prefix.Parse(prefix.ToString(), out var read) == Bolt11Error.None && read == prefix;
        });
}
