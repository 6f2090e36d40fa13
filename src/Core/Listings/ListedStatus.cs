namespace Fulgurite.Listings;

/// <summary>
/// Where a payment of either direction stands, as listings tell it: <c>Receiving → Completed | Expired | Failed</c>,
/// <c>Sending → Completed | Failed</c>. Stored by name.
/// </summary>
public enum ListedStatus
{
    /// <summary>Can be paid, or is being paid.</summary>
    Receiving,

    /// <summary>Its cost is held, and there is no definite answer yet.</summary>
    Sending,

    /// <summary>The money is there: final.</summary>
    Completed,

    /// <summary>Not paid in time, or withdrawn: final.</summary>
    Expired,

    /// <summary>Definitely not paid: final.</summary>
    Failed,
}
