namespace Fulgurite.Pages;

/// <summary>The server's clock, which stands still until a test moves it.</summary>
internal sealed class ShopClock : TimeProvider
{
    /// <summary>When every test begins.</summary>
    public static readonly DateTimeOffset Start = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private long _movedTicks;

    public override DateTimeOffset GetUtcNow() => Start.AddTicks(Interlocked.Read(ref _movedTicks));

    /// <summary>Moves the clock forward.</summary>
    public void Advance(TimeSpan time) => Interlocked.Add(ref _movedTicks, time.Ticks);
}
