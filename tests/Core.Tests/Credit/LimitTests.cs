using Fulgurite.Access;
using Fulgurite.Books;
using Fulgurite.Credit;
using Fulgurite.Identity;
using Fulgurite.Ledger;
using Fulgurite.Ledger.Movements;
using Fulgurite.Money;
using Fulgurite.Storage;
using Fulgurite.Tests.Books;
using Fulgurite.Wallets;

namespace Fulgurite.Tests.Credit;

/// <summary>What wallets may owe together stays within their line, whatever comes together with what.</summary>
public sealed class LimitTests
{
    private static readonly CancellationToken Forever = CancellationToken.None;

    [Fact]
    public async Task A_limit_rises_and_falls_with_what_the_line_has_set_aside()
    {
        var bank = await Bank.Open(100);
        await bank.OpenWallet(Bank.First, 60);
        Assert.Null(await bank.SetLimit(Bank.First, 100));
        Assert.Equal((100, 100), (await bank.LimitOf(Bank.First), (await bank.Line()).Allocated.Value));
        Assert.Equal(WalletChangeRefusal.LimitExceeded, await bank.SetLimit(Bank.First, 101));
        Assert.Equal((100, 100), (await bank.LimitOf(Bank.First), (await bank.Line()).Allocated.Value));
        Assert.Null(await bank.SetLimit(Bank.First, 0));
        Assert.Equal((0, 0), (await bank.LimitOf(Bank.First), (await bank.Line()).Allocated.Value));
    }

    [Fact]
    public async Task A_limit_does_not_fall_below_what_is_owed()
    {
        var bank = await Bank.Open(100);
        await bank.OpenWallet(Bank.First, 60);
        await bank.Desk.Books.Execute(
            Bank.First,
            Commands.Deciding("hold", (_, _) => new BookDecision.Applied(new BookChange(HoldSend.Name, "p", "held")
            {
                Transfers = [new Transfer(Account.Available, Account.Held, new Msat(40))],
            })),
            Forever);
        Assert.Equal(WalletChangeRefusal.LimitBelowDebt, await bank.SetLimit(Bank.First, 39));
        Assert.Null(await bank.SetLimit(Bank.First, 40));
    }

    [Fact]
    public async Task Name_and_metadata_change_and_the_rest_stays()
    {
        var bank = await Bank.Open(100);
        await bank.OpenWallet(Bank.First, 60);
        var notes = Metadata.Of(new Dictionary<string, string> { ["b"] = "2:", ["a"] = "" })!;
        await bank.Desk.ChangeWallet.Execute(Bank.First, new WalletEdit(null, null, notes), Forever);
        await bank.Desk.ChangeWallet.Execute(Bank.First, new WalletEdit("Coffee", null, null), Forever);
        var profile = (await bank.Find(Bank.First))!.Profile;
        Assert.Equal(("Coffee", "1:a0:1:b2:2:"), (profile.Name, profile.Metadata.Text));
        Assert.Equal(60, await bank.LimitOf(Bank.First));
    }

    [Fact]
    public async Task A_line_does_not_fall_below_what_it_handed_on()
    {
        var bank = await Bank.Open(100);
        await bank.OpenWallet(Bank.First, 60);
        var line = await bank.Line();
        Assert.Equal(
            ChangeLineRefusal.LimitBelowAllocated,
            await bank.Desk.ChangeLine.Execute(line, new LineChange { Limit = new Msat(59) }, Forever));
        Assert.Null(await bank.Desk.ChangeLine.Execute(line, new LineChange { Limit = new Msat(60) }, Forever));
    }

    [Fact]
    public async Task A_line_from_before_there_was_such_a_table_reads_as_one_that_grants_nothing()
    {
        var bank = await Bank.Open(100);
        var old = new LineOfCreditId(new Guid("33333333-3333-4333-8333-333333333334"));
        await bank.Desk.Registry.Save(
            [RowWrite.Put(RegistryRows.LineOf(Samples.Environment, old), [])], Forever);
        var asked = Bank.Asked(Bank.First, 0) with { LineOfCredit = old };
        Assert.Equal(
            WalletChangeRefusal.LimitExceeded,
            await bank.Desk.OpenWallet.Execute(asked with { Limit = new Msat(1) }, Forever));
        Assert.Null(await bank.Desk.OpenWallet.Execute(asked, Forever));
        Assert.Equal(2, (await bank.Desk.Lines.Of(Samples.Environment, Forever)).Count);
    }

    // Three processes at once, whose storage calls come in any order and some of whose answers are lost or whose
    // commits never arrive; after each commit the rule is checked.
    [Fact]
    public void No_interleaving_and_no_crash_passes_the_line_s_limit() => Property.ForAll(
        Property.Integers(1, int.MaxValue),
        seed =>
        {
            Interleaving.Run((int)seed, async order =>
            {
                var bank = await Bank.Open(100);
                string? broken = null;
                bank.Tables.OnGet = _ => { };
                bank.Tables.OnCommit = async (_, _, commit) =>
                {
                    await order.Turn();
                    var fate = order.Next(20);
                    var outcome = fate == 0 ? CommitOutcome.Unknown() : await commit();
                    broken ??= await bank.Broken(Bank.First, Bank.Second);
                    return fate == 1 ? CommitOutcome.Unknown() : outcome;
                };
                await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Work(bank.NewDesk(), order)));
                bank.Tables.OnCommit = (_, _, commit) => commit();
                foreach (var wallet in new[] { Bank.First, Bank.Second })
                {
                    await bank.Desk.Finish.Execute(wallet, Forever);
                }

                Assert.Null(broken);
                var limits = (await bank.LimitOf(Bank.First) ?? 0) + (await bank.LimitOf(Bank.Second) ?? 0);
                Assert.Equal(limits, (await bank.Line()).Allocated.Value);
            });
            return true;
        },
        times: 150);

    private static async Task Work(Desk desk, Interleaving order)
    {
        for (var i = 0; i < 5; i++)
        {
            var wallet = order.Next(2) == 0 ? Bank.First : Bank.Second;
            var limit = order.Next(110);
            try
            {
                await (order.Next(4) switch
                {
                    0 => desk.OpenWallet.Execute(Bank.Asked(wallet, 30), Forever),
                    1 => desk.ChangeWallet.Delete(wallet, Forever),
                    _ => desk.ChangeWallet.Execute(wallet, new WalletEdit(null, new Msat(limit), null), Forever),
                });
            }
            catch (StorageUnavailableException)
            {
            }
        }
    }
}
