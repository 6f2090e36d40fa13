namespace Fulgurite.Worlds;

/// <summary>
/// Everything that one party has still to do. All its continuations come through here, so that when it is cut, none of
/// them ever runs: that is what the sudden end of a process is.
/// </summary>
internal sealed class Lifeline(Scheduler scheduler) : SynchronizationContext
{
    /// <summary>True once it was cut.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Ends it, in the middle of whatever it was doing.</summary>
    public void Cut() => IsCut = true;

    /// <inheritdoc/>
    public override void Post(SendOrPostCallback d, object? state)
    {
        if (!IsCut)
        {
            scheduler.Soon(() => Run(d, state));
        }
    }

    /// <inheritdoc/>
    public override void Send(SendOrPostCallback d, object? state) =>
        throw new NotSupportedException("Nothing waits for another in a single-threaded world.");

    /// <inheritdoc/>
    public override SynchronizationContext CreateCopy() => this;

    private void Run(SendOrPostCallback work, object? state)
    {
        if (IsCut)
        {
            return;
        }

        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            work(state);
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }
}
