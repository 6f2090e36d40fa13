namespace Fulgurite.Callbacks;

/// <summary>
/// The life of a delivery: <c>Pending → Delivered | Exhausted | Abandoned</c>, and back to Pending by a resend.
/// </summary>
public enum DeliveryState
{
    /// <summary>An attempt is due, or waits for its time.</summary>
    Pending,

    /// <summary>The endpoint acknowledged it.</summary>
    Delivered,

    /// <summary>Every attempt of the schedule failed; kept, and resendable.</summary>
    Exhausted,

    /// <summary>Given up by hand, or because its endpoint was deleted or is gone; kept.</summary>
    Abandoned,
}
