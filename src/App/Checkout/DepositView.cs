using Fulgurite.Money;

namespace Fulgurite.App.Checkout;

/// <summary>Everything that the hosted page shows about one invoice. Nothing in it is secret from the payer.</summary>
internal sealed record DepositView
{
    /// <summary>The id in the page's address.</summary>
    public required string InvoiceId { get; init; }

    /// <summary>Who is paid, as the payer knows them.</summary>
    public required string Payee { get; init; }

    /// <summary>What for; null or empty for nothing to say. Any text.</summary>
    public string? Description { get; init; }

    /// <summary>The merchant's own reference; null for none. Any text.</summary>
    public string? Reference { get; init; }

    /// <summary>What the invoice asks for; null when the payer chooses the amount.</summary>
    public required Msat? Amount { get; init; }

    /// <summary>The invoice in BOLT 11 text form.</summary>
    public required string PaymentRequest { get; init; }

    /// <summary>Where it stands.</summary>
    public required DepositStatus Status { get; init; }

    /// <summary>From this instant on nobody should start to pay.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it was paid; null until then.</summary>
    public DateTimeOffset? PaidAt { get; init; }

    /// <summary>True when the amounts are real money; false adds a notice that they are not.</summary>
    public required bool IsMainnet { get; init; }

    /// <summary>True to offer a button that pays from the sandbox network. Never true on mainnet.</summary>
    public bool CanPayFromSandbox { get; init; }

    /// <summary>The wallet whose deposit form makes a new invoice; null to offer none.</summary>
    public string? FormWalletId { get; init; }
}
