using Fulgurite.Lightning;
using Fulgurite.Money;

namespace Fulgurite.Worlds;

/// <summary>An invoice of somebody beyond the node.</summary>
internal sealed record PayeeInvoice(
    PaymentPreimage Preimage, string Text, Msat? Amount, DateTimeOffset ExpiresAt, IReadOnlyList<PaymentFate> Fates);
