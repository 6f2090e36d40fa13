using Fulgurite.Billing;
using Fulgurite.Credit;
using Fulgurite.Cycles;
using Fulgurite.Identity;
using Fulgurite.Invoices;
using Fulgurite.Ledger;
using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.Payments;
using Fulgurite.Sandbox.MemoryTables;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Tests.Golden;

/// <summary>What is written of wallets that a customer's own node backs.</summary>
public sealed class OwnNodeRowFilesTests
{
    private static readonly LineOfCredit Line = new()
    {
        Id = Samples.Line,
        Organization = Samples.Organization,
        Environment = Samples.Environment,
        Network = BitcoinNetwork.Regtest,
        Limit = Msat.Zero,
        Node = new NodeRegistration("lnd.customer.example:10009", Samples.Node),
        CreatedAt = Samples.At,
        UpdatedAt = Samples.At,
    };

    private static readonly WalletHead Head = Samples.Head with { IsNodeBacked = true };

    private static readonly Invoice Invoice = Samples.Invoice with { NodeLine = Samples.Line };

    private static readonly Payment Payment = Samples.Payment with { NodeLine = Samples.Line };

    private static readonly InvoiceLocation Location = new(
        Samples.Environment, Samples.Wallet, Samples.InvoiceId)
    {
        NodeLine = Samples.Line,
    };

    private readonly MemoryTableStore tables = new();

    [Fact]
    public void A_line_with_a_node_of_its_own_is_stored_as_it_always_was()
    {
        var write = RowWrite.Insert(LineRows.Key(Line.Id), LineRows.ToFields(Line));
        GoldenFile.AssertRow("line-of-credit-own-node", LineRows.Table, write);
        Assert.Equal(Line, LineRows.ToLine(GoldenFile.Row("line-of-credit-own-node")));
    }

    [Fact]
    public void A_head_says_that_the_customers_node_backs_it()
    {
        var write = RowWrite.Insert(WalletRows.HeadKey(Head.Wallet), WalletRows.ToFields(Head));
        GoldenFile.AssertRow("wallet-head-own-node", WalletRows.Table, write);
        Assert.Equal(Samples.Line, WalletRows.ToHead(GoldenFile.Row("wallet-head-own-node")).NodeLine);
    }

    [Fact]
    public void An_invoice_and_a_payment_name_the_line_whose_node_has_them()
    {
        GoldenFile.AssertRow("invoice-own-node", WalletRows.Table, InvoiceRows.Inserts(Invoice)[0]);
        GoldenFile.AssertRow("payment-own-node", WalletRows.Table, PaymentRows.Inserts(Payment)[0]);
        Assert.Equal(Invoice, InvoiceRows.ToInvoice(GoldenFile.Row("invoice-own-node")));
        Assert.Equal(Payment, PaymentRows.ToPayment(GoldenFile.Row("payment-own-node")));
    }

    [Fact]
    public async Task The_hash_index_names_the_line_whose_node_may_say_that_it_was_paid()
    {
        Assert.True(await new PaymentHashIndex(tables).Add(Samples.Hash, Location, CancellationToken.None));
        await AssertStored("hash-index-own-node", PaymentHashIndex.Table, Samples.Hash.ToString(), "invoice");
        Assert.Equal(Location, await new PaymentHashIndex(tables).Find(Samples.Hash, CancellationToken.None));
    }

    [Fact]
    public async Task A_node_is_one_lines_for_ever()
    {
        var (nodes, other) = (new OwnNodes(tables), new LineOfCreditId(Guid.NewGuid()));
        Assert.True(await nodes.Take(Samples.Line, Samples.Node, CancellationToken.None));
        Assert.True(await nodes.Take(Samples.Line, Samples.Node, CancellationToken.None));
        Assert.False(await nodes.Take(other, Samples.Node, CancellationToken.None));

        await AssertStored("own-node-of-line", OwnNodes.Table, "nodes", $"line|{Samples.Line}");
        await AssertStored("own-node-taken", OwnNodes.Table, "nodes", $"id|{Samples.Node.Hex}");
        var lines = await nodes.Lines(CancellationToken.None).ToListAsync(CancellationToken.None);
        Assert.Equal([Samples.Line], lines);
    }

    // By hand, in msat: received 10,000 less a fee of 80, sent 4,000 for 7. Volume fees 1 % of 10,000 and of 4,000.
    // The money and the routing are the customer's: the bill asks for 80 + 100 + 40 = 220.
    [Fact]
    public void An_item_of_it_asks_for_fees_only()
    {
        var item = Item;
        Assert.Equal((0, -220), (item.ToSettle.Value, item.Net.Value));
        Assert.Equal(5_913, item.Own.Value);

        var key = BillRows.ItemKey(Samples.Line, Samples.At, Samples.Wallet);
        GoldenFile.AssertRow("bill-item-own-node", BillRows.Table, RowWrite.Insert(key, BillRows.ToFields(item)));
        Assert.Equal(item, BillRows.ToItem(GoldenFile.Row("bill-item-own-node")));
        var totals = default(BillTotals) + item;
        Assert.Equal((true, 80, 0), (totals.IsFeesOnly, totals.FeesToCollect.Value, totals.ToSettle.Value));
    }

    private static BillItem Item => new()
    {
        Wallet = Samples.Wallet,
        FirstLine = 1,
        LastLine = 3,
        StartingBalance = default,
        EndingBalance = new MsatDelta(5_913),
        Moved = new Turnover(
            new Flow(1, new Msat(4_000), Msat.Zero), new Flow(1, new Msat(10_000), new Msat(80))),
        NetworkFees = new Msat(7),
        Settled = default,
        SentVolumeFee = new Msat(40),
        ReceivedVolumeFee = new Msat(100),
        IsFeesOnly = true,
    };

    [Fact]
    public void Its_head_goes_below_zero_as_far_as_the_node_does()
    {
        Assert.True(Head.Covers(new Msat(1_000_000_000)));
        Assert.False(Samples.Head.Covers(new Msat(1)));
        var spent = Head.After(Samples.EntryAfter(
            Head, new Transfer(Account.Available, Account.LightningOut, new Msat(5_000))));
        Assert.Equal(-5_000, spent.Balances[Account.Available].Value);
        Assert.True(spent.IsEmpty);
    }

    private async Task AssertStored(string name, TableName table, string partition, string row)
    {
        var stored = await tables.Get(table, new RowKey(partition, row), CancellationToken.None);
        GoldenFile.AssertText($"rows/{name}.txt", RowText.Write(table, stored!.Key, stored.Fields));
    }
}
