using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Tests.Credit;

/// <summary>Changes of wallets that die at every commit in turn.</summary>
public sealed class CrashTests
{
    /// <summary>Each commit, with the crash before it and after it.</summary>
    public static TheoryData<int, bool> Commits()
    {
        var data = new TheoryData<int, bool>();
        for (var at = 0; at < 9; at++)
        {
            data.Add(at, false);
            data.Add(at, true);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Commits))]
    public Task A_rise_that_dies_is_finished_by_a_repeat(int at, bool isApplied) =>
        Dies(at, isApplied, bank => bank.SetLimit(Bank.First, 90), 90);

    [Theory]
    [MemberData(nameof(Commits))]
    public Task A_fall_that_dies_is_finished_by_a_repeat(int at, bool isApplied) =>
        Dies(at, isApplied, bank => bank.SetLimit(Bank.First, 7), 7);

    [Theory]
    [MemberData(nameof(Commits))]
    public Task A_deletion_that_dies_is_finished_by_a_repeat(int at, bool isApplied) =>
        Dies(at, isApplied, bank => bank.Delete(Bank.First), 0);

    /// <summary>
    /// Does something in a process that dies at its n-th commit, before the store has it or right after. True when it
    /// came to that.
    /// </summary>
    internal static async Task<bool> Crash(Bank bank, int at, bool isApplied, Func<Task<WalletChangeRefusal?>> act)
    {
        var left = at;
        bank.Tables.OnCommit = async (_, _, commit) =>
        {
            if (left-- > 0)
            {
                return await commit();
            }

            if (isApplied && left == -1)
            {
                await commit();
            }

            throw new StorageUnavailableException("the process is gone");
        };
        try
        {
            await act();
        }
        catch (StorageUnavailableException)
        {
        }

        bank.Tables.OnCommit = (_, _, commit) => commit();
        return left < 0;
    }

    private static async Task Dies(int at, bool isApplied, Func<Bank, Task<WalletChangeRefusal?>> change, long limit)
    {
        var bank = await Bank.Open(100);
        await bank.OpenWallet(Bank.First, 60);
        await Crash(bank, at, isApplied, () => change(bank));
        Assert.Null(await bank.Broken(Bank.First));

        Assert.Null((await bank.NewDesk().Finish.Execute(Bank.First, CancellationToken.None))?.Pending);
        Assert.Equal(await bank.LimitOf(Bank.First), (await bank.Line()).Allocated.Value);
        Assert.Null(await change(bank));
        Assert.Equal((limit, limit), (await bank.LimitOf(Bank.First), (await bank.Line()).Allocated.Value));
    }
}
