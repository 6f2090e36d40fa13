namespace Fulgurite.Bench.Subjects;

/// <summary>The system's clock, put forward on demand: what waits for time to pass need not be waited for.</summary>
internal sealed class LaterClock : TimeProvider
{
    private TimeSpan ahead;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;

    public void PutForward(TimeSpan by) => ahead += by;
}
