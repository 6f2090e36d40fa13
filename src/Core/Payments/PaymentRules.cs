using Fulgurite.Credit;
using Fulgurite.Identity;
using Fulgurite.Money;
using Fulgurite.Wallets;

namespace Fulgurite.Payments;

/// <summary>Why an order to pay is refused.</summary>
public sealed class PaymentRules(ReadPaymentTerms terms, WalletGate gate)
{
    /// <summary>The order's terms, or what is wrong with it itself, whatever the wallet holds.</summary>
    internal (PaymentTerms? Terms, CreatePaymentRefusal? Refusal) Read(NewPayment asked) => terms.Of(asked);

    /// <summary>
    /// What keeps a wallet from paying, decided over its head as it is at the moment: null for nothing. No storage
    /// transaction while the gate remembers.
    /// </summary>
    internal async Task<Func<Payment, WalletHead, DateTimeOffset, CreatePaymentRefusal?>> Of(
        WalletId wallet, CancellationToken cancel)
    {
        var problem = await gate.ProblemWithSpending(wallet, cancel);
        CreatePaymentRefusal? line =
            problem == WalletChangeRefusal.LineDisabled ? CreatePaymentRefusal.LineOfCreditDisabled
            : problem == WalletChangeRefusal.LineNotReady ? CreatePaymentRefusal.LineOfCreditNotReady
            : problem == WalletChangeRefusal.LineOverdue ? CreatePaymentRefusal.LineOfCreditOverdue
            : null;
        return (payment, head, now) => ProblemWith(payment, line, head, now);
    }

    /// <summary>
    /// What the operator takes for a payment of a wallet that is approved now. No storage transaction while the gate
    /// remembers.
    /// </summary>
    internal Task<BasisPoints> SendFeeOf(WalletId wallet, CancellationToken cancel) => gate.SendFeeOf(wallet, cancel);

    private static CreatePaymentRefusal? ProblemWith(
        Payment payment, CreatePaymentRefusal? line, WalletHead head, DateTimeOffset now)
    {
        if (head.Environment != payment.Environment || head.State == WalletState.Deleted)
        {
            return CreatePaymentRefusal.WalletNotFound;
        }

        if (now >= payment.ExpiresAt)
        {
            return CreatePaymentRefusal.InvoiceExpired;
        }

        if (payment.Amount + payment.FeeMax > Msat.MaxValue - payment.Processing.Amount)
        {
            return CreatePaymentRefusal.InvalidAmount;
        }

        return line ?? (head.Covers(payment.Held) ? null : CreatePaymentRefusal.InsufficientFunds);
    }
}
