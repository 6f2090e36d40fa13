namespace Fulgurite.Lightning;

/// <summary>
/// Why a payment was not made: LND's <c>PaymentFailureReason</c>, its refusals before any try, and our own.
/// </summary>
public enum PaymentFailure
{
    /// <summary>The node gave no reason, or one that the adapter does not know.</summary>
    Unspecified,

    /// <summary>It ran out of time before a try arrived.</summary>
    Timeout,

    /// <summary>There is no way to the payee within the fee.</summary>
    NoRoute,

    /// <summary>The node failed on its own.</summary>
    NodeError,

    /// <summary>The payee does not know the invoice, has cancelled it, or wants another amount.</summary>
    IncorrectPaymentDetails,

    /// <summary>The node's channels do not hold enough.</summary>
    InsufficientBalance,

    /// <summary>Somebody cancelled it at the node.</summary>
    Canceled,

    /// <summary>The invoice had expired.</summary>
    InvoiceExpired,

    /// <summary>The invoice is the node's own.</summary>
    SelfPayment,

    /// <summary>The node cannot read the payment request, or it is of another network.</summary>
    InvalidPaymentRequest,

    /// <summary>The node had paid the invoice, or was paying it, before it was asked on our behalf.</summary>
    AlreadyPaid,

    /// <summary>Another payment of ours paid the invoice, or may still do so.</summary>
    AlreadyAttempted,

    /// <summary>The wallet's balance and credit did not cover it: nothing was held, and no node was asked.</summary>
    NotCovered,

    /// <summary>A keysend's time was over before a try of it was made.</summary>
    KeysendExpired,
}
