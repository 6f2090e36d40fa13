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

    /// <summary>No attempt was made: the endpoint is stopped or busy, and another order follows.</summary>
    PutOff,

    /// <summary>The endpoint is deleted, or said that it is gone. Kept.</summary>
    Abandoned,

    /// <summary>
    /// The order is not about the next attempt any more: another consumer's attempt was recorded first. Nothing was
    /// changed.
    /// </summary>
    OutOfDate,
}
