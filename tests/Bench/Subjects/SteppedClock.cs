namespace Fulgurite.Bench.Subjects;

/// <summary>The machine's clock, moved ahead by hand.</summary>
internal sealed class SteppedClock : TimeProvider
{
    private TimeSpan ahead;

    /// <summary>Moves it.</summary>
    public void Advance(TimeSpan by) => ahead += by;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;
}
