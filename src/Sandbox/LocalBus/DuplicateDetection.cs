namespace Fulgurite.Sandbox.LocalBus;

/// <summary>The ids that one queue accepted within the window.</summary>
internal sealed class DuplicateDetection(TimeSpan window)
{
    private readonly Dictionary<string, DateTimeOffset> acceptedAt = new(StringComparer.Ordinal);
    private readonly Queue<(string Id, DateTimeOffset At)> remembered = new();

    /// <summary>The id was accepted within the window.</summary>
    public bool Knows(string id, DateTimeOffset now) =>
        acceptedAt.TryGetValue(id, out var at) && at + window > now;

    /// <summary>Remembers an id; a later acceptance counts instead of an earlier one.</summary>
    public void Remember(string id, DateTimeOffset at)
    {
        if (acceptedAt.TryGetValue(id, out var known) && known >= at)
        {
            return;
        }

        acceptedAt[id] = at;
        remembered.Enqueue((id, at));
    }

    /// <summary>Lets go of ids that are past the window.</summary>
    public void Forget(DateTimeOffset now)
    {
        while (remembered.TryPeek(out var oldest) && oldest.At + window <= now)
        {
            remembered.Dequeue();
            if (acceptedAt[oldest.Id] == oldest.At)
            {
                acceptedAt.Remove(oldest.Id);
            }
        }
    }

    /// <summary>Every id that <see cref="Knows"/> affirms, with its time of acceptance.</summary>
    public IEnumerable<(string Id, DateTimeOffset At)> All(DateTimeOffset now) =>
        remembered.Where(entry => acceptedAt[entry.Id] == entry.At && Knows(entry.Id, now));
}
