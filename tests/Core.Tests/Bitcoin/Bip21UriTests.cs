using Fulgurite.Bitcoin;
using Fulgurite.Lightning;
using Fulgurite.Money;

namespace Fulgurite.Tests.Bitcoin;

public sealed class Bip21UriTests
{
    private const string Legacy = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa";
    private const string Witness = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4";

    // The examples of BIP 21 and BIP 321, and what wallets make of them. A dash says nothing.
    private const string Requests = """
        uri | address | sats | label | message | lightning
        ---|---|---|---|---|---
        bitcoin:LEGACY | LEGACY | - | - | - | -
        bitcoin:LEGACY?label=Luke-Jr | LEGACY | - | Luke-Jr | - | -
        bitcoin:LEGACY?amount=20.3&label=Luke-Jr | LEGACY | 2030000000 | Luke-Jr | - | -
        bitcoin:LEGACY?amount=50&label=Luke-Jr&message=Donation%20xyz | LEGACY | 5000000000 | Luke-Jr | Donation xyz | -
        bitcoin:LEGACY?somethingyoudontunderstand=50&somethingelseyoudontget=999 | LEGACY | - | - | - | -
        BitCoin:LEGACY?amount=0.00000001 | LEGACY | 1 | - | - | -
        BITCOIN:UPPER?AMOUNT=0.5&LABEL=A%26B&LIGHTNING=LNBC1 | WITNESS | 50000000 | A&B | - | LNBC1
        bitcoin:WITNESS?lightning=lnbc1&amount=.5 | WITNESS | 50000000 | - | - | lnbc1
        bitcoin:?lightning=lnbc1 | - | - | - | - | lnbc1
        bitcoin:WITNESS?amount=5. | WITNESS | 500000000 | - | - | -
        bitcoin:WITNESS?amount=0 | WITNESS | - | - | - | -
        bitcoin:WITNESS?amount=00021000000.00000000000000 | WITNESS | 2100000000000000 | - | - | -
        bitcoin:WITNESS?req-amount=1&req-label=x | WITNESS | 100000000 | x | - | -
        bitcoin:WITNESS?message=caf%C3%A9%20%E2%9A%A1+1 | WITNESS | - | - | café ⚡+1 | -
        bitcoin:WITNESS?label=caf%c3%a9=x&&message= | WITNESS | - | café=x | - | -
        bitcoin:WITNESS? | WITNESS | - | - | - | -
        bitcoin:WITNESS?label | WITNESS | - | - | - | -
        bitcoin:WITNESS?unknown=%zz | WITNESS | - | - | - | -
        """;

    private const string Refused = """
        uri | error
        ---|---
        WITNESS | Malformed
        lightning:lnbc1 | Malformed
        bitcoin: | Malformed
        bitcoin:?label=x | Malformed
        bitcoin:?lightning= | Malformed
        bitcoin:LEGACY?req-somethingyoudontunderstand=50&req-somethingelseyoudontget=999 | UnknownRequirement
        bitcoin:LEGACY?REQ-pop=x | UnknownRequirement
        bitcoin:LEGACY?label=% | InvalidEncoding
        bitcoin:LEGACY?label=%2 | InvalidEncoding
        bitcoin:LEGACY?label=%2x | InvalidEncoding
        bitcoin:LEGACY?label=%C3 | InvalidEncoding
        bitcoin:LEGACY?amount=1&AMOUNT=1 | RepeatedParameter
        bitcoin:LEGACY?lightning=a&lightning=b | RepeatedParameter
        bitcoin:1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb | InvalidAddress
        bitcoin://LEGACY | InvalidAddress
        bitcoin:mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn | WrongNetwork
        bitcoin:LEGACY?amount= | InvalidAmount
        bitcoin:LEGACY?amount=. | InvalidAmount
        bitcoin:LEGACY?amount=50,000.00 | InvalidAmount
        bitcoin:LEGACY?amount=50.000.00 | InvalidAmount
        bitcoin:LEGACY?amount=1e3 | InvalidAmount
        bitcoin:LEGACY?amount=-1 | InvalidAmount
        bitcoin:LEGACY?amount=+1 | InvalidAmount
        bitcoin:LEGACY?amount=1%20 | InvalidAmount
        bitcoin:LEGACY?amount=0x10 | InvalidAmount
        bitcoin:LEGACY?amount=0.000000001 | InvalidAmount
        bitcoin:LEGACY?amount=21000000.00000001 | InvalidAmount
        bitcoin:LEGACY?amount=00000000000000000000000000000000000000000000001 | InvalidAmount
        bitcoin:LEGACY?amount=٣ | InvalidAmount
        """;

    [Fact]
    public void Reads_what_wallets_write() => Assert.All(TextTable.Parse(Requests), line =>
    {
        Assert.True(Bip21Uri.TryParse(Fill(line["uri"]), BitcoinNetwork.Mainnet, out var uri, out var error));

        Assert.Equal(Bip21Error.None, error);
        Assert.Equal(Fill(line["address"]), uri.Address?.ToString() ?? "-");
        Assert.Equal(line["sats"], uri.Amount?.ToSatsRoundedDown().ToString() ?? "-");
        Assert.Equal(line["label"], uri.Label ?? "-");
        Assert.Equal(line["message"], uri.Message ?? "-");
        Assert.Equal(line["lightning"], uri.Lightning ?? "-");
        Assert.True(Bip21Uri.TryParse(uri.ToString(), BitcoinNetwork.Mainnet, out var again, out _));
        Assert.Equal(uri, again);
    });

    [Fact]
    public void Says_why_the_others_must_not_be_paid() => Assert.All(TextTable.Parse(Refused), line =>
    {
        Assert.False(Bip21Uri.TryParse(Fill(line["uri"]), BitcoinNetwork.Mainnet, out var uri, out var error));

        Assert.Null(uri);
        Assert.Equal(line["error"], error.ToString());
    });

    [Fact]
    public void Writes_amounts_in_bitcoin_and_texts_in_percent_form()
    {
        Assert.True(BitcoinAddress.TryParse(Witness, BitcoinNetwork.Mainnet, out var address, out _));
        var uri = new Bip21Uri(address, Msat.FromSats(123_450), "A&B = C", "50 % off?", "lnbc1");

        Assert.Equal(
            $"bitcoin:{Witness}?amount=0.0012345&label=A%26B%20%3D%20C&message=50%20%25%20off%3F&lightning=lnbc1",
            uri.ToString());
        Assert.Equal($"bitcoin:{Witness}?amount=20", (new Bip21Uri(address, Msat.FromSats(2_000_000_000))).ToString());
        Assert.Equal($"bitcoin:{Witness}", new Bip21Uri(address).ToString());
    }

    private static string Fill(string text) => text
        .Replace("LEGACY", Legacy)
        .Replace("WITNESS", Witness)
        .Replace("UPPER", Witness.ToUpperInvariant());
}
