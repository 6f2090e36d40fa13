using Fulgurite.Bitcoin;
using Fulgurite.ChainRequests;
using Fulgurite.Lightning;
using Fulgurite.Listings;
using Fulgurite.Money;
using Fulgurite.OnChain;
using Fulgurite.Sandbox.MemoryTables;
using Fulgurite.Storage;
using Fulgurite.Tests.OnChain;
using Fulgurite.Tests.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Tests.Golden;

public sealed class OnChainRowFilesTests
{
    private static readonly BitcoinAddress Address = BitcoinAddress.OfWitness(
        BitcoinNetwork.Regtest, 0, Convert.FromHexString("751e76e8199196d454941c45d1b3a323f1433bd6"));

    private static readonly SignedTransaction Transaction = SignedTransaction.Read(Convert.FromHexString(
        "02000000" + "0001"
        + "01" + "abababababababababababababababababababababababababababababababab" + "00000000" + "00" + "fdffffff"
        + "01" + "409c000000000000" + "16" + "0014751e76e8199196d454941c45d1b3a323f1433bd6"
        + "01" + "02" + "cdcd"
        + "00000000"))!;

    private static readonly ChainReceipt Pending = new()
    {
        Output = new OutPoint(Transaction.Id, 1),
        Wallet = Samples.Wallet,
        Environment = Samples.Environment,
        Receive = Samples.InvoiceId,
        Address = Address.ToString(),
        Amount = Msat.FromSats(40_000),
        ConfirmationsRequired = 3,
        SeenAt = new DateTimeOffset(2026, 3, 24, 17, 25, 0, TimeSpan.Zero),
        DetectedAt = Samples.At,
        State = ChainReceiptState.Pending,
    };

    private static readonly OnChainSend Initiated = new()
    {
        Id = Samples.PaymentId,
        Wallet = Samples.Wallet,
        Environment = Samples.Environment,
        Network = BitcoinNetwork.Regtest,
        Destination = Address,
        Amount = Msat.FromSats(40_000),
        FeeMax = Msat.FromSats(400),
        TargetBlocks = 6,
        CreatedAt = Samples.At,
        State = OnChainSendState.Initiated,
    };

    private static readonly OnChainSend Signed = Initiated with
    {
        State = OnChainSendState.Signed,
        Transaction = Transaction,
        Fee = Msat.FromSats(141),
        SignedAt = Samples.At.AddSeconds(1),
    };

    private static readonly ETag Version = new("1");

    [Fact]
    public void Receipts_are_stored_as_they_always_were()
    {
        AssertReceipt("receipt-pending", Pending);
        AssertReceipt("receipt-credited", Pending with
        {
            State = ChainReceiptState.Credited,
            FeePaid = Msat.FromSats(320),
            BlockHeight = 101,
            EndedAt = Samples.At.AddSeconds(2),
        });
        AssertReceipt("receipt-suspended", Pending with
        {
            State = ChainReceiptState.Suspended, BlockHeight = 101, EndedAt = Samples.At.AddSeconds(2),
        });
    }

    [Fact]
    public void Sends_are_stored_as_they_always_were()
    {
        var inserts = OnChainSendRows.Inserts(Initiated);
        AssertSend("chain-send-initiated", Initiated, inserts[0]);
        GoldenFile.AssertRow("chain-sending", WalletRows.Table, inserts[1]);
        AssertSend("chain-send-signed", Signed, OnChainSendRows.Changes(Signed, Version).Single());
        var sent = Signed with { State = OnChainSendState.Sent, EndedAt = Samples.At.AddSeconds(2) };
        AssertSend("chain-send-sent", sent, OnChainSendRows.Changes(sent, Version)[0]);
        var failed = Initiated with
        {
            State = OnChainSendState.Failed,
            Failure = ChainSendFailure.FeeAboveMax,
            EndedAt = Samples.At.AddSeconds(1),
        };
        AssertSend("chain-send-failed", failed, OnChainSendRows.Changes(failed, Version)[0]);
        GoldenFile.AssertRow("list-chain-send", WalletRows.Table, inserts[2]);
        GoldenFile.AssertRow("ended-chain-send", WalletRows.Table, OnChainSendRows.Changes(sent, Version)[2]);
    }

