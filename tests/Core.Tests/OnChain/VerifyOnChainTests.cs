using Fulgurite.Bitcoin;
using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.OnChain;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Tests.OnChain;

/// <summary>Whatever somebody changes or takes away of what was received and sent on chain is found.</summary>
public sealed class VerifyOnChainTests
{
    private static readonly BitcoinAddress Destination = BitcoinAddress.OfWitness(
        BitcoinNetwork.Regtest, 0, Convert.FromHexString("751e76e8199196d454941c45d1b3a323f1433bd6"));

    [Theory]
    [InlineData("receipt", "amount_msat", 999_000L)]
    [InlineData("receipt", "fee_paid_msat", 1_000L)]
    [InlineData("receipt", "state", "Pending")]
    [InlineData("receipt", "state", "Suspended")]
    [InlineData("receipt", "confirmations_required", 0L)]
    [InlineData("receipt", "address", "bcrt1q")]
    [InlineData("chain-send", "amount_msat", 41_000_000L)]
    [InlineData("chain-send", "fee_msat", 500_000L)]
    [InlineData("chain-send", "fee_max_msat", 501_000L)]
    [InlineData("chain-send", "state", "Signed")]
    [InlineData("chain-send", "state", "Failed")]
    [InlineData("chain-send", "destination", "bcrt1qqqqsyqcyq5rqwzqfpg9scrgwpugpzysn5u4vcr")]
    [InlineData("chain-send", "kind", "Bip21")]
    [InlineData("chain-send", "kind", "Bolt11")]
    [InlineData("chain-send", "metadata", "1:a1:b")]
    [InlineData("chain-send", "fee_estimated_msat", 1_000L)]
    [InlineData("list", "kind", "Bolt11")]
    [InlineData("list", "direction", "Receive")]
    [InlineData("list", "metadata", "0123456789abcdef")]
    [InlineData("ended", "status", "Failed")]
    [InlineData("event", "destination", "bcrt1q")]
    [InlineData("event", "amount_msat", 1L)]
    [InlineData("event", "failure", "NotCovered")]
    [InlineData("event", "type", "chain-send.failed")]
    [InlineData("event", "send", "77777777-7777-4777-8777-777777777778")]
    [InlineData("journal", "movement", "receive-invoice")]
    [InlineData("journal", "reference", "another")]
    public async Task A_changed_column_is_found(string kind, string column, object value)
    {
        var chain = await Lived();
        var row = (await Rows(chain, kind))[^1];

        await Write(chain, RowWrite.Put(row.Key, row.Fields.With(value is long number
            ? new RowFields { { column, number } }
            : new RowFields { { column, (string)value } })));

        Assert.NotEmpty(await chain.Findings());
    }

    [Theory]
    [InlineData("receipt")]
    [InlineData("chain-send")]
    [InlineData("journal")]
    [InlineData("once")]
    [InlineData("list")]
    [InlineData("ended")]
    [InlineData("event")]
    public async Task A_row_that_is_taken_away_is_found(string kind)
    {
        foreach (var at in Enumerable.Range(0, (await Rows(await Lived(), kind)).Count))
        {
            var chain = await Lived();
            await Write(chain, RowWrite.DeleteAny((await Rows(chain, kind))[at].Key));

            Assert.NotEmpty(await chain.Findings());
        }
    }

    [Fact]
    public async Task A_send_that_waits_although_it_is_over_is_found()
    {
        var chain = await Lived();
        await Write(chain, RowWrite.Insert(OnChainSendRows.SendingKey(Samples.Wallet, Samples.PaymentId), []));

        Assert.NotEmpty(await chain.Findings());
    }

    // A wallet that received twice and sent once.
    private static async Task<Chain> Lived()
    {
        var chain = await Chain.Open();
        await chain.Fund(50_000);
        var receiver = new ChainReceiver(
            Samples.Environment, Samples.Wallet, Samples.InvoiceId, new BasisPoints(80), null);
        chain.Blocks.Pay(await chain.NewAddress(receiver), Msat.FromSats(1_000));
        chain.Blocks.Mine(1);
        await chain.Watch();
        await chain.Send(new NewOnChainSend(
            Samples.PaymentId,
            Samples.Environment,
            Samples.Wallet,
            Destination,
            Msat.FromSats(40_000),
            Msat.FromSats(500)));
        await chain.Advance();
        Assert.Empty(await chain.Findings());
        return chain;
    }

    private static async Task<IReadOnlyList<Row>> Rows(Chain chain, string kind) =>
        (await chain.Book.Tables.Query(
            WalletRows.Table, RowQuery.Prefix(Samples.Wallet.ToString(), $"{kind}|"), CancellationToken.None)).Rows;

    private static Task Write(Chain chain, RowWrite write) =>
        chain.Book.Tables.Commit(WalletRows.Table, new RowBatch([write]), CancellationToken.None);
}
