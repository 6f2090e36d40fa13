namespace Fulgurite.Callbacks;

/// <summary>What came of an order.</summary>
public enum DeliverCallbackStatus
{
    /// <summary>The endpoint acknowledged it.</summary>
    Delivered,

    /// <summary>The attempt failed and is recorded; the next is ordered.</summary>
    WillRetry,

    /// <summary>The last attempt of the schedule failed, or the endpoint is gone. Kept, and resendable.</summary>
    Exhausted,

    /// <summary>
    /// The order is not about the next attempt any more: another consumer's attempt was recorded first. Nothing was
    /// changed.
    /// </summary>
    OutOfDate,
}
