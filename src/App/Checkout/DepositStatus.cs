namespace Fulgurite.App.Checkout;

/// <summary>Where a deposit stands, in the words of the hosted page.</summary>
internal enum DepositStatus
{
    /// <summary>The invoice may be paid.</summary>
    Open,

    /// <summary>A payment has reached the node and is being settled.</summary>
    Accepted,

    /// <summary>Paid. Final.</summary>
    Paid,

    /// <summary>Nobody paid in time. Final.</summary>
    Expired,

    /// <summary>Withdrawn by the merchant. Final.</summary>
    Canceled,
}
