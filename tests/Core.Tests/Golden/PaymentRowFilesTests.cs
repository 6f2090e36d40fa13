using Fulgurite.Invoices;
using Fulgurite.Lightning;
using Fulgurite.Listings;
using Fulgurite.Money;
using Fulgurite.Payments;
using Fulgurite.Sandbox.MemoryTables;
using Fulgurite.Storage;
using Fulgurite.Tests.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Tests.Golden;

public sealed class PaymentRowFilesTests
{
    private static readonly Payment InFlight = Samples.Payment with
    {
        State = PaymentState.InFlight,
        Requests = new NodeRequests(2, ulong.MaxValue, true, "00112233445566778899aabbccddeeff", Samples.At),
    };

    private static readonly Payment AtNode = InFlight with
    {
        Requests = InFlight.Requests with { Node = Samples.Node },
    };

    private static readonly Payment Succeeded = InFlight with
    {
        State = PaymentState.Succeeded,
        Requests = InFlight.Requests with { Open = 0 },
        FeePaid = new Msat(3_500),
        Preimage = new PaymentPreimage([.. Enumerable.Repeat((byte)0xcd, 32)]),
        EndedAt = Samples.At.AddSeconds(1),
    };

    private static readonly Payment Failed = Samples.Payment with
    {
        IsAmountNamed = false,
        State = PaymentState.Failed,
        Failure = PaymentFailure.AlreadyPaid,
        EndedAt = Samples.At,
    };

    // Within the ledger: the payee instead of requests to a node.
    private static readonly Payment Internal = Samples.Payment with
    {
        State = PaymentState.Succeeded,
        Requests = NodeRequests.None with { Node = Samples.Node },
        Payee = new InvoiceLocation(Samples.Environment, Samples.Wallet, Samples.InvoiceId),
        Preimage = Succeeded.Preimage,
        EndedAt = Samples.At.AddSeconds(1),
    };

    private readonly WatchedTableStore tables = new(new MemoryTableStore());

    [Fact]
    public void A_new_payment_is_stored_as_it_always_was()
    {
        var writes = PaymentRows.Inserts(Samples.Payment);
        GoldenFile.AssertRow("payment-initiated", WalletRows.Table, writes[0]);
        GoldenFile.AssertRow("payment-sending", WalletRows.Table, writes[1]);
        GoldenFile.AssertRow("list-send", WalletRows.Table, writes[2]);
        Assert.Equal(3, writes.Count);
    }

    [Fact]
    public void A_payment_is_stored_in_each_state_as_it_always_was()
    {
        var version = new ETag("1");
        GoldenFile.AssertRow("payment-in-flight", WalletRows.Table, PaymentRows.Change(InFlight, version));
        GoldenFile.AssertRow("payment-in-flight-at-node", WalletRows.Table, PaymentRows.Change(AtNode, version));
        GoldenFile.AssertRow("payment-succeeded", WalletRows.Table, PaymentRows.Finish(Succeeded, version)[0]);
        GoldenFile.AssertRow("payment-internal", WalletRows.Table, PaymentRows.Finish(Internal, version)[0]);
        GoldenFile.AssertRow("payment-failed", WalletRows.Table, PaymentRows.Finish(Failed, version)[0]);
        GoldenFile.AssertRow("ended-send", WalletRows.Table, PaymentRows.Finish(Failed, version)[2]);
    }

    [Fact]
    public void A_payment_of_a_BIP_21_request_is_stored_as_it_always_was()
    {
        var payment = Samples.Payment with
        {
            Kind = PaymentKind.Bip21, Address = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080",
        };
        var writes = PaymentRows.Inserts(payment);
        GoldenFile.AssertRow("payment-bip21", WalletRows.Table, writes[0]);
        GoldenFile.AssertRow("list-bip21-send", WalletRows.Table, writes[2]);
        Assert.Equal(payment, PaymentRows.ToPayment(GoldenFile.Row("payment-bip21")));
    }

    [Fact]
    public void A_keysend_is_stored_as_it_always_was()
    {
        var plain = Samples.Keysend;
        var given = new Dictionary<string, string> { ["7629169"] = "c0ffee", ["65536"] = "" };
        Assert.Equal(CustomRecordsError.None, CustomRecords.Read(given, out var records));
        var telling = plain with
        {
            Target = new PaymentTarget.Keysend(Samples.Node, records),
            Description = "boost",
            State = PaymentState.Failed,
            Failure = PaymentFailure.KeysendExpired,
            EndedAt = Samples.At.AddMinutes(20),
        };

        var writes = PaymentRows.Inserts(plain);
        GoldenFile.AssertRow("payment-keysend", WalletRows.Table, writes[0]);
        GoldenFile.AssertRow("list-keysend", WalletRows.Table, writes[2]);
        GoldenFile.AssertRow(
            "payment-keysend-records", WalletRows.Table, PaymentRows.Finish(telling, new ETag("1"))[0]);
        Assert.Equal(plain, PaymentRows.ToPayment(GoldenFile.Row("payment-keysend")));
        Assert.Equal(telling, PaymentRows.ToPayment(GoldenFile.Row("payment-keysend-records")));
    }

    [Fact]
    public void Stored_payments_read_back()
    {
        Assert.Equal(Samples.Payment, PaymentRows.ToPayment(GoldenFile.Row("payment-initiated")));
        Assert.Equal(InFlight, PaymentRows.ToPayment(GoldenFile.Row("payment-in-flight")));
        Assert.Equal(AtNode, PaymentRows.ToPayment(GoldenFile.Row("payment-in-flight-at-node")));
        Assert.Equal(Succeeded, PaymentRows.ToPayment(GoldenFile.Row("payment-succeeded")));
        Assert.Equal(Internal, PaymentRows.ToPayment(GoldenFile.Row("payment-internal")));
        Assert.Equal(Failed, PaymentRows.ToPayment(GoldenFile.Row("payment-failed")));
        Assert.Equal(Samples.PaymentId, PaymentRows.PaymentOf(GoldenFile.Row("payment-sending").Key));
    }

    [Fact]
    public async Task A_claim_is_stored_as_it_always_was()
    {
        Assert.True(await new PaymentClaims(tables).Take(Samples.Payment, CancellationToken.None));
        var commit = Assert.Single(tables.Commits);
        GoldenFile.AssertRow("payment-claim", commit.Table, Assert.Single(commit.Batch.Writes));
        var claim = await new PaymentClaims(tables).Find(Samples.Hash, CancellationToken.None);
        Assert.True(claim!.IsOf(Samples.Payment));
    }

    [Fact]
    public async Task A_request_key_is_stored_as_it_always_was()
    {
        var keys = new RequestKeys(tables);
        Assert.True(await keys.Bind(
            Samples.Payment.Environment, "order 77", Samples.PaymentId.Value, CancellationToken.None));
        var commit = Assert.Single(tables.Commits);
        GoldenFile.AssertRow("request-key", commit.Table, Assert.Single(commit.Batch.Writes));
    }
}
