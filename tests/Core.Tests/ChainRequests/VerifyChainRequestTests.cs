using Fulgurite.Listings;
using Fulgurite.OnChain;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Tests.ChainRequests;

/// <summary>Whatever somebody changes or takes away of a request, its receipts and its invoice is found.</summary>
public sealed class VerifyChainRequestTests
{
    [Theory]
    [InlineData("chain-request", "amount_msat", 49_000_000L)]
    [InlineData("chain-request", "amount_msat", 70_000_000L)]
    [InlineData("chain-request", "paid_onchain_msat", 21_000_000L)]
    [InlineData("chain-request", "paid_lightning_msat", 51_000_000L)]
    [InlineData("chain-request", "pending", 0L)]
    [InlineData("chain-request", "pending", 2L)]
    [InlineData("chain-request", "state", "Open")]
    [InlineData("chain-request", "state", "Expired")]
    [InlineData("chain-request", "kind", "OnChain")]
    [InlineData("chain-request", "description", "coffee")]
    [InlineData("chain-request", "address", "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080")]
    [InlineData("chain-request", "payment_request", "lnbcrt1")]
    [InlineData("chain-request", "environment", "99999999-2222-4222-8222-222222222222")]
    [InlineData("receipt", "is_expected", false)]
    [InlineData("receipt", "journal_sequence", 7L)]
    [InlineData("invoice", "is_part_of_request", false)]
    [InlineData("event", "type", "chain-request.expired")]
    public async Task A_changed_column_is_found(string kind, string column, object value)
    {
        var requests = await Lived();
        var row = (await requests.Rows($"{kind}|")).First(row => row.Fields.Has(column));

        await Write(requests, RowWrite.Put(row.Key, row.Fields.With(value switch
        {
            long number => new RowFields { { column, number } },
            bool flag => new RowFields { { column, flag } },
            _ => new RowFields { { column, (string)value } },
        })));

        Assert.NotEmpty(await requests.Chain.Findings());
    }

    [Theory]
    [InlineData(PaymentKind.Bip21)]
    [InlineData(PaymentKind.OnChain)]
    public async Task A_payer_within_the_ledger_that_its_invoice_does_not_know_is_named(PaymentKind kind)
    {
        var requests = await Requests.Open();
        await requests.Made(kind, 50_000_000);
        await requests.PayAndConfirm(20_000);
        var row = (await requests.Rows("chain-request|"))[0];
        var payer = new RowFields
        {
            { "paid_by_environment", Samples.Environment.ToString() },
            { "paid_by_wallet", Samples.Wallet.ToString() },
            { "paid_by_payment", Samples.PaymentId.ToString() },
        };

        await Write(requests, RowWrite.Put(row.Key, row.Fields.With(payer)));

        var named = await requests.Chain.Findings();
        Assert.All(named, finding => Assert.Equal(row.Key, finding.Row));
        string[] expected = kind == PaymentKind.OnChain
            ? ["paid_by_payment"]
            : ["paid_by_environment", "paid_by_wallet", "paid_by_payment"];
        Assert.Equal(expected, named.Select(finding => finding.Column));
    }

    [Theory]
    [InlineData("chain-request")]
    [InlineData("receipt")]
    [InlineData("invoice")]
    [InlineData("journal")]
    [InlineData("once")]
    [InlineData("list")]
    [InlineData("ended")]
    [InlineData("event")]
    [InlineData("delivery")]
    public async Task A_row_that_is_taken_away_is_found(string kind)
    {
        var count = (await (await Lived()).Rows($"{kind}|")).Count;
        Assert.NotEqual(0, count);
        foreach (var at in Enumerable.Range(0, count))
        {
            var requests = await Lived();
            await Write(requests, RowWrite.DeleteAny((await requests.Rows($"{kind}|"))[at].Key));

            Assert.NotEmpty(await requests.Chain.Findings());
        }
    }

    [Fact]
    public async Task An_open_request_that_does_not_wait_and_one_that_waits_in_vain_are_found()
    {
        var open = await Requests.Open();
        await open.Made(PaymentKind.OnChain, 1_000);
        var waiting = (await open.Rows("chain-open|"))[0];
        await Write(open, RowWrite.DeleteAny(waiting.Key));
        Assert.NotEmpty(await open.Chain.Findings());

        var ended = await Lived();
        await Write(ended, RowWrite.Insert(waiting.Key, []));
        Assert.NotEmpty(await ended.Chain.Findings());
    }

    [Fact]
    public async Task An_address_that_leads_elsewhere_is_found()
    {
        var requests = await Lived();
        var key = ChainAddresses.KeyOf((await requests.Stored()).Address);
        await requests.Tables.Commit(
            ChainAddresses.Table, new RowBatch([RowWrite.DeleteAny(key)]), CancellationToken.None);

        Assert.Contains(await requests.Chain.Findings(), finding => finding.Row == key);
    }

    // Paid on chain in part, then over Lightning, and being paid on chain again.
    private static async Task<Requests> Lived()
    {
        var requests = await Requests.Open();
        await requests.Made(PaymentKind.Bip21, 50_000_000);
        await requests.PayAndConfirm(20_000);
        await requests.PayInvoice(50_000_000);
        await requests.Pay(3_000);
        await requests.Chain.Watch();
        Assert.Empty(await requests.Chain.Findings());
        return requests;
    }

    private static Task Write(Requests requests, RowWrite write) =>
        requests.Tables.Commit(WalletRows.Table, new RowBatch([write]), CancellationToken.None);
}
