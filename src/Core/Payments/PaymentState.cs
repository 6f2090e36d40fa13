namespace Fulgurite.Payments;

/// <summary>The life of a payment. Each state but the last two is left by the next look at it.</summary>
public enum PaymentState
{
    /// <summary>Its cost is held; the node was not asked yet.</summary>
    Initiated,

    /// <summary>The node was asked, and there is no definite answer yet.</summary>
    InFlight,

    /// <summary>The payee has it: final.</summary>
    Succeeded,

    /// <summary>Definitely not paid, and the hold is released: final.</summary>
    Failed,
}
