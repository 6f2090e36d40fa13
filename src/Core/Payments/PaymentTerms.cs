using Fulgurite.Lightning;
using Fulgurite.Money;

namespace Fulgurite.Payments;

/// <summary>An order to pay, read: what does not depend on the wallet or the time.</summary>
/// <param name="Target">What is paid, as it is stored.</param>
/// <param name="Hash">The Lightning payment's name.</param>
/// <param name="Amount">What the payee is to get; above zero.</param>
/// <param name="IsAmountNamed">Whether the invoice names it.</param>
/// <param name="Description">What it is for; empty for nothing.</param>
/// <param name="InvoiceExpiresAt">When the invoice expires; null for a keysend, which lasts from its order on.</param>
internal sealed record PaymentTerms(
    PaymentTarget Target,
    PaymentHash Hash,
    Msat Amount,
    bool IsAmountNamed,
    string Description,
    DateTimeOffset? InvoiceExpiresAt)
{
    /// <summary>From when on every node refuses to begin with it, where it is ordered now.</summary>
    public DateTimeOffset ExpiresAt(DateTimeOffset now) => InvoiceExpiresAt ?? now + PaymentTarget.Keysend.Lifetime;
}
