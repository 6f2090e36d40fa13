using Fulgurite.Access;
using Fulgurite.Books;
using Fulgurite.Callbacks;
using Fulgurite.Identity;
using Fulgurite.Invoices;
using Fulgurite.Lightning;
using Fulgurite.Messaging;
using Fulgurite.Money;
using Fulgurite.Sandbox.LocalBus;
using Fulgurite.Sandbox.MemoryTables;
using Fulgurite.Sandbox.Network;
using Fulgurite.Storage;
using Fulgurite.Tests.Credit;
using Fulgurite.Tests.Identity;
using Fulgurite.Tests.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Tests.Invoices;

public sealed class ExpireInvoicesTests : IDisposable
{
    private readonly ManualClock clock = new();
    private readonly WatchedTableStore tables = new(new MemoryTableStore());
    private readonly LocalMessageBus bus;
    private readonly SandboxNode node;

    public ExpireInvoicesTests()
    {
        bus = LocalMessageBus.InMemory(clock);
        var key = new NodePrivateKey([.. Enumerable.Repeat((byte)1, NodePrivateKey.Length)]);
        node = new SandboxNode(key, null, new ScriptedRandomness(1), clock);
    }

    [Fact]
    public async Task An_invoice_that_the_store_does_not_serve_keeps_no_other_from_its_end()
    {
        var invoices = await Issue(3);
        Deny(invoices[0]);

        await Assert.ThrowsAsync<StorageUnavailableException>(Execute);

        tables.OnGet = _ => { };
        Assert.Equal(
            [InvoiceState.Open, InvoiceState.Expired, InvoiceState.Expired],
            await Task.WhenAll(invoices.Select(State)));
    }

    [Fact]
    public async Task A_store_that_serves_nothing_is_not_asked_for_every_invoice()
    {
        var invoices = await Issue(30);
        Deny([.. invoices]);
        var before = tables.Reads;

        await Assert.ThrowsAsync<StorageUnavailableException>(Execute);

        Assert.InRange(tables.Reads - before, 3, 6);
    }

    public void Dispose() => bus.Dispose();

    private void Deny(params Invoice[] denied) => tables.OnGet = key =>
    {
        if (denied.Any(invoice => InvoiceRows.Key(invoice.Wallet, invoice.Id) == key))
        {
            throw new StorageUnavailableException("not this one");
        }
    };

    // Open ones whose time is over, oldest first.
    private async Task<IReadOnlyList<Invoice>> Issue(int count)
    {
        await Samples.Store(tables, Samples.Head);
        var issued = new List<Invoice>();
        for (var i = 1; i <= count; i++)
        {
            var preimage = new PaymentPreimage([.. Enumerable.Repeat((byte)i, PaymentHash.Length)]);
            var added = await node.AddInvoice(
                new NewNodeInvoice(preimage, Msat.FromSats(1), "", TimeSpan.FromMinutes(i)), CancellationToken.None);
            Assert.True(Bolt11Invoice.TryDecode(added.PaymentRequest, out var text, out _));
            var invoice = Samples.Invoice with
            {
                Id = new InvoiceId(new Guid(i, 0, 0, new byte[8])),
                Serial = i,
                Hash = text.PaymentHash,
                PaymentRequest = text.Text,
                MerchantReference = null,
                ExpiresAt = text.ExpiresAt,
            };
            await tables.Commit(
                WalletRows.Table, new RowBatch(InvoiceRows.Inserts(invoice)), CancellationToken.None);
            issued.Add(invoice);
        }

        clock.Advance(TimeSpan.FromHours(2));
        return issued;
    }

    private Task<bool> Execute()
    {
        var books = new BookKeeper(tables, new AttentionIndex(tables, clock), clock);
        var registry = new Registry(tables, new SecretBox(Samples.MasterKey, new ScriptedRandomness(1)), clock);
        var publish = new PublishDeliveries(tables, bus, new MessageSeal(Samples.MasterKey), clock);
        var announce = new Announce(registry, new Dictionary<string, CallbackScheme>(), publish);
        var settle = new SettleInvoice(tables, new PaymentHashIndex(tables), books, announce, publish);
        return new ExpireInvoices(
            tables, OperatorsNode.Only(node, tables, clock), settle, books, announce, clock)
            .Execute(Samples.Wallet, node.Id, CancellationToken.None);
    }

    private async Task<InvoiceState> State(Invoice invoice) =>
        (await new InvoiceReads(tables, new PaymentHashIndex(tables))
            .ById(invoice.Wallet, invoice.Id, CancellationToken.None))!.State;
}
