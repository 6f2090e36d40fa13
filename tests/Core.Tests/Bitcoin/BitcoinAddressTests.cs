using Fulgurite.Bitcoin;
using Fulgurite.Lightning;

namespace Fulgurite.Tests.Bitcoin;

public sealed class BitcoinAddressTests
{
    // The vectors of BIP 173 and BIP 350, and addresses that everybody knows: what
    // their scripts begin with. Written again they are the same, so nothing of them is lost.
    private const string Addresses = """
        chain   | opens            | bytes | address
        --------|------------------|-------|--------
        Mainnet | 0014751e76e81991 |    22 | BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4
        Testnet | 00201863143c14c5 |    34 | tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7
        Mainnet | 5128751e76e81991 |    42 | bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y
        Mainnet | 6002751e         |     4 | BC1SW50QGDZ25J
        Mainnet | 5210751e76e81991 |    18 | bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs
        Signet | 0020000000c4a5ca |    34 | tb1qqqqqp399et2xygdj5xreqhjjvcmzhxw4aywxecjdzew6hylgvsesrxh6hy
        Testnet | 5120000000c4a5ca |    34 | tb1pqqqqp399et2xygdj5xreqhjjvcmzhxw4aywxecjdzew6hylgvsesf3hn0c
        Mainnet | 512079be667ef9dc |    34 | bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0
        Mainnet | 76a91462e907b15c |    25 | 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa
        Mainnet | 76a9140000000000 |    25 | 1111111111111111111114oLvT2
        Mainnet | a914b472a266d0bd |    23 | 3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy
        Regtest | 76a914243f1394f4 |    25 | mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn
        Testnet | a9144e9f39ca4688 |    23 | 2MzQwSSnBHWHqSAqtTVQ6v47XtaisrJa1Vc
        """;

    private const string Refused = """
        chain   | error            | address
        --------|------------------|--------
        Mainnet | Malformed        |
        Mainnet | Malformed        | tc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq5zuyut
        Mainnet | ChecksumMismatch | bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd
        Testnet | ChecksumMismatch | tb1z0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqglt7rf
        Mainnet | ChecksumMismatch | BC1S0XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ54WELL
        Mainnet | ChecksumMismatch | bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh
        Testnet | ChecksumMismatch | tb1q0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq24jc47
        Mainnet | Malformed        | bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4
        Mainnet | Malformed        | BC130XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ7ZWS8R
        Mainnet | Malformed        | bc1pw5dgrnzv
        Mainnet | Malformed        | bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v8n0nx0muaewav253zgeav
        Mainnet | Malformed        | BC1QR508D6QEJXTDG4Y5R3ZARVARYV98GJ9P
        Testnet | Malformed        | tb1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq47Zagq
        Mainnet | Malformed        | bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v07qwwzcrf
        Testnet | Malformed        | tb1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vpggkg4j
        Mainnet | Malformed        | bc1gmk9yu
        Mainnet | ChecksumMismatch | bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5
        Mainnet | Malformed        | 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfN0
        Mainnet | Malformed        | 1A1zP1eP5QGefi2DMPTfTL5SLmv7Div
        Mainnet | Malformed        | 11111111111111111111111111111111111111111111111111111111111111
        Mainnet | ChecksumMismatch | 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb
        Regtest | WrongNetwork     | 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa
        Mainnet | WrongNetwork     | mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn
        Regtest | WrongNetwork     | BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4
        Regtest | WrongNetwork     | tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7
        Mainnet | WrongNetwork     | tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7
        """;

    [Fact]
    public void Reads_every_kind_of_address() => Assert.All(TextTable.Parse(Addresses), line =>
    {
        var network = Enum.Parse<BitcoinNetwork>(line["chain"]);

        Assert.True(BitcoinAddress.TryParse(line["address"], network, out var address, out var error));

        Assert.Equal(BitcoinAddressError.None, error);
        Assert.StartsWith(line["opens"], Convert.ToHexStringLower(address.ToScript()), StringComparison.Ordinal);
        Assert.Equal(int.Parse(line["bytes"]), address.ToScript().Length);
        Assert.Equal(
            address.IsWitness ? line["address"].ToLowerInvariant() : line["address"], address.ToString());
        Assert.True(BitcoinAddress.TryParse(address.ToString(), network, out var again, out _));
        Assert.Equal(address, again);
    });

    [Fact]
    public void Says_what_is_wrong_with_the_others() => Assert.All(TextTable.Parse(Refused), line =>
    {
        var network = Enum.Parse<BitcoinNetwork>(line["chain"]);

        Assert.False(BitcoinAddress.TryParse(line["address"], network, out var address, out var error));

        Assert.Null(address);
        Assert.Equal(line["error"], error.ToString());
    });

    [Fact]
    public void Nothing_is_no_address()
    {
        Assert.False(BitcoinAddress.TryParse(null, BitcoinNetwork.Mainnet, out _, out var error));
        Assert.Equal(BitcoinAddressError.Malformed, error);
    }

    [Fact]
    public void Every_single_wrong_character_is_noticed()
    {
        const string good = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";
        Assert.True(BitcoinAddress.TryParse(good, BitcoinNetwork.Regtest, out var address, out _));

        foreach (var at in Enumerable.Range("bcrt1".Length, good.Length - "bcrt1".Length))
        {
            var wrong = good[..at] + (good[at] == 'q' ? 'p' : 'q') + good[(at + 1)..];
            Assert.False(BitcoinAddress.TryParse(wrong, BitcoinNetwork.Regtest, out _, out _));
        }

        Assert.Equal(
            address,
            BitcoinAddress.OfWitness(
                BitcoinNetwork.Regtest, 0, Convert.FromHexString("751e76e8199196d454941c45d1b3a323f1433bd6")));
    }
}
