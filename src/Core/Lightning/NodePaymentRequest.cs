using Fulgurite.Money;

namespace Fulgurite.Lightning;

/// <summary>A BOLT 11 payment request as a node decodes it.</summary>
/// <param name="Hash">The payment hash.</param>
/// <param name="Payee">Who would be paid.</param>
/// <param name="Amount">Null when the payer chooses.</param>
/// <param name="CreatedAt">The invoice's own timestamp.</param>
/// <param name="Expiry">How long it may be paid.</param>
/// <param name="Description">Its memo, empty when only a hash of one is given.</param>
public sealed record NodePaymentRequest(
    PaymentHash Hash, NodePublicKey Payee, Msat? Amount, DateTimeOffset CreatedAt, TimeSpan Expiry, string Description);
