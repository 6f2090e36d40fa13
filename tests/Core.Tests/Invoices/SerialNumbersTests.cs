using Fulgurite.Identity;
using Fulgurite.Invoices;
using Fulgurite.Sandbox.MemoryTables;
using Fulgurite.Storage;
using Fulgurite.Tests.Storage;

namespace Fulgurite.Tests.Invoices;

public sealed class SerialNumbersTests
{
    private readonly WatchedTableStore tables = new(new MemoryTableStore());

    [Fact]
    public async Task Counts_from_one_and_takes_a_block_for_every_hundred()
    {
        var serials = new SerialNumbers(tables);
        Assert.Equal(Enumerable.Range(1, 250), await Take(serials, 250));
        Assert.Equal(3, tables.Commits.Count);
    }

    [Fact]
    public async Task Another_process_begins_at_another_block()
    {
        await Take(new SerialNumbers(tables), 1);
        Assert.Equal([101], await Take(new SerialNumbers(tables), 1));
    }

    [Fact]
    public async Task Each_environment_counts_for_itself()
    {
        var serials = new SerialNumbers(tables);
        await Take(serials, 5);
        Assert.Equal(1, await serials.Next(new EnvironmentId(Guid.Empty), CancellationToken.None));
    }

    [Fact]
    public async Task No_number_is_given_twice_whoever_asks_at_once()
    {
        var processes = Enumerable.Range(0, 4).Select(_ => new SerialNumbers(tables)).ToArray();
        var numbers = await Task.WhenAll(Enumerable.Range(0, 2_000).Select(i => Task.Run(
            () => processes[i % processes.Length].Next(Samples.Environment, CancellationToken.None))));
        Assert.Equal(numbers.Length, numbers.Distinct().Count());
        Assert.All(numbers, number => Assert.InRange(number, 1, 2_400));
    }

    [Theory]
    [InlineData(true, 101)]
    [InlineData(false, 1)]
    public async Task A_block_whose_answer_was_lost_is_skipped_if_it_was_taken(bool isTaken, int next)
    {
        tables.OnCommit = async (_, _, commit) =>
        {
            tables.OnCommit = (_, _, later) => later();
            if (isTaken)
            {
                await commit();
            }

            return CommitOutcome.Unknown();
        };
        Assert.Equal([next], await Take(new SerialNumbers(tables), 1));
    }

    [Fact]
    public async Task Callers_that_find_the_block_empty_share_one_refill()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        tables.OnCommit = async (_, _, commit) =>
        {
            await gate.Task;
            return await commit();
        };
        var serials = new SerialNumbers(tables);
        var waiting = Enumerable.Range(0, 50)
            .Select(_ => serials.Next(Samples.Environment, CancellationToken.None)).ToArray();
        gate.SetResult();
        Assert.Equal(Enumerable.Range(1, 50), (await Task.WhenAll(waiting)).Order());
        Assert.Single(tables.Commits);
    }

    [Fact]
    public async Task A_store_that_takes_nothing_is_told_and_tried_again_by_the_next_call()
    {
        var serials = new SerialNumbers(tables);
        tables.OnCommit = (_, _, _) => Task.FromResult(CommitOutcome.Refused(CommitStatus.Stale, 0));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => Take(serials, 1));
        tables.OnCommit = (_, _, commit) => commit();
        Assert.Equal([1], await Take(serials, 1));
    }

    private static async Task<IReadOnlyList<int>> Take(SerialNumbers serials, int count)
    {
        var numbers = new List<int>();
        for (var i = 0; i < count; i++)
        {
            numbers.Add(await serials.Next(Samples.Environment, CancellationToken.None));
        }

        return numbers;
    }
}
