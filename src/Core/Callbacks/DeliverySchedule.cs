namespace Fulgurite.Callbacks;

/// <summary>Where a delivery stands after an attempt, and after a resend. Pure.</summary>
public static class DeliverySchedule
{
    /// <summary>After an attempt.</summary>
    /// <param name="before">A pending delivery.</param>
    /// <param name="isAcknowledged">Whether the endpoint took it.</param>
    /// <param name="delays">The scheme's waits; none exhausts the delivery.</param>
    /// <param name="now">When the attempt ended; the next wait begins here.</param>
    public static Delivery After(
        Delivery before, bool isAcknowledged, IReadOnlyList<TimeSpan> delays, DateTimeOffset now)
    {
        var made = before with { Attempts = before.Attempts + 1, AttemptsOfRound = before.AttemptsOfRound + 1 };
        if (isAcknowledged)
        {
            return made with { State = DeliveryState.Delivered, DueAt = null };
        }

        return made.AttemptsOfRound <= delays.Count
            ? made with { DueAt = now + delays[made.AttemptsOfRound - 1] }
            : made with { State = DeliveryState.Exhausted, DueAt = null };
    }

    /// <summary>After a resend by hand: due at once, at the beginning of the schedule.</summary>
    public static Delivery Resent(Delivery before, DateTimeOffset now) =>
        before with { State = DeliveryState.Pending, DueAt = now, AttemptsOfRound = 0 };
}
