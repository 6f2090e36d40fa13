using Fulgurite.Identity;
using Fulgurite.Listings;

namespace Fulgurite.Invoices;

/// <summary>Where an id of an environment leads: to an invoice, or to a payment that is sent.</summary>
/// <param name="Environment">Whose.</param>
/// <param name="Wallet">Where it lives.</param>
/// <param name="Invoice">The id; a sent payment's likewise.</param>
/// <param name="Direction">Which of the two.</param>
/// <param name="Kind">By what means; where a request on chain has an invoice too, both have the request's.</param>
public sealed record InvoiceLocation(
    EnvironmentId Environment,
    WalletId Wallet,
    InvoiceId Invoice,
    PaymentDirection Direction = PaymentDirection.Receive,
    PaymentKind Kind = PaymentKind.Bolt11)
{
    /// <summary>
    /// The line whose own node issued the invoice: only that one's word counts. Null for the operator's node, and for
    /// what no node issued.
    /// </summary>
    public LineOfCreditId? NodeLine { get; init; }
}
