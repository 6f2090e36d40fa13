using System.Text.Json;

namespace Fulgurite.Sandbox.LocalBus;

/// <summary>The bus's records in an <see cref="AppendOnlyLog"/>.</summary>
internal sealed class BusJournal(AppendOnlyLog log) : IDisposable
{
    // Below this size a journal is not worth the rewriting.
    private const long CompactionBytesMin = 1 << 20;
    private long compactedLength;

    /// <summary>Most of the journal is about messages that are gone.</summary>
    public bool IsWorthCompacting => log.Length > Math.Max(CompactionBytesMin, 4 * compactedLength);

    /// <summary>Adds a record.</summary>
    /// <exception cref="IOException">It is not in the journal.</exception>
    public void Append(BusRecord record) => log.Append(Line(record));

    /// <summary>Every record, oldest first.</summary>
    /// <exception cref="InvalidDataException">The journal was damaged or written by a later version.</exception>
    public IEnumerable<BusRecord> Replay() => log.Replay().Select(Record);

    /// <summary>Replaces all records by fewer that say the same.</summary>
    /// <exception cref="IOException">The journal is as before.</exception>
    public void Compact(IEnumerable<BusRecord> records)
    {
        log.Rewrite(records.Select(record => new ReadOnlyMemory<byte>(Line(record))));
        compactedLength = log.Length;
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => log.Dispose();

    private static byte[] Line(BusRecord record) =>
        JsonSerializer.SerializeToUtf8Bytes(record, BusRecordJson.Default.BusRecord);

    private static BusRecord Record(byte[] line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, BusRecordJson.Default.BusRecord)
                ?? throw new InvalidDataException("the bus's journal has an empty record");
        }
        catch (JsonException damaged)
        {
            throw new InvalidDataException("the bus's journal has a record that cannot be read", damaged);
        }
    }
}
