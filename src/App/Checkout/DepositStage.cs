namespace Fulgurite.App.Checkout;

/// <summary>What the page shows: the status, and whether an open invoice has run out of time.</summary>
internal enum DepositStage
{
    /// <summary>Waiting for the payer.</summary>
    Waiting,

    /// <summary>
    /// Past its expiry but not yet known to be unpaid: the node has the last word, so the page neither invites a
    /// payment nor says that it failed.
    /// </summary>
    Closing,

    /// <summary>A payment is on its way.</summary>
    Accepted,

    /// <summary>Paid.</summary>
    Paid,

    /// <summary>Expired unpaid.</summary>
    Expired,

    /// <summary>Withdrawn.</summary>
    Canceled,
}
