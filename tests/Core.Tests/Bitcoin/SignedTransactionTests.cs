using Fulgurite.Bitcoin;
using Fulgurite.Money;

namespace Fulgurite.Tests.Bitcoin;

public sealed class SignedTransactionTests
{
    // The first transaction there ever was.
    private const string Genesis =
        "01000000" + GenesisBody + "00000000";

    private const string GenesisBody =
        "01" + "0000000000000000000000000000000000000000000000000000000000000000" + "ffffffff"
        + "4d04ffff001d0104455468652054696d65732030332f4a616e2f32303039204368616e63656c6c6f72206f6e206272696e6b206f66"
        + "207365636f6e64206261696c6f757420666f722062616e6b73" + "ffffffff"
        + "0100f2052a01000000"
        + "434104678afdb0fe5548271967f1a67130b7105cd6a828e03909a67962e0ea1f61deb649f6bc3f4cef38c4f35504e51ec112de5c384d"
        + "f7ba0b8d578a4c702b6bf11d5fac";

    private const string GenesisId = "4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b";

    [Fact]
    public void Knows_the_id_of_the_first_transaction_and_what_it_paid()
    {
        var transaction = Read(Genesis)!;

        Assert.Equal(GenesisId, transaction.Id.ToString());
        Assert.Equal(Msat.FromSats(5_000_000_000), transaction.Total);
        Assert.Equal(uint.MaxValue, Assert.Single(transaction.Inputs).Index);
        Assert.Equal(67, Assert.Single(transaction.Outputs).Script.Length);
    }

    [Fact]
    public void Witnesses_do_not_change_the_id()
    {
        var transaction = Read($"010000000001{GenesisBody}02" + "03aabbcc" + "00" + "00000000")!;

        Assert.Equal(GenesisId, transaction.Id.ToString());
        Assert.Equal(Read(Genesis), transaction);
    }

    [Fact]
    public void No_part_of_a_transaction_is_one()
    {
        var bytes = Convert.FromHexString(Genesis);
        Assert.All(Enumerable.Range(0, bytes.Length), length => Assert.Null(SignedTransaction.Read(bytes[..length])));
        Assert.Null(SignedTransaction.Read([.. bytes, 0]));
    }

    [Theory]
    [InlineData("01000000" + "00" + "00" + "00000000")] // nothing spent
    [InlineData("01000000" + "ff" + "ffffffffffffffff" + "00" + "00000000")] // more inputs than any block holds
    [InlineData("01000000" + "feffffffff" + "00" + "00000000")]
    public void Reads_nothing_from_what_cannot_be(string hex) => Assert.Null(Read(hex));

    [Fact]
    public void More_than_all_the_bitcoin_is_no_amount() =>
        Assert.Null(Read(Genesis.Replace("00f2052a01000000", "00f2052a01000080")));

    [Fact]
    public void An_id_is_read_and_written_as_bitcoin_shows_it()
    {
        Assert.True(OnChainTransactionId.TryParse(GenesisId.ToUpperInvariant(), out var id));
        Assert.Equal(GenesisId, id.ToString());
        Assert.Equal(id, OnChainTransactionId.OfHash(id.ToHash()));
        Assert.Equal(0x3B, id.ToHash()[0]);
        Assert.Equal($"{GenesisId}:7", new OutPoint(id, 7).ToString());
        Assert.False(OnChainTransactionId.TryParse(GenesisId[1..], out _));
        Assert.False(OnChainTransactionId.TryParse(null, out _));
    }

    private static SignedTransaction? Read(string hex) => SignedTransaction.Read(Convert.FromHexString(hex));
}
