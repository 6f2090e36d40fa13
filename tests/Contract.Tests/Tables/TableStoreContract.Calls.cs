using System.Diagnostics.Metrics;
using Fulgurite.Storage;

namespace Fulgurite.Contracts.Tables;

/// <summary>Cancellation and the count of transactions.</summary>
public abstract partial class TableStoreContract
{
    [Fact]
    public async Task Honours_cancellation()
    {
        var cancelled = new CancellationToken(canceled: true);
        var batch = new RowBatch([RowWrite.Insert(Key("a"), Number(1))]);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.Get(Table, Key("a"), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => store.Query(Table, new RowQuery(partition), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.Commit(Table, batch, cancelled));
        Assert.Null(await Read("a"));
    }

    [Fact]
    public async Task Counts_each_operation_as_one_transaction()
    {
        var counted = new TableName($"c{partition}");
        await store.Commit(counted, new RowBatch([RowWrite.Insert(Key("a"), Number(1))]), default);
        var operations = new List<string>();
        using var listener = Listen(counted, operations);

        await store.Get(counted, Key("a"), default);
        await store.Query(counted, new RowQuery(partition), default);
        await store.Commit(counted, new RowBatch([RowWrite.DeleteAny(Key("a"))]), default);

        Assert.Equal(["get", "query", "commit"], operations);
    }

    private static MeterListener Listen(TableName table, List<string> operations)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == StorageMeter.Name && instrument.Name == StorageMeter.Transactions)
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            var values = tags.ToArray().ToDictionary(t => t.Key, t => t.Value as string);
            if (values["table"] == table.Value)
            {
                operations.Add(values["operation"]!);
            }
        });
        listener.Start();
        return listener;
    }
}
