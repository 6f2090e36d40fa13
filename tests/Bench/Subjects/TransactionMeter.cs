using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Fulgurite.Storage;

namespace Fulgurite.Bench.Subjects;

/// <summary>
/// Counts this process's requests to its store, by table and operation, with the product's own meter.
/// </summary>
internal sealed class TransactionMeter : IDisposable
{
    private readonly ConcurrentDictionary<string, long> counts = new();
    private readonly MeterListener listener;

    public TransactionMeter()
    {
        listener = new MeterListener
        {
            InstrumentPublished = (instrument, into) =>
            {
                if (instrument.Meter.Name == StorageMeter.Name)
                {
                    into.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) =>
            counts.AddOrUpdate($"{tags[0].Value} {tags[1].Value}", count, (_, sum) => sum + count));
        listener.Start();
    }

    /// <summary>By table and operation.</summary>
    public IReadOnlyDictionary<string, long> Counts => counts;

    /// <summary>All together.</summary>
    public long Total => counts.Values.Sum();

    public void Dispose() => listener.Dispose();
}
