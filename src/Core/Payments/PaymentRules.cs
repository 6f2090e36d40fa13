using Fulgurite.Credit;
using Fulgurite.Identity;
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

        return line ?? (head.Covers(payment.Held) ? null : CreatePaymentRefusal.InsufficientFunds);
    }
}
