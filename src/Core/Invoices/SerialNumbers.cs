using System.Collections.Concurrent;
using Fulgurite.Identity;
using Fulgurite.Storage;

namespace Fulgurite.Invoices;

/// <summary>
/// Numbers that are unique in their environment and never repeat, from 1. Each process takes a block of
/// <see cref="BlockSize"/> by one guarded write and hands it out from memory; what a crash leaves of a block is
/// skipped, never used twice. Table <c>serials</c>: partition = environment id, row = <c>next</c>.
/// </summary>
public sealed class SerialNumbers(ITableStore tables)
{
    /// <summary>Numbers taken at once.</summary>
    public const int BlockSize = 100;

    /// <summary>The table.</summary>
    public static readonly TableName Table = new("serials");

    private readonly ConcurrentDictionary<EnvironmentId, Block> blocks = new();

    /// <summary>The next number. A storage read and a write for every hundredth call, none for the others.</summary>
    /// <exception cref="StorageUnavailableException">No block could be taken.</exception>
    public async Task<int> Next(EnvironmentId environment, CancellationToken cancel)
    {
        var block = blocks.GetOrAdd(environment, _ => new Block());
        while (true)
        {
            var taken = block.Take();
            if (taken is { } number)
            {
                return number;
            }

            await block.Refill(() => TakeBlock(environment), cancel);
        }
    }

    private async Task<int> TakeBlock(EnvironmentId environment)
    {
        var key = new RowKey(environment.ToString(), "next");
        for (var tries = 0; tries < 20; tries++)
        {
            var row = await tables.Get(Table, key, CancellationToken.None);
            var first = (int)(row?.Fields.Integer("number") ?? 1);
            RowFields next = new RowFields { { "number", first + BlockSize } };
            var write = row is null ? RowWrite.Insert(key, next) : RowWrite.Replace(key, next, row.Version);

            // An unknown outcome is treated as a loss: the block may be skipped, never shared.
            var outcome = await tables.Commit(Table, new RowBatch([write]), CancellationToken.None);
            if (outcome.Status == CommitStatus.Committed)
            {
                return first;
            }
        }

        throw new StorageUnavailableException($"No serial numbers could be taken for environment {environment}.");
    }

    private sealed class Block
    {
        private readonly Lock gate = new();
        private int next;
        private int end;
        private Task? refill;

        public int? Take()
        {
            lock (gate)
            {
                return next < end ? next++ : null;
            }
        }

        // Callers that find the block empty share one refill.
        public Task Refill(Func<Task<int>> takeBlock, CancellationToken cancel)
        {
            lock (gate)
            {
                if (next < end)
                {
                    return Task.CompletedTask;
                }

                if (refill is null or { IsCompleted: true })
                {
                    refill = Fill(takeBlock);
                }

                return refill.WaitAsync(cancel);
            }
        }

        private async Task Fill(Func<Task<int>> takeBlock)
        {
            var first = await takeBlock();
            lock (gate)
            {
                (next, end) = (first, first + BlockSize);
            }
        }
    }
}
