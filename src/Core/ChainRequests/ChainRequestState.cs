namespace Fulgurite.ChainRequests;

/// <summary>
/// The life of a request to receive on chain: <c>Open → Completed | Expired | Canceled</c>. The three are final;
/// money that comes in time is credited in any of them.
/// </summary>
public enum ChainRequestState
{
    /// <summary>Less than was asked has been credited, and more is awaited.</summary>
    Open,

    /// <summary>What was asked has been credited.</summary>
    Completed,

    /// <summary>Its time was over before that.</summary>
    Expired,

    /// <summary>Withdrawn before that.</summary>
    Canceled,
}