    [Fact]
    public void Sends_with_notes_and_their_failures_are_stored_as_they_always_were()
    {
        var noted = Initiated with
        {
            Kind = PaymentKind.Bip21,
            Description = "rent",
            Metadata = Metadata.Of([new("order", "77")])!,
        };
        AssertSend("chain-send-noted", noted, OnChainSendRows.Inserts(noted)[0]);
        GoldenFile.AssertRow("list-chain-send-noted", WalletRows.Table, OnChainSendRows.Inserts(noted)[2]);
        var dear = Initiated with
        {
            State = OnChainSendState.Failed,
            Failure = ChainSendFailure.FeeAboveMax,
            FeeEstimated = Msat.FromSats(846),
            EndedAt = Samples.At.AddSeconds(1),
        };
        AssertSend("chain-send-too-dear", dear, OnChainSendRows.Changes(dear, Version)[0]);
        var spent = Signed with
        {
            State = OnChainSendState.Failed,
            Failure = ChainSendFailure.CoinsSpent,
            EndedAt = Samples.At.AddSeconds(2),
        };
        AssertSend("chain-send-spent", spent, OnChainSendRows.Changes(spent, Version)[0]);
        var notCovered = Initiated with
        {
            State = OnChainSendState.Failed, Failure = ChainSendFailure.NotCovered, EndedAt = Samples.At,
        };
        AssertSend("chain-send-not-covered", notCovered, OnChainSendRows.Ended(notCovered)[0]);
    }

    [Fact]
    public async Task Addresses_and_the_cursor_are_stored_as_they_always_were()
    {
        var tables = new WatchedTableStore(new MemoryTableStore());
        var receiver = new ChainReceiver(
            Samples.Environment, Samples.Wallet, Samples.InvoiceId, new BasisPoints(80), Samples.At);
        await new ChainAddresses(tables).Add(Address, receiver, CancellationToken.None);
        await new ChainCursor(tables, BitcoinNetwork.Regtest).Save(840_000, CancellationToken.None);

        GoldenFile.AssertRow("chain-address-index", tables.Commits[0].Table, tables.Commits[0].Batch.Writes[0]);
        GoldenFile.AssertRow("chain-cursor", tables.Commits[1].Table, tables.Commits[1].Batch.Writes[0]);
        Assert.Equal(receiver, await new ChainAddresses(tables).Find(Address, CancellationToken.None));
        Assert.Equal(
            840_000 - ChainCursor.MarginBlocks,
            await new ChainCursor(tables, BitcoinNetwork.Regtest).Load(CancellationToken.None));
    }

    [Fact]
    public async Task The_address_of_a_request_is_stored_as_it_always_was()
    {
        var chain = await Chain.Open();
        var receiver = new ChainReceiver(
            Samples.Environment, Samples.Wallet, Samples.InvoiceId, new BasisPoints(80), Samples.At);
        await chain.NewAddress(receiver);

        var (table, batch) = chain.Book.Tables.Commits[^1];
        GoldenFile.AssertRow("chain-address", table, batch.Writes[0]);
    }

    private static void AssertReceipt(string file, ChainReceipt receipt)
    {
        var write = RowWrite.Insert(ChainReceiptRows.Key(receipt), ChainReceiptRows.ToFields(receipt));
        GoldenFile.AssertRow(file, WalletRows.Table, write);
        Assert.Equal(receipt, ChainReceiptRows.ToReceipt(new Row(write.Key, Version, write.Fields)));
    }

    private static void AssertSend(string file, OnChainSend send, RowWrite write)
    {
        GoldenFile.AssertRow(file, WalletRows.Table, write);
        Assert.Equal(send, OnChainSendRows.ToSend(new Row(write.Key, Version, write.Fields)));
    }
}
