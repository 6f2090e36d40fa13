using Fulgurite.Bitcoin;
using Fulgurite.ChainRequests;
using Fulgurite.Ledger;
using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.OnChain;
using Fulgurite.Sandbox.Chain;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Tests.OnChain;

public sealed class ReceiveOnChainTests
{
    private static readonly ChainReceiver Receiver =
        new(Samples.Environment, Samples.Wallet, Samples.InvoiceId, new BasisPoints(80), null);

    // At the borders of 0.01 and 0.1 BTC.
    [Theory]
    [InlineData(1, 1)]
    [InlineData(999_999, 1)]
    [InlineData(1_000_000, 3)]
    [InlineData(9_999_999, 3)]
    [InlineData(10_000_000, 6)]
    [InlineData(2_100_000_000_000_000, 6)]
    public async Task Credits_an_output_at_its_confirmations_and_not_before(long sats, int confirmations)
    {
        var chain = await Chain.Open();
        chain.Blocks.Pay(await chain.NewAddress(Receiver), Msat.FromSats(sats));

        for (var mined = 0; mined < confirmations; mined++)
        {
            Assert.Equal(new WatchChainReport(1, 0, 0), await chain.Watch());
            Assert.Equal(0, await chain.Balance(Account.Available));
            chain.Blocks.Mine(1);
        }

        Assert.Equal(new WatchChainReport(0, 1, 0), await chain.Watch());
        var fee = new BasisPoints(80).FeeRoundedDownToSat(Msat.FromSats(sats));
        Assert.Equal((Msat.FromSats(sats) - fee).Value, await chain.Balance(Account.Available));
        Assert.Equal(-Msat.FromSats(sats).Value, await chain.Balance(Account.OnChainIn));
        Assert.Equal(fee.Value, await chain.Balance(Account.ProcessingFees));
        var receipt = await chain.Receipt();
        Assert.Equal(
            (ChainReceiptState.Credited, confirmations, fee, SandboxChain.FirstHeight + 1),
            (receipt.State, receipt.ConfirmationsRequired, receipt.FeePaid, receipt.BlockHeight));
        Assert.Empty(await chain.Findings());
    }

    [Fact]
    public async Task Looking_again_from_any_process_credits_nothing_twice()
    {
        var chain = await Chain.Open();
        chain.Blocks.Pay(await chain.NewAddress(Receiver), Msat.FromSats(10_000));
        chain.Blocks.Mine(1);
        var process = chain.NewWatch();
        await Task.WhenAll(
            process.Execute(CancellationToken.None),
            process.Execute(CancellationToken.None),
            chain.Watch(),
            chain.Watch());

        await chain.Watch();

        Assert.Single(await chain.Book.Journal());
        Assert.Equal(9_920_000, await chain.Balance(Account.Available));
        var reads = chain.Book.Tables.Reads;
        await process.Execute(CancellationToken.None);
        Assert.Equal(1, chain.Book.Tables.Reads - reads);
        Assert.Empty(await chain.Findings());
    }

    [Fact]
    public async Task Every_output_and_every_payment_of_one_address_is_credited()
    {
        var chain = await Chain.Open();
        var address = await chain.NewAddress(Receiver);
        chain.Wallet.Lost.Clear();
        chain.Blocks.Pay(address, Msat.FromSats(1_000));
        chain.Blocks.Mine(1);
        await chain.Watch();
        chain.Blocks.Pay(address, Msat.FromSats(1_000));
        chain.Blocks.Pay(address, Msat.FromSats(2_000));
        chain.Blocks.Mine(1);
        await chain.Watch();

        Assert.Equal(
            [1_000_000, 1_000_000, 2_000_000],
            (await chain.Receipts()).Select(receipt => receipt.Amount.Value).Order());
        Assert.Equal(4_000_000 - 32_000, await chain.Balance(Account.Available));
        Assert.Empty(await chain.Findings());
    }

    [Fact]
    public async Task Two_outputs_of_one_transaction_to_one_address_are_two_receipts()
    {
        var chain = await Chain.Open();
        var address = await chain.NewAddress(Receiver);
        var id = chain.Blocks.Pay(address, Msat.FromSats(1_000));
        var transaction = new ChainTransaction(
            id,
            [new ChainOutput(address, 0, Msat.FromSats(1_000)), new ChainOutput(address, 7, Msat.FromSats(1_000))],
            1,
            101,
            Samples.At,
            "");
        var credit = new CreditReceipt(
            chain.Book.Tables, chain.Book.Keeper, chain.Announce, ConfirmationPolicy.Default);
        foreach (var output in transaction.Outputs)
        {
            Assert.Equal(
                ChainReceiptState.Credited,
                await credit.Execute(Receiver, transaction, output, CancellationToken.None));
        }

        Assert.Equal([0U, 7U], (await chain.Receipts()).Select(receipt => receipt.Output.Index));
        Assert.Equal(2_000_000 - 16_000, await chain.Balance(Account.Available));
        Assert.Empty(await chain.Findings());
    }

    [Fact]
    public async Task A_reorganization_before_the_last_confirmation_credits_nothing()
    {
        var chain = await Chain.Open();
        chain.Blocks.Pay(await chain.NewAddress(Receiver), Msat.FromSats(1_000_000));
        chain.Blocks.Mine(2);
        await chain.Watch();

        chain.Blocks.Reorganize(2);
        await chain.Watch();
        chain.Blocks.Mine(2);
        await chain.Watch();
        Assert.Equal(0, await chain.Balance(Account.Available));
        chain.Blocks.Mine(1);
        await chain.Watch();

        Assert.Equal(1_000_000_000 - 8_000_000, await chain.Balance(Account.Available));
        Assert.Equal(ChainReceiptState.Credited, (await chain.Receipt()).State);
        Assert.Empty(await chain.Findings());
    }

