using Fulgurite.Bitcoin;
using Fulgurite.Lightning;
using Fulgurite.Money;

namespace Fulgurite.Tests.Bitcoin;

public sealed class DustLimitTests
{
    // Bitcoin Core's dust thresholds at its standard rate, by kind of output.
    [Theory]
    [InlineData("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", 294)]
    [InlineData("bc1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3qccfmv3", 330)]
    [InlineData("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", 330)]
    [InlineData("1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", 546)]
    [InlineData("3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", 540)]
    public void Is_what_the_network_carries_at_least(string text, long sats)
    {
        Assert.True(BitcoinAddress.TryParse(text, BitcoinNetwork.Mainnet, out var address, out _));

        Assert.Equal(Msat.FromSats(sats), DustLimit.For(address));
    }
}
