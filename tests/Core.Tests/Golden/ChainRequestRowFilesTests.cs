using Fulgurite.Bitcoin;
using Fulgurite.ChainRequests;
using Fulgurite.Identity;
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

public sealed class ChainRequestRowFilesTests
{
    private static readonly ETag Version = new("1");

    private static readonly BitcoinAddress Address = BitcoinAddress.OfWitness(
        BitcoinNetwork.Regtest, 0, Convert.FromHexString("751e76e8199196d454941c45d1b3a323f1433bd6"));

    private static readonly ChainRequest Open = new()
    {
        Id = Samples.InvoiceId,
        Wallet = Samples.Wallet,
        Environment = Samples.Environment,
        Kind = PaymentKind.OnChain,
        Network = BitcoinNetwork.Regtest,
        Address = Address,
        Amount = Msat.FromSats(50_000),
        Description = "tea",
        Metadata = Metadata.Of([new("order", "77")])!,
        Expiry = TimeSpan.FromHours(1),
        CreatedAt = Samples.At,
        ExpiresAt = Samples.At.AddHours(1),
        UpdatedAt = Samples.At,
        State = ChainRequestState.Open,
    };

    private static readonly ChainReceipt Noted = new()
    {
        Output = new OutPoint(OnChainTransactionId.OfHash([.. Enumerable.Repeat((byte)0xef, 32)]), 1),
        Wallet = Samples.Wallet,
        Environment = Samples.Environment,
        Receive = Samples.InvoiceId,
        Address = Address.ToString(),
        Amount = Msat.FromSats(40_000),
        ConfirmationsRequired = 1,
        SeenAt = Samples.At,
        DetectedAt = Samples.At,
        IsExpected = true,
        State = ChainReceiptState.Pending,
    };

    [Fact]
    public void Requests_are_stored_as_they_always_were()
    {
        var inserts = ChainRequestRows.Inserts(Open);
        AssertRequest("chain-request-open", Open, inserts[0]);
        GoldenFile.AssertRow("chain-request-open-pointer", WalletRows.Table, inserts[1]);
        GoldenFile.AssertRow("list-receive-onchain", WalletRows.Table, inserts[2]);
        var part = Open.AfterDetection(Samples.At.AddSeconds(1));
        AssertRequest("chain-request-pending", part, ChainRequestRows.Changes(Open, part, Version).Single());
        var both = Open with
        {
            Kind = PaymentKind.Bip21, PaymentRequest = "lnbcrt500u1pexample", Amount = null, Description = "",
            Metadata = Metadata.None,
        };
        GoldenFile.AssertRow("list-receive-bip21", WalletRows.Table, ChainRequestRows.Inserts(both)[2]);
        var paid = both.AfterLightning(Msat.FromSats(40_000), null, Samples.At.AddSeconds(2));
        var completed = ChainRequestRows.Changes(both, paid, Version);
        AssertRequest("chain-request-completed", paid, completed[0]);
        GoldenFile.AssertRow("ended-receive-onchain", WalletRows.Table, completed[2]);
        var netted = paid with
        {
            PaidBy = new InternalPayer(Samples.Environment, Samples.Wallet, Samples.PaymentId),
        };
        AssertRequest("chain-request-internal", netted, ChainRequestRows.Changes(both, netted, Version)[0]);
        var canceled = Open.Ended(ChainRequestState.Canceled, Samples.At.AddSeconds(3));
        AssertRequest("chain-request-canceled", canceled, ChainRequestRows.Changes(Open, canceled, Version)[0]);
    }

    [Fact]
    public void An_open_pointer_names_its_request_and_its_end() => Assert.Equal(
        (Open.Id, Open.ExpiresAt), ChainRequestRows.OfOpen(GoldenFile.Row("chain-request-open-pointer").Key));

    [Fact]
    public void Receipts_of_requests_are_stored_as_they_always_were()
    {
        AssertReceipt("receipt-expected", Noted);
        AssertReceipt("receipt-late", Noted with { IsExpected = false });
        AssertReceipt("receipt-credited-line", Noted with
        {
            State = ChainReceiptState.Credited,
            BlockHeight = 101,
            JournalSequence = 7,
            EndedAt = Samples.At.AddSeconds(2),
        });
    }

    [Fact]
    public void The_invoice_of_a_request_is_stored_as_it_always_was()
    {
        var part = Samples.Invoice with
        {
            IsPartOfRequest = true, MerchantReference = null, CustomerReference = null,
        };
        var inserts = InvoiceRows.Inserts(part);
        GoldenFile.AssertRow("invoice-of-request", WalletRows.Table, inserts[0]);
        Assert.Equal(3, inserts.Count);
        Assert.Equal(part, InvoiceRows.ToInvoice(GoldenFile.Row("invoice-of-request")));
        Assert.Equal(2, InvoiceRows.Finish(
            part with { State = InvoiceState.Expired, EndedAt = Samples.At }, Version).Count);
    }

    [Fact]
    public async Task The_id_of_a_request_is_stored_as_it_always_was()
    {
        var tables = new WatchedTableStore(new MemoryTableStore());
        var ids = new PaymentIds(new PaymentHashIndex(tables), new PreimageSource(Samples.MasterKey));
        await ids.Take(
            Samples.Environment, Samples.Wallet, Samples.InvoiceId, PaymentKind.OnChain, CancellationToken.None);

        GoldenFile.AssertRow(
            "hash-index-request", tables.Commits[0].Table, tables.Commits[0].Batch.Writes[0]);
    }

    private static void AssertRequest(string file, ChainRequest request, RowWrite write)
    {
        GoldenFile.AssertRow(file, WalletRows.Table, write);
        var row = GoldenFile.Row(file);
        Assert.Equal(request, ChainRequestRows.ToRequest(row));
    }

    private static void AssertReceipt(string file, ChainReceipt receipt)
    {
        var write = RowWrite.Insert(ChainReceiptRows.Key(receipt), ChainReceiptRows.ToFields(receipt));
        GoldenFile.AssertRow(file, WalletRows.Table, write);
        Assert.Equal(receipt, ChainReceiptRows.ToReceipt(GoldenFile.Row(file)));
    }
}
