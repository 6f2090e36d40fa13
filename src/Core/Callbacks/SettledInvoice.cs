using Fulgurite.Lightning;
using Fulgurite.Money;

namespace Fulgurite.Callbacks;

/// <summary>What a callback about a paid invoice can tell: known in full when the money is credited.</summary>
/// <param name="Serial">The invoice's number in its environment.</param>
/// <param name="Hash">The payment's name.</param>
/// <param name="PaymentRequest">The BOLT 11 text.</param>
/// <param name="AmountPaid">What arrived.</param>
/// <param name="FeePaid">What the operator kept of it.</param>
/// <param name="MerchantReference">The merchant's own name for the invoice.</param>
/// <param name="CustomerReference">The merchant's own name for the customer.</param>
/// <param name="SettledAt">When.</param>
public sealed record SettledInvoice(
    int Serial,
    PaymentHash Hash,
    string PaymentRequest,
    Msat AmountPaid,
    Msat FeePaid,
    string? MerchantReference,
    string? CustomerReference,
    DateTimeOffset SettledAt);
