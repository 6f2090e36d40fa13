using Fulgurite.Credit;
using Fulgurite.Cycles;
using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.Wallets;

namespace Fulgurite.Tests.Credit;

public sealed class OpenWalletTests
{
    private static readonly CancellationToken Forever = CancellationToken.None;

    [Fact]
    public async Task A_wallet_is_open_with_its_limit_set_aside()
    {
        var bank = await Bank.Open(100);
        Assert.Null(await bank.OpenWallet(Bank.First, 60));
        var wallet = await bank.Find(Bank.First);
        Assert.Equal((60, WalletState.Active), (wallet!.Head.CreditLimit.Value, wallet.Head.State));
        Assert.Equal(("Tea shop", null), (wallet.Profile.Name, wallet.Profile.Pending));
        Assert.Equal(60, (await bank.Line()).Allocated.Value);
        Assert.Equal([Bank.First], (await bank.Desk.List.Execute(Samples.Environment, Forever))
            .Select(listed => listed.Head.Wallet));
    }

    [Fact]
    public async Task A_wallet_under_a_billed_line_is_billed_from_its_first_movement()
    {
        var schedule = new BillingSchedule(BillingFrequency.Monthly, new DateOnly(2026, 1, 31));
        var bank = await Bank.Open(100, schedule);
        Assert.Null(await bank.OpenWallet(Bank.First, 60));
        var head = (await bank.Find(Bank.First))!.Head;
        var cycle = RunningCycle.First(schedule, bank.Clock.Now);
        Assert.Equal(cycle, head.Cycle);
        Assert.Equal(new DateTimeOffset(2026, 2, 28, 0, 0, 0, TimeSpan.Zero), cycle.Period.Start);
        var opening = await bank.Tables.Get(
            WalletRows.Table, CycleRows.Key(Bank.First, cycle.Period.Start), Forever);
        Assert.Equal((0, default(Turnover)), (CycleRows.ToOpening(opening!).Sequence, head.Cycle!.Turnover));
    }

    [Fact]
    public async Task A_line_s_schedule_and_terms_are_a_part_of_what_was_asked_for()
    {
        var schedule = new BillingSchedule(BillingFrequency.Weekly, new DateOnly(2026, 1, 5));
        var bank = await Bank.Open(100, schedule);
        var line = await bank.Line();
        Assert.Equal(schedule, line.Schedule);
        Assert.Null(await bank.Desk.ChangeLine.Create(line, Forever));
        Assert.Equal(
            ChangeLineRefusal.AlreadyExists,
            await bank.Desk.ChangeLine.Create(line with { Schedule = null }, Forever));
        Assert.Equal(
            ChangeLineRefusal.AlreadyExists,
            await bank.Desk.ChangeLine.Create(line with { Terms = line.Terms with { GraceDays = 8 } }, Forever));
        await bank.Desk.ChangeLine.Execute(line, new LineChange { Limit = new Msat(200) }, Forever);
        Assert.Equal(schedule, (await bank.Line()).Schedule);
    }

    [Fact]
    public async Task The_same_request_again_is_the_same_wallet()
    {
        var bank = await Bank.Open(100);
        await bank.OpenWallet(Bank.First, 60);
        Assert.Null(await bank.OpenWallet(Bank.First, 60));
        Assert.Equal(60, (await bank.Line()).Allocated.Value);
    }

    [Fact]
    public async Task Another_request_with_the_id_is_refused()
    {
        var bank = await Bank.Open(100);
        await bank.OpenWallet(Bank.First, 60);
        Assert.Equal(WalletChangeRefusal.AlreadyExists, await bank.OpenWallet(Bank.First, 61));
        Assert.Equal(60, await bank.LimitOf(Bank.First));
    }

    [Fact]
    public async Task A_wallet_from_before_there_were_profiles_keeps_its_id()
    {
        var bank = await Bank.Open(100);
        await Samples.Store(bank.Tables, Samples.Head);
        Assert.Equal(WalletChangeRefusal.AlreadyExists, await bank.OpenWallet(Samples.Wallet, 0));
    }

