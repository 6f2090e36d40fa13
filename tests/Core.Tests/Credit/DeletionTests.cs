using Fulgurite.Books;
using Fulgurite.Identity;
using Fulgurite.Invoices;
using Fulgurite.Ledger.Movements;
using Fulgurite.Money;
using Fulgurite.Storage;
using Fulgurite.Tests.Books;
using Fulgurite.Wallets;

namespace Fulgurite.Tests.Credit;

/// <summary>A wallet is deleted, or something new comes to it; never both.</summary>
public sealed class DeletionTests
{
    private static readonly CancellationToken Forever = CancellationToken.None;

    [Fact]
    public async Task An_empty_wallet_goes_and_its_limit_is_free_again()
    {
        var bank = await Opened();
        Assert.Null(await bank.Delete(Bank.First));
        Assert.Null(await bank.Delete(Bank.First));
        var wallet = await bank.Find(Bank.First);
        Assert.Equal((WalletState.Deleted, 0), (wallet!.Head.State, wallet.Head.CreditLimit.Value));
        Assert.NotNull(wallet.Profile.DeletedAt);
        Assert.Equal(0, (await bank.Line()).Allocated.Value);
        Assert.Equal(WalletChangeRefusal.AlreadyExists, await bank.OpenWallet(Bank.First, 60));
        Assert.Equal(WalletChangeRefusal.NotFound, await bank.SetLimit(Bank.First, 1));
    }

    [Fact]
    public async Task A_wallet_with_money_in_it_stays()
    {
        var bank = await Opened();
        await bank.Desk.Books.Execute(Bank.First, Commands.Deposit("k", 5), Forever);
        Assert.Equal(WalletChangeRefusal.NotEmpty, await bank.Delete(Bank.First));
    }

    [Fact]
    public async Task A_wallet_with_unattributed_money_stays()
    {
        var bank = await Opened();
        await bank.Desk.Books.Execute(
            Bank.First,
            Commands.Deciding("late", (_, _) => new BookDecision.Applied(
                new BookChange(ReceiveUnattributed.Name, "late", "kept")
                {
                    Transfers = ReceiveUnattributed.Transfers(new Msat(5)),
                })),
            Forever);
        Assert.Equal(WalletChangeRefusal.NotEmpty, await bank.Delete(Bank.First));
    }

    [Fact]
    public async Task A_wallet_whose_request_on_chain_can_be_paid_stays()
    {
        var bank = await Opened();
        var open = WalletRows.Key(Bank.First, WalletProfileRows.OpenChainRequestPrefix + "1|2");
        await bank.Tables.Commit(WalletRows.Table, new RowBatch([RowWrite.Insert(open, [])]), Forever);
        Assert.Equal(WalletChangeRefusal.NotEmpty, await bank.Delete(Bank.First));
    }

    [Fact]
    public async Task A_wallet_whose_invoice_can_be_paid_stays()
    {
        var bank = await Opened();
        Assert.NotNull(await bank.Desk.Store.Execute(Invoice, Forever));
        Assert.Equal(WalletChangeRefusal.NotEmpty, await bank.Delete(Bank.First));
    }

    [Fact]
    public async Task A_deleted_wallet_takes_no_invoice()
    {
        var bank = await Opened();
        await bank.Delete(Bank.First);
        Assert.Null(await bank.NewDesk().Store.Execute(Invoice, Forever));
    }

    [Fact]
    public async Task An_invoice_that_comes_while_the_wallet_is_being_deleted_keeps_it()
    {
        var bank = await Opened();
        var other = bank.NewDesk();
        BeforeDeletion(bank, async () => Assert.NotNull(await other.Store.Execute(Invoice, Forever)));
        Assert.Equal(WalletChangeRefusal.NotEmpty, await bank.Delete(Bank.First));
    }

    [Fact]
    public async Task Money_that_comes_while_the_wallet_is_being_deleted_keeps_it()
    {
        var bank = await Opened();
        var other = bank.NewDesk();
        BeforeDeletion(bank, () => other.Books.Execute(Bank.First, Commands.Deposit("k", 5), Forever));
        Assert.Equal(WalletChangeRefusal.NotEmpty, await bank.Delete(Bank.First));
    }

    [Fact]
    public async Task A_wallet_from_before_there_was_such_a_row_takes_invoices_and_can_be_deleted()
    {
        var bank = await Bank.Open(100);
        await Samples.Store(bank.Tables, WalletHead.New(Bank.First, Samples.Environment, Samples.Line, Msat.Zero));
        var other = bank.NewDesk();
        BeforeDeletion(bank, async () => Assert.NotNull(await other.Store.Execute(Invoice, Forever)));
        Assert.Equal(WalletChangeRefusal.NotEmpty, await bank.Delete(Bank.First));
        await bank.Tables.Commit(
            WalletRows.Table,
            new RowBatch([RowWrite.DeleteAny(InvoiceRows.OpenKey(Invoice))]),
            Forever);
        Assert.Null(await bank.Delete(Bank.First));
        var next = Invoice with { Id = new InvoiceId(Guid.Empty), Serial = 43 };
        Assert.Null(await bank.Desk.Store.Execute(next, Forever));
    }

    private static Invoice Invoice => Samples.Invoice with { Wallet = Bank.First };

    private static async Task<Bank> Opened()
    {
        var bank = await Bank.Open(100);
        await bank.OpenWallet(Bank.First, 60);
        return bank;
    }

    // Right before the commit that would delete it, after all was read.
    private static void BeforeDeletion(Bank bank, Func<Task> happens) => bank.Tables.OnCommit =
        async (table, batch, commit) =>
        {
            if (table == WalletRows.Table && batch.Writes[0].Fields.TextOrNull("state") is not null)
            {
                bank.Tables.OnCommit = (_, _, later) => later();
                await happens();
            }

            return await commit();
        };
}
