namespace Fulgurite.Payments;

/// <summary>Why no payment was made, in order of precedence. Nothing is stored, and nothing is held.</summary>
public enum CreatePaymentRefusal
{
    /// <summary>The text is not a BOLT 11 payment request.</summary>
    InvalidPaymentRequest,

    /// <summary>It is one of another network.</summary>
    WrongNetwork,

    /// <summary>It names no amount, and none was given.</summary>
    AmountRequired,

    /// <summary>It names another amount than the one given, or the amount is zero or more than there is.</summary>
    InvalidAmount,

    /// <summary>It has expired.</summary>
    InvoiceExpired,

    /// <summary>There is no such wallet, or it is deleted.</summary>
    WalletNotFound,

    /// <summary>The wallet's line of credit is disabled.</summary>
    LineOfCreditDisabled,

    /// <summary>The wallet's line of credit waits for its collateral.</summary>
    LineOfCreditNotReady,

    /// <summary>A bill of the wallet's line of credit is overdue.</summary>
    LineOfCreditOverdue,

    /// <summary>The id names something else of the environment.</summary>
    AlreadyExists,

    /// <summary>Balance and credit do not cover amount and maximum fee.</summary>
    InsufficientFunds,
}

/// <summary>Either a payment or a refusal.</summary>
/// <param name="Payment">As it is stored now.</param>
/// <param name="Refusal">Why there is none.</param>
public sealed record CreatePaymentOutcome(Payment? Payment, CreatePaymentRefusal? Refusal)
{
    /// <summary>True when the payment was there before this request.</summary>
    public bool IsRepeat { get; init; }
}