    [Fact]
    public async Task The_limits_of_all_wallets_stay_within_the_line_s()
    {
        var bank = await Bank.Open(100);
        await bank.OpenWallet(Bank.First, 60);
        Assert.Equal(WalletChangeRefusal.LimitExceeded, await bank.OpenWallet(Bank.Second, 41));
        Assert.Null(await bank.OpenWallet(Bank.Second, 40));
    }

    [Fact]
    public async Task A_disabled_line_takes_no_wallet_and_a_line_of_another_chain_neither()
    {
        var bank = await Bank.Open(100);
        var other = Bank.Asked(Bank.First, 1) with { Network = BitcoinNetwork.Mainnet };
        Assert.Equal(WalletChangeRefusal.NetworkMismatch, await bank.Desk.OpenWallet.Execute(other, Forever));
        await bank.Desk.ChangeLine.Execute(await bank.Line(), new LineChange { IsDisabled = true }, Forever);
        Assert.Equal(WalletChangeRefusal.LineDisabled, await bank.OpenWallet(Bank.First, 0));
        Assert.DoesNotContain(bank.Tables.Commits, commit => commit.Table == WalletRows.Table);
    }

    [Fact]
    public async Task An_id_whose_request_the_line_refused_late_is_free_again()
    {
        var bank = await Bank.Open(100);
        var rival = bank.NewDesk();
        bank.Tables.OnCommit = async (table, batch, commit) =>
        {
            bank.Tables.OnCommit = (_, _, later) => later();
            await rival.OpenWallet.Execute(Bank.Asked(Bank.Second, 90), Forever);
            return await commit();
        };
        Assert.Equal(WalletChangeRefusal.LimitExceeded, await bank.OpenWallet(Bank.First, 60));
        Assert.Null(await bank.Find(Bank.First));
        Assert.Null(await bank.OpenWallet(Bank.First, 10));
        Assert.Equal(10, await bank.LimitOf(Bank.First));
        Assert.Null(await bank.Broken(Bank.First, Bank.Second));
    }

    [Theory]
    [MemberData(nameof(CrashTests.Commits), MemberType = typeof(CrashTests))]
    public async Task A_crash_at_any_commit_leaves_nothing_that_a_repeat_does_not_finish(int at, bool isApplied)
    {
        var bank = await Bank.Open(100);
        var isCrashed = await CrashTests.Crash(bank, at, isApplied, () => bank.OpenWallet(Bank.First, 60));
        Assert.Null(await bank.Broken(Bank.First));
        Assert.Null(await bank.NewDesk().OpenWallet.Execute(Bank.Asked(Bank.First, 60), Forever));
        Assert.Equal((60, 60), (await bank.LimitOf(Bank.First), (await bank.Line()).Allocated.Value));
        Assert.True(isCrashed || at >= 5);
    }

    [Theory]
    [MemberData(nameof(CrashTests.Commits), MemberType = typeof(CrashTests))]
    public async Task What_a_crash_leaves_is_finished_without_the_caller(int at, bool isApplied)
    {
        var bank = await Bank.Open(100);
        await CrashTests.Crash(bank, at, isApplied, () => bank.OpenWallet(Bank.First, 60));
        var profile = await bank.NewDesk().Finish.Execute(Bank.First, Forever);
        Assert.Null(profile?.Pending);
        Assert.Equal(await bank.LimitOf(Bank.First) ?? 0, (await bank.Line()).Allocated.Value);
        Assert.Equal(profile is null, await bank.Find(Bank.First) is null);
    }

    [Fact]
    public async Task Whoever_opens_a_wallet_has_it_looked_at()
    {
        var bank = await Bank.Open(100);
        await bank.OpenWallet(Bank.First, 60);
        var claim = bank.Tables.Commits.FindIndex(commit => commit.Table == WalletRows.Table);
        var mark = bank.Tables.Commits.FindIndex(commit =>
            commit.Batch.Writes[0].Key.Row == Bank.First.ToString() && commit.Table.Value == "attention");
        Assert.InRange(mark, 0, claim - 1);
    }
}
