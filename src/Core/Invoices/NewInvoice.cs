using Fulgurite.Identity;
using Fulgurite.Money;
using Fulgurite.Wallets;

namespace Fulgurite.Invoices;

/// <summary>What a merchant asks for. Limits and formats were checked by the surface that took the request.</summary>
/// <param name="Environment">Whose.</param>
/// <param name="Wallet">Where the money goes.</param>
/// <param name="Amount">What is asked; null lets the payer choose.</param>
/// <param name="Description">Readable by every payer; at most 639 bytes of UTF-8.</param>
/// <param name="Expiry">Whole seconds, one to a year.</param>
/// <param name="MerchantReference">The merchant's own name for it.</param>
/// <param name="CustomerReference">The merchant's own name for the customer.</param>
/// <param name="Id">
/// The idempotency key where the caller has one, unique in its environment: a second request with it is answered with
/// the first invoice. Null for a fresh one.
/// </param>
public sealed record NewInvoice(
    EnvironmentId Environment,
    WalletId Wallet,
    Msat? Amount,
    string Description,
    TimeSpan Expiry,
    string? MerchantReference,
    string? CustomerReference,
    InvoiceId? Id = null)
{
    /// <summary>The merchant's own notes.</summary>
    public Metadata Metadata { get; init; } = Metadata.None;

    /// <summary>Whether the operator keeps the environment's deposit fee of what arrives.</summary>
    public bool TakesDepositFee { get; init; } = true;

    /// <summary>Whether its payer pays the line's processing fee on top of a fixed amount.</summary>
    public bool TakesProcessingFee { get; init; }

    /// <summary>That fee, once it is known: then the amount has it.</summary>
    public ProcessingFee Processing { get; init; }

    /// <summary>The line whose own node issues it; null for the operator's. Known to who checks the wallet.</summary>
    public LineOfCreditId? NodeLine { get; init; }

    /// <summary>Whether it is for a request to receive on chain of the same id.</summary>
    public bool IsPartOfRequest { get; init; }
}
