using Fulgurite.Credit;
using Fulgurite.Identity;
using Fulgurite.Money;
using Fulgurite.Wallets;

namespace Fulgurite.Tests.Credit;

public sealed class WalletGateTests
{
    private static readonly CancellationToken Forever = CancellationToken.None;

    [Theory]
    [InlineData(Collateral.Waived, null)]
    [InlineData(Collateral.PendingDeposit, WalletChangeRefusal.LineNotReady)]
    [InlineData(Collateral.PartiallySecured, WalletChangeRefusal.LineNotReady)]
    [InlineData(Collateral.Secured, null)]
    [InlineData(Collateral.PendingVerification, WalletChangeRefusal.LineNotReady)]
    [InlineData(Collateral.Verified, null)]
    public async Task A_wallet_whose_line_s_collateral_is_awaited_receives_and_does_not_send(
        Collateral collateral, WalletChangeRefusal? refusal)
    {
        var (bank, gate) = await Opened();
        await Change(bank, new LineChange { Collateral = collateral });
        Assert.Null(await gate.ProblemWith(Bank.First, Forever));
        Assert.Equal(refusal, await gate.ProblemWithSpending(Bank.First, Forever));
    }

    [Fact]
    public async Task A_wallet_whose_line_is_disabled_does_neither_whatever_its_collateral()
    {
        var (bank, gate) = await Opened();
        await Change(bank, new LineChange { IsDisabled = true, Collateral = Collateral.PendingDeposit });
        Assert.Equal(WalletChangeRefusal.LineDisabled, await gate.ProblemWith(Bank.First, Forever));
        Assert.Equal(WalletChangeRefusal.LineDisabled, await gate.ProblemWithSpending(Bank.First, Forever));
    }

    [Fact]
    public async Task A_wallet_whose_line_has_an_overdue_bill_receives_and_does_not_send()
    {
        var (bank, gate) = await Opened();
        var block = new BlockLine(bank.Tables, bank.Clock);
        await block.Execute(await bank.Line(), isBlocked: true, Forever);
        Assert.Null(await gate.ProblemWith(Bank.First, Forever));
        Assert.Equal(WalletChangeRefusal.LineOverdue, await gate.ProblemWithSpending(Bank.First, Forever));
        await Change(bank, new LineChange { Limit = new Msat(200) });
        await block.Execute(await bank.Line(), isBlocked: false, Forever);
        gate.Forget();
        Assert.Null(await gate.ProblemWithSpending(Bank.First, Forever));
    }

    [Fact]
    public async Task A_wallet_that_is_not_there_does_neither()
    {
        var (_, gate) = await Opened();
        Assert.Equal(WalletChangeRefusal.NotFound, await gate.ProblemWith(Bank.Second, Forever));
        Assert.Equal(WalletChangeRefusal.NotFound, await gate.ProblemWithSpending(Bank.Second, Forever));
    }

    [Fact]
    public async Task What_a_line_says_shows_after_a_quarter_of_a_minute_and_one_reading_serves_both()
    {
        var (bank, gate) = await Opened();
        Assert.Null(await gate.ProblemWith(Bank.First, Forever));
        await Change(bank, new LineChange { Collateral = Collateral.PendingDeposit });
        bank.Clock.Advance(WalletGate.Freshness - TimeSpan.FromTicks(1));
        Assert.Null(await gate.ProblemWithSpending(Bank.First, Forever));
        bank.Clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(WalletChangeRefusal.LineNotReady, await gate.ProblemWithSpending(Bank.First, Forever));
    }

    [Fact]
    public async Task A_line_whose_collateral_is_awaited_opens_no_wallet_and_raises_no_limit()
    {
        var (bank, _) = await Opened();
        await Change(bank, new LineChange { Collateral = Collateral.PartiallySecured });
        Assert.Equal(WalletChangeRefusal.LineNotReady, await bank.OpenWallet(Bank.Second, 0));
        Assert.Equal(WalletChangeRefusal.LineNotReady, await bank.SetLimit(Bank.First, 61));
        Assert.Null(await bank.SetLimit(Bank.First, 59));
        await Change(bank, new LineChange { Collateral = Collateral.Secured });
        Assert.Null(await bank.SetLimit(Bank.First, 60));
        Assert.Null(await bank.OpenWallet(Bank.Second, 40));
    }

    [Fact]
    public async Task An_amount_of_collateral_stays_until_it_is_waived()
    {
        var (bank, _) = await Opened();
        await Change(bank, new LineChange { Collateral = Collateral.PendingDeposit, CollateralAmount = new Msat(7) });
        await Change(bank, new LineChange { Collateral = Collateral.Secured });
        var line = await bank.Line();
        Assert.Equal((Collateral.Secured, 7), (line.Collateral, line.CollateralAmount.Value));
        await Change(bank, new LineChange { Collateral = Collateral.Waived, CollateralAmount = new Msat(7) });
        Assert.Equal(Msat.Zero, (await bank.Line()).CollateralAmount);
    }

    [Fact]
    public async Task A_line_s_open_wallets_are_found_with_credit_and_without()
    {
        var (bank, _) = await Opened();
        await bank.OpenWallet(Bank.Second, 0);
        Assert.Equal([Bank.First, Bank.Second], await WalletsOf(bank));
        await bank.SetLimit(Bank.First, 0);
        await bank.Delete(Bank.First);
        Assert.Equal([Bank.Second], await WalletsOf(bank));
    }

    private static async Task<IEnumerable<WalletId>> WalletsOf(Bank bank)
    {
        var find = new WalletsOfLines(bank.Tables, bank.Desk.Lines, bank.Desk.Wallets);
        var found = await find.Execute(Samples.Environment, [await bank.Line()], Forever);
        return found[Samples.Line];
    }

    private static async Task<(Bank Bank, WalletGate Gate)> Opened()
    {
        var bank = await Bank.Open(100);
        Assert.Null(await bank.OpenWallet(Bank.First, 60));
        return (bank, new WalletGate(bank.Desk.Wallets, bank.Desk.Lines, bank.Clock));
    }

    private static async Task Change(Bank bank, LineChange change) =>
        Assert.Null(await bank.Desk.ChangeLine.Execute(await bank.Line(), change, Forever));
}
