namespace Fulgurite.Storage;

/// <summary>Instants as they are stored.</summary>
public static class StoredTime
{
    /// <summary>
    /// The time by a clock, cut off to the microsecond: whatever is hashed or compared must read back the same.
    /// </summary>
    public static DateTimeOffset Now(TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