    [Fact]
    public async Task What_comes_after_the_end_goes_to_suspense_and_what_was_seen_before_does_not()
    {
        var chain = await Chain.Open();
        var end = chain.Book.Clock.GetUtcNow().AddHours(1);
        var address = await chain.NewAddress(Receiver with { ExpiresAt = end });
        chain.Blocks.Pay(address, Msat.FromSats(1_000));
        chain.Book.Clock.Advance(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1));
        chain.Blocks.Pay(address, Msat.FromSats(2_000));
        chain.Blocks.Mine(1);
        await chain.Watch();

        Assert.Equal(
            [ChainReceiptState.Credited, ChainReceiptState.Suspended],
            (await chain.Receipts()).OrderBy(receipt => receipt.Amount).Select(receipt => receipt.State));
        Assert.Equal(1_000_000 - 8_000, await chain.Balance(Account.Available));
        Assert.Equal(2_000_000, await chain.Balance(Account.Suspense));
        Assert.Empty(await chain.Findings());
    }

    [Fact]
    public async Task A_repeated_request_gets_the_same_address_whatever_was_lost_before()
    {
        var chain = await Chain.Open();
        chain.Wallet.Lost.Add("NewAddress");
        await Assert.ThrowsAsync<NodeUnavailableException>(() => chain.NewAddress(Receiver));
        chain.Book.Tables.OnCommit = Storm.LoseCommitsTo(ChainAddresses.Table);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => chain.NewAddress(Receiver));
        chain.Book.Tables.OnCommit = Storm.LoseCommitsTo(WalletRows.Table);
        await chain.NewAddress(Receiver);
        chain.Book.Tables.OnCommit = (_, _, commit) => commit();

        var first = await chain.NewAddress(Receiver);
        var second = await chain.NewAddress(Receiver);

        Assert.Equal(first, second);
        chain.Blocks.Pay(second, Msat.FromSats(5_000));
        chain.Blocks.Mine(1);
        await chain.Watch();
        Assert.Equal(ChainReceiptState.Credited, (await chain.Receipt()).State);
        Assert.Empty(await chain.Findings());
    }

    [Fact]
    public async Task Two_who_ask_at_once_get_the_same_address()
    {
        var chain = await Chain.Open();

        var addresses = await Task.WhenAll(chain.NewAddress(Receiver), chain.NewAddress(Receiver));

        Assert.Single(addresses.Distinct());
        Assert.Empty(await chain.Findings());
    }

    [Fact]
    public async Task One_receipt_that_cannot_be_booked_stops_neither_the_others_nor_the_next_look()
    {
        var chain = await Chain.Open();
        var address = await chain.NewAddress(Receiver);
        chain.Blocks.Pay(address, Msat.FromSats(1_000));
        chain.Blocks.Pay(address, Msat.FromSats(2_000));
        chain.Blocks.Mine(1);
        var failed = 0;
        chain.Book.Tables.OnCommit = (table, batch, commit) =>
            table == WalletRows.Table && failed++ == 0
                ? throw new StorageUnavailableException("It is not served.")
                : commit();

        var report = await chain.Watch();
        await chain.Watch();

        Assert.IsType<StorageUnavailableException>(report.FirstFailure?.Exception?.InnerException);
        Assert.Equal(1, report.Ended);
        Assert.Equal(3_000_000 - 24_000, await chain.Balance(Account.Available));
        Assert.Empty(await chain.Findings());
    }

    [Fact]
    public async Task Addresses_that_we_never_gave_out_are_nobodys()
    {
        var chain = await Chain.Open();
        chain.Blocks.Pay(await chain.Wallet.NewAddress(CancellationToken.None), Msat.FromSats(1_000));
        chain.Blocks.Mine(1);

        Assert.Equal(new WatchChainReport(0, 0, 0), await chain.Watch());
        Assert.Empty(await chain.Book.Journal());
        Assert.Empty(await chain.Findings());
    }

    [Fact]
    public async Task Money_for_a_wallet_that_is_gone_is_told_and_credited_to_nobody()
    {
        var chain = await Chain.Open();
        var gone = Receiver with { Wallet = new(new Guid("99999999-1111-4111-8111-111111111111")) };
        var addresses = new ChainAddresses(chain.Book.Tables);
        var address = await chain.Wallet.NewAddress(CancellationToken.None);
        await addresses.Add(address, gone, CancellationToken.None);
        chain.Blocks.Pay(address, Msat.FromSats(1_000));

        Assert.Equal(new WatchChainReport(0, 0, 1), await chain.Watch());
        Assert.Empty(await chain.Findings());
    }

    [Fact]
    public async Task Events_tell_of_each_step_once()
    {
        var chain = await Chain.Open();
        chain.Blocks.Pay(await chain.NewAddress(Receiver), Msat.FromSats(1_000));
        await chain.Watch();
        await chain.Watch();
        chain.Blocks.Mine(1);
        await chain.Watch();
        await chain.Watch();

        var query = RowQuery.Prefix(Samples.Wallet.ToString(), "event|");
        var events = await chain.Book.Tables.Query(WalletRows.Table, query, CancellationToken.None);
        Assert.Equal(
            ["receipt.detected", "receipt.credited"], events.Rows.Select(row => row.Fields.Text("type")));
        Assert.Empty(await chain.Findings());
    }
}
