namespace Fulgurite.App.Checkout;

/// <summary>What came of asking for an invoice.</summary>
/// <param name="Status">Whether there is one.</param>
/// <param name="InvoiceId">The id of its page; set exactly when created.</param>
internal sealed record NewDepositOutcome(NewDepositStatus Status, string? InvoiceId = null);

/// <summary>Whether an invoice was made.</summary>
internal enum NewDepositStatus
{
    /// <summary>The invoice exists and its page can be shown.</summary>
    Created,

    /// <summary>The amount is outside what the wallet takes now.</summary>
    AmountOutsideLimits,

    /// <summary>The wallet has too many unpaid invoices; some must expire first.</summary>
    TooManyOpen,

    /// <summary>The wallet cannot receive now, such as when its node is away.</summary>
    Unavailable,
}
