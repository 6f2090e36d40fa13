using Fulgurite.Identity;
using Fulgurite.Storage;

namespace Fulgurite.Payments;

/// <summary>Which payment of ours may have a hash paid.</summary>
/// <param name="Wallet">The payment's wallet.</param>
/// <param name="Payment">The payment.</param>
/// <param name="Version">Of the stored row.</param>
public sealed record PaymentClaim(WalletId Wallet, PaymentId Payment, ETag Version)
{
    /// <summary>True when this payment has the right.</summary>
    public bool IsOf(Payment payment) => Wallet == payment.Wallet && Payment == payment.Id;
}
