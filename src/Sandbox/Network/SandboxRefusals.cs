using Fulgurite.Lightning;
using Fulgurite.Money;

namespace Fulgurite.Sandbox.Network;

/// <summary>What the sandbox node refuses to pay before any try: LND's rules, in LND's order and words.</summary>
internal static class SandboxRefusals
{
    /// <summary>The refusal; null where a payment may be made.</summary>
    /// <param name="invoice">What is to be paid.</param>
    /// <param name="amount">What the payer chose; null for what is asked.</param>
    /// <param name="self">The node that pays.</param>
    /// <param name="now">The time.</param>
    public static SendPaymentOutcome.Refused? Of(
        Bolt11Invoice invoice, Msat? amount, NodePublicKey self, DateTimeOffset now)
    {
        if (invoice.Network != BitcoinNetwork.Regtest)
        {
            return new(PaymentFailure.InvalidPaymentRequest, "invoice not for current active network 'regtest'");
        }

        if (now >= invoice.ExpiresAt)
        {
            return new(PaymentFailure.InvoiceExpired, $"invoice expired. Valid until {invoice.ExpiresAt:u}");
        }

        if (invoice.Amount is null == amount is null)
        {
            return new(
                PaymentFailure.IncorrectPaymentDetails,
                amount is null
                    ? "amount must be specified when paying a zero amount invoice"
                    : "amount must not be specified when paying a non-zero amount invoice");
        }

        return invoice.Payee == self
            ? new(PaymentFailure.SelfPayment, "self-payments not allowed")
            : null;
    }

    /// <summary>The refusal of a keysend; null where it may be made.</summary>
    public static SendPaymentOutcome.Refused? Of(NewNodeKeysend keysend, NodePublicKey self, DateTimeOffset now) =>
        now >= keysend.ExpiresAt
            ? new(
                PaymentFailure.KeysendExpired,
                $"caveat \"time-before {keysend.ExpiresAt:u}\" not satisfied: macaroon has expired")
            : keysend.Destination == self ? new(PaymentFailure.SelfPayment, "self-payments not allowed")
            : null;
}
