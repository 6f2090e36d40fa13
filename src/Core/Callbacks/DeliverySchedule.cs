namespace Fulgurite.Callbacks;

/// <summary>Where a delivery stands after an attempt, a wait, or a word by hand. Pure.</summary>
public static class DeliverySchedule
{
    /// <summary>The longest that a receiver's <c>Retry-After</c> is kept to.</summary>
    public static readonly TimeSpan RetryAfterMax = TimeSpan.FromDays(1);

    /// <summary>
    /// How often a delivery of a stopped endpoint looks whether it was started; starting itself tells most.
    /// </summary>
    public static readonly TimeSpan StoppedWait = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan BusyWaitMin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BusyWaitMax = TimeSpan.FromMinutes(5);

    /// <summary>After an attempt.</summary>
    /// <param name="before">A pending delivery.</param>
    /// <param name="isAcknowledged">Whether the endpoint took it.</param>
    /// <param name="delays">The scheme's waits; none exhausts the delivery.</param>
    /// <param name="now">When the attempt ended; the next wait begins here.</param>
    /// <param name="retryAfter">The least that the receiver asks us to wait.</param>
    public static Delivery After(
        Delivery before,
        bool isAcknowledged,
        IReadOnlyList<TimeSpan> delays,
        DateTimeOffset now,
        TimeSpan? retryAfter = null)
    {
        var made = before with
        {
            Attempts = before.Attempts + 1, AttemptsOfRound = before.AttemptsOfRound + 1, IsPaused = false,
        };
        if (isAcknowledged)
        {
            return made with { State = DeliveryState.Delivered, DueAt = null };
        }

        if (made.AttemptsOfRound > delays.Count)
        {
            return made with { State = DeliveryState.Exhausted, DueAt = null };
        }

        var (planned, asked) = (delays[made.AttemptsOfRound - 1], Shorter(retryAfter ?? TimeSpan.Zero, RetryAfterMax));
        return made with { DueAt = now + (asked > planned ? asked : planned) };
    }

    /// <summary>After a resend by hand: due at once, at the beginning of the schedule.</summary>
    public static Delivery Resent(Delivery before, DateTimeOffset now) =>
        before with { State = DeliveryState.Pending, DueAt = now, AttemptsOfRound = 0, IsPaused = false };

    /// <summary>While its endpoint is stopped: no attempt, and it waits to be woken.</summary>
    public static Delivery Paused(Delivery before, DateTimeOffset now) =>
        before with { DueAt = now + StoppedWait, IsPaused = true };

    /// <summary>When its endpoint is started again: due at once, at its place in the schedule.</summary>
    public static Delivery Resumed(Delivery before, DateTimeOffset now) =>
        before with { DueAt = now, IsPaused = false };

    /// <summary>
    /// While its endpoint has as many attempts under way as it may: no attempt, and a wait that grows with its age.
    /// </summary>
    public static Delivery PutOff(Delivery before, DateTimeOffset now)
    {
        var quarter = (now - before.CreatedAt) / 4;
        return before with { DueAt = now + (quarter < BusyWaitMin ? BusyWaitMin : Shorter(quarter, BusyWaitMax)) };
    }

    /// <summary>Given up by hand, or with its endpoint. Final, and resendable while the endpoint is there.</summary>
    public static Delivery Abandoned(Delivery before) =>
        before with { State = DeliveryState.Abandoned, DueAt = null, IsPaused = false };

    private static TimeSpan Shorter(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
