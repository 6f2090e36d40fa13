using Fulgurite.ChainRequests;
using Fulgurite.Invoices;
using Fulgurite.Ledger;
using Fulgurite.Listings;
using Fulgurite.OnChain;

namespace Fulgurite.Tests.ChainRequests;

/// <summary>A request is paid in any number of parts, and its state follows from what is booked.</summary>
public sealed class ChainRequestTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task Parts_add_up_and_what_completes_is_told_as_that()
    {
        var requests = await Requests.Open();
        await requests.Made(PaymentKind.OnChain, 50_000_000);

        await requests.PayAndConfirm(20_000);
        await requests.PayAndConfirm(29_999);
        Assert.Equal(ChainRequestState.Open, (await requests.Stored()).State);
        await requests.PayAndConfirm(1);
        Assert.Equal(ChainRequestState.Completed, (await requests.Stored()).State);
        await requests.PayAndConfirm(7);

        Assert.Equal(
            [
                "ReceiveGenerated Open 0 of 0",
                "ReceiveDetected Open 0 of 1", "ReceiveSucceeded Open 20000 of 1",
                "ReceiveDetected Open 20000 of 2", "ReceiveSucceeded Open 49999 of 2",
                "ReceiveDetected Open 49999 of 3", "ReceiveCompleted Completed 50000 of 3",
                "ReceiveDetected Completed 50000 of 4", "ReceiveSucceeded Completed 50007 of 4",
            ],
            await requests.Told());
        Assert.Equal(50_007_000, await requests.Chain.Balance(Account.Available));
        Assert.Equal(["Completed"], (await requests.Rows("ended|")).Select(row => row.Fields.Text("status")));
        Assert.Empty(await requests.Rows("chain-open|"));
        Assert.Empty(await requests.Chain.Findings());
    }

    // At the borders of what was asked.
    [Theory]
    [InlineData(1_000, 1, true)]
    [InlineData(2_000, 1, false)]
    [InlineData(2_000, 3, true)]
    [InlineData(2_100_000_000_000_000_000, 2_099_999_999_999_999, false)]
    [InlineData(2_100_000_000_000_000_000, 2_100_000_000_000_000, true)]
    public async Task It_is_completed_by_what_was_asked_and_not_by_less(long amountMsat, long sats, bool isCompleted)
    {
        var requests = await Requests.Open();
        await requests.Made(PaymentKind.OnChain, amountMsat);

        await requests.Pay(sats);
        requests.Chain.Blocks.Mine(6);
        await requests.Chain.Watch();

        Assert.Equal(isCompleted, (await requests.Stored()).State == ChainRequestState.Completed);
        Assert.Equal(sats * 1_000, await requests.Chain.Balance(Account.Available));
        Assert.Empty(await requests.Chain.Findings());
    }

    [Fact]
    public async Task Many_parts_at_once_are_each_counted_once()
    {
        var requests = await Requests.Open();
        await requests.Made(PaymentKind.OnChain, 21_000);
        foreach (var sats in Enumerable.Range(1, 6))
        {
            await requests.Pay(sats);
        }

        requests.Chain.Blocks.Mine(1);
        var process = requests.Chain.NewWatch();
        await Task.WhenAll(
            process.Execute(CancellationToken.None), requests.Chain.Watch(), requests.Chain.Watch());
        await requests.Chain.Watch();

        var stored = await requests.Stored();
        Assert.Equal((ChainRequestState.Completed, 21_000, 0), (stored.State, stored.Paid.Value, stored.Pending));
        Assert.Single(await requests.Told(), told => told.StartsWith("ReceiveCompleted", StringComparison.Ordinal));
        Assert.Empty(await requests.Chain.Findings());
    }

    [Fact]
    public async Task Over_Lightning_it_is_completed_and_what_comes_on_chain_is_credited_as_well()
    {
        var requests = await Requests.Open();
        await requests.Made(PaymentKind.Bip21, 50_000_000);

        await requests.PayAndConfirm(10_000);
        Assert.Equal(SettleInvoiceStatus.Credited, await requests.PayInvoice(50_000_000));
        await requests.PayAndConfirm(50_000);

        Assert.Equal(
            [
                "ReceiveGenerated Open 0 of 0",
                "ReceiveDetected Open 0 of 1", "ReceiveSucceeded Open 10000 of 1",
                "ReceiveCompleted Completed 60000 of 1",
                "ReceiveDetected Completed 60000 of 2", "ReceiveSucceeded Completed 110000 of 2",
            ],
            await requests.Told());
        Assert.Equal(110_000_000, await requests.Chain.Balance(Account.Available));
        Assert.Single(await requests.Rows("list|"));
        Assert.Single(await requests.Rows("ended|"));
        Assert.Empty(await requests.Chain.Findings());
    }

    [Fact]
    public async Task On_chain_it_is_completed_and_its_invoice_is_credited_as_well()
    {
        var requests = await Requests.Open();
        await requests.Made(PaymentKind.Bip21, 50_000_000);

        await requests.PayAndConfirm(50_000);
        Assert.Equal(SettleInvoiceStatus.Credited, await requests.PayInvoice(50_000_000));
        Assert.Equal(SettleInvoiceStatus.AlreadyCredited, await requests.PayInvoice(50_000_000));

        var stored = await requests.Stored();
        Assert.Equal(
            (50_000_000, 50_000_000, ChainRequestState.Completed),
            (stored.PaidOnChain.Value, stored.PaidByLightning.Value, stored.State));
        Assert.Equal("ReceiveSucceeded Completed 100000 of 1", (await requests.Told())[^1]);
        Assert.Single(await requests.Rows("ended|"));
        Assert.Empty(await requests.Chain.Findings());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_the_payer_chooses_anything_completes_it(bool isOnChain)
    {
        var requests = await Requests.Open();
        await requests.Made(PaymentKind.Bip21, null);

        await (isOnChain ? requests.PayAndConfirm(1) : requests.PayInvoice(1));

        Assert.Equal(ChainRequestState.Completed, (await requests.Stored()).State);
        Assert.Empty(await requests.Chain.Findings());
    }

    [Theory]
    [InlineData(PaymentKind.OnChain)]
    [InlineData(PaymentKind.Bip21)]
    public async Task It_expires_when_its_time_is_over_and_what_comes_then_goes_to_suspense(PaymentKind kind)
    {
        var requests = await Requests.Open();
        await requests.Made(kind, 50_000_000);
        await requests.PayAndConfirm(20_000);
        Assert.True(await requests.Expire());
        Assert.Equal(ChainRequestState.Open, (await requests.Stored()).State);

        requests.Chain.Book.Clock.Advance(Hour + TimeSpan.FromSeconds(1));
        Assert.True(await requests.Expire());
        Assert.True(await requests.Expire());
        Assert.Equal(ChainRequestState.Expired, (await requests.Stored()).State);
        await requests.PayAndConfirm(30_000);

        Assert.Equal("ReceiveExpired Expired 20000 of 1", (await requests.Told())[^1]);
        Assert.Equal(
            (20_000_000, 30_000_000),
            (await requests.Chain.Balance(Account.Available), await requests.Chain.Balance(Account.Suspense)));
        Assert.Contains(await requests.Chain.Receipts(), receipt => receipt is
        {
            State: ChainReceiptState.Suspended, IsExpected: false,
        });
        Assert.Empty(await requests.Chain.Findings());
    }

    [Fact]
    public async Task What_was_seen_in_time_keeps_it_from_expiring_until_it_is_credited()
    {
        var requests = await Requests.Open();
        await requests.Made(PaymentKind.OnChain, 50_000_000);
        await requests.Pay(50_000);
        requests.Chain.Book.Clock.Advance(Hour + Hour);

        // Nobody had looked at the chain before its end: expiring it does.
        Assert.False(await requests.Expire());
        Assert.Equal((ChainRequestState.Open, 1), Of(await requests.Stored()));
        requests.Chain.Blocks.Mine(1);
        Assert.True(await requests.Expire());

        Assert.Equal((ChainRequestState.Completed, 0), Of(await requests.Stored()));
        Assert.Equal("ReceiveCompleted Completed 50000 of 1", (await requests.Told())[^1]);
        Assert.Empty(await requests.Chain.Findings());
    }

    [Fact]
    public async Task What_no_block_takes_for_two_weeks_is_waited_for_no_more_and_credited_should_it_come()
    {
        var requests = await Requests.Open();
        await requests.Made(PaymentKind.OnChain, 50_000_000);
        await requests.Pay(50_000);
        await requests.Chain.Watch();
        requests.Chain.Book.Clock.Advance(Hour + ChainRequest.PatienceMax);
        Assert.True(await requests.Expire());
        Assert.Equal((ChainRequestState.Expired, 1), Of(await requests.Stored()));
        requests.Chain.Blocks.Mine(1);
        await requests.Chain.Watch();

        Assert.Equal((ChainRequestState.Expired, 0), Of(await requests.Stored()));
        Assert.Equal("ReceiveSucceeded Expired 50000 of 1", (await requests.Told())[^1]);
        Assert.Equal(50_000_000, await requests.Chain.Balance(Account.Available));
        Assert.Empty(await requests.Chain.Findings());
    }

    [Theory]
    [InlineData(PaymentKind.OnChain)]
    [InlineData(PaymentKind.Bip21)]
    public async Task It_can_be_withdrawn_and_what_comes_then_goes_to_suspense(PaymentKind kind)
    {
        var requests = await Requests.Open();
        await requests.Made(kind, 50_000_000);
        await requests.PayAndConfirm(20_000);
        requests.Chain.Book.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(CancelInvoiceOutcome.Canceled, await requests.Cancel());
        Assert.Equal(CancelInvoiceOutcome.Canceled, await requests.Cancel());
        requests.Chain.Book.Clock.Advance(TimeSpan.FromMinutes(1));
        await requests.PayAndConfirm(30_000);

        Assert.Equal((ChainRequestState.Canceled, 0), Of(await requests.Stored()));
        Assert.Equal("ReceiveExpired Canceled 20000 of 1", (await requests.Told())[^1]);
        Assert.Equal(30_000_000, await requests.Chain.Balance(Account.Suspense));
        if (kind == PaymentKind.Bip21)
        {
            Assert.Equal(SettleInvoiceStatus.Suspended, await requests.PayInvoice(50_000_000));
        }

        Assert.Empty(await requests.Chain.Findings());
    }

    [Fact]
    public async Task What_is_paid_or_being_paid_or_over_is_not_withdrawn()
    {
        var requests = await Requests.Open();
        Assert.Equal(CancelInvoiceOutcome.NotFound, await requests.Cancel());
        await requests.Made(PaymentKind.OnChain, 50_000_000);
        await requests.Pay(50_000);
        await requests.Chain.Watch();
        Assert.Equal(CancelInvoiceOutcome.AlreadyPaid, await requests.Cancel());
        requests.Chain.Blocks.Mine(1);
        await requests.Chain.Watch();
        Assert.Equal(CancelInvoiceOutcome.AlreadyPaid, await requests.Cancel());

        var other = await Requests.Open();
        await other.Made(PaymentKind.Bip21, 50_000_000);
        await other.PayInvoice(50_000_000);
        Assert.Equal(CancelInvoiceOutcome.AlreadyPaid, await other.Cancel());

        var late = await Requests.Open();
        await late.Made(PaymentKind.OnChain, 50_000_000);
        late.Chain.Book.Clock.Advance(Hour);
        await late.Expire();
        Assert.Equal(CancelInvoiceOutcome.AlreadyExpired, await late.Cancel());
    }

    [Fact]
    public async Task Of_a_thousand_receipts_the_newest_hundred_are_shown_and_all_are_counted()
    {
        var requests = await Requests.Open();
        await requests.Made(PaymentKind.OnChain, 120_000);
        foreach (var _ in Enumerable.Range(1, 120))
        {
            await requests.Pay(1);
        }

        requests.Chain.Blocks.Mine(1);
        await requests.Chain.Watch();

        var reads = new ChainReads(requests.Tables);
        var shown = await reads.Shown(Samples.Wallet, Samples.InvoiceId, CancellationToken.None);
        Assert.Equal(ShownReceipts.ShownMax, shown.Count);
        Assert.Equal((ChainRequestState.Completed, 0), Of(await requests.Stored()));
        Assert.Empty(await requests.Chain.Findings());
    }

    private static (ChainRequestState State, int Pending) Of(ChainRequest request) => (request.State, request.Pending);
}
