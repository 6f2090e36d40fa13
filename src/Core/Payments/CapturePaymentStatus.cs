namespace Fulgurite.Payments;

/// <summary>What came of capturing a payment.</summary>
public enum CapturePaymentStatus
{
    /// <summary>It is captured at this cost, now or before.</summary>
    Captured,

    /// <summary>It has not begun.</summary>
    NotDue,

    /// <summary>It has ended as failed, or at another cost.</summary>
    EndedOtherwise,
}
