namespace Fulgurite.Billing;

/// <summary>Why a bill is not paid out as was asked, in order of precedence. Nothing is changed.</summary>
public enum RequestPayoutRefusal
{
    /// <summary>It is void, paid, or being paid out to another destination.</summary>
    AlreadyProcessingOrPaid,

    /// <summary>Its customer owes it, or nothing is owed.</summary>
    NotOwedToCustomer,

    /// <summary>The text is not a BOLT 11 payment request.</summary>
    InvalidPaymentRequest,

    /// <summary>It is one of another network.</summary>
    WrongNetwork,

    /// <summary>It has expired.</summary>
    InvoiceExpired,

    /// <summary>The text is not an address of our chain.</summary>
    InvalidAddress,

    /// <summary>The maximum fee leaves nothing, or less than the network carries.</summary>
    TooLittle,

    /// <summary>The invoice does not ask for what is owed less the maximum fee.</summary>
    AmountMismatch,

    /// <summary>The line of credit is disabled, or waits for its collateral.</summary>
    LineNotReady,

    /// <summary>Another bill of the line is yet to be paid, or settled with its wallets.</summary>
    OtherBillOpen,

    /// <summary>Wallets have spent of what they were ahead by.</summary>
    WalletsShort,
}

/// <summary>What became of asking for a payout.</summary>
/// <param name="Bill">As it is now.</param>
/// <param name="Refusal">Why it is not paid out so; null when it is.</param>
public sealed record RequestPayoutOutcome(Bill Bill, RequestPayoutRefusal? Refusal);
