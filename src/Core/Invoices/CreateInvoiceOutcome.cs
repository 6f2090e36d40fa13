namespace Fulgurite.Invoices;

/// <summary>Why no invoice was made, in order of precedence.</summary>
public enum CreateInvoiceRefusal
{
    /// <summary>There is no such environment.</summary>
    EnvironmentNotFound,

    /// <summary>There is no such wallet, or it is deleted.</summary>
    WalletNotFound,

    /// <summary>The wallet's line of credit is disabled.</summary>
    LineOfCreditDisabled,

    /// <summary>The line takes a processing fee, and no amount is named, or one that is too much with it.</summary>
    AmountRequired,

    /// <summary>The environment has no more serial numbers: 715 million invoices were made.</summary>
    SerialNumbersExhausted,

    /// <summary>The id names something else of the environment.</summary>
    IdTaken,

    /// <summary>The node will not issue it; its reason is in the log.</summary>
    NodeRefused,
}

/// <summary>Either an invoice or a refusal.</summary>
/// <param name="Invoice">What was made.</param>
/// <param name="Refusal">Why nothing was.</param>
/// <param name="Reason">The node's own words, for the operator's log.</param>
public sealed record CreateInvoiceOutcome(Invoice? Invoice, CreateInvoiceRefusal? Refusal, string? Reason = null)
{
    /// <summary>True when the invoice was there before this request.</summary>
    public bool IsRepeat { get; init; }
}
