using System.Collections.Immutable;
using Fulgurite.Lightning;
using Fulgurite.Money;

namespace Fulgurite.Tests.Lightning;

/// <summary>What the examples of BOLT 11 share, and drafts for tests to vary.</summary>
internal static class Bolt11Examples
{
    /// <summary>The key that signed every example.</summary>
    public static readonly NodePrivateKey Key = new(
        Convert.FromHexString("e126f68f7eafcc8b74f54d269fe206be715000f94dac067d1c04a8ca3b2db734"));

    public static readonly DateTimeOffset CreatedAt = DateTimeOffset.FromUnixTimeSeconds(1496314658);

    public static readonly PaymentHash Hash = new(
        Convert.FromHexString("0001020304050607080900010203040506070809000102030405060708090102"));

    public static readonly PaymentSecret Secret = new(Enumerable.Repeat((byte)0x11, 32).ToArray());

    /// <summary>A valid draft.</summary>
    public static Bolt11Draft Draft => new()
    {
        Network = BitcoinNetwork.Regtest,
        Amount = Msat.FromSats(100_000),
        CreatedAt = CreatedAt,
        PaymentHash = Hash,
        PaymentSecret = Secret,
        Description = "1 cup coffee",
    };

    /// <summary>Fields that an invoice cannot do without.</summary>
    public static ImmutableArray<Bolt11Field> Fields => Draft.Fields(Key.PublicKey);

    /// <summary>Signs any fields, right or wrong, and decodes the result.</summary>
    public static Bolt11Error ErrorOf(params IEnumerable<Bolt11Field> fields) => ErrorOf(Encode(fields));

    /// <summary>Signs any fields, right or wrong.</summary>
    public static string Encode(params IEnumerable<Bolt11Field> fields) =>
        Bolt11Draft.Encode(new Bolt11Prefix(BitcoinNetwork.Regtest, null), CreatedAt, [.. fields], Key);

    public static Bolt11Error ErrorOf(string? text)
    {
        Bolt11Invoice.TryDecode(text, out var invoice, out var error);
        Assert.Equal(error == Bolt11Error.None, invoice is not null);
        return error;
    }

    public static Bolt11Invoice Decode(string text)
    {
        Assert.True(Bolt11Invoice.TryDecode(text, out var invoice, out var error), error.ToString());
        return invoice;
    }
}
