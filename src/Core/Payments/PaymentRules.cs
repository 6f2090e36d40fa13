using Fulgurite.Credit;
using Fulgurite.Identity;
using Fulgurite.Ledger;
using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.Wallets;

namespace Fulgurite.Payments;

/// <summary>Why an order to pay an invoice is refused.</summary>
public sealed class PaymentRules(BitcoinNetwork network, WalletGate gate)
{
    /// <summary>What is wrong with the order itself, whatever the wallet holds; null for nothing.</summary>
    public CreatePaymentRefusal? ProblemWith(NewPayment asked, Bolt11Invoice invoice)
    {
        if (invoice.Network != network)
        {
            return CreatePaymentRefusal.WrongNetwork;
        }

        if ((asked.Amount ?? invoice.Amount) is not { } amount)
        {
            return CreatePaymentRefusal.AmountRequired;
        }

        var isContradicted = invoice.Amount is { } named && named != amount;
        return isContradicted || amount.IsZero || amount > Msat.MaxValue - asked.FeeMax
            ? CreatePaymentRefusal.InvalidAmount
            : null;
    }

    /// <summary>
    /// What keeps a wallet from paying, decided over its head as it is at the moment: null for nothing. No storage
    /// transaction while the gate remembers.
    /// </summary>
    internal async Task<Func<Payment, WalletHead, DateTimeOffset, CreatePaymentRefusal?>> Of(
        WalletId wallet, CancellationToken cancel)
    {
        var isDisabled = await gate.ProblemWith(wallet, cancel) == WalletChangeRefusal.LineDisabled;
        return (payment, head, now) => ProblemWith(payment, isDisabled, head, now);
    }

    private static CreatePaymentRefusal? ProblemWith(
        Payment payment, bool isDisabled, WalletHead head, DateTimeOffset now)
    {
        if (head.Environment != payment.Environment || head.State == WalletState.Deleted)
        {
            return CreatePaymentRefusal.WalletNotFound;
        }

        if (now >= payment.ExpiresAt)
        {
            return CreatePaymentRefusal.InvoiceExpired;
        }

        if (isDisabled)
        {
            return CreatePaymentRefusal.LineOfCreditDisabled;
        }

        return head.Balances[Account.Available].Value + head.CreditLimit.Value < payment.Held.Value
            ? CreatePaymentRefusal.InsufficientFunds
            : null;
    }
}
