using Fulgurite.Lightning;
using Fulgurite.Money;

namespace Fulgurite.Payments;

/// <summary>Reads orders to pay. Asks nobody.</summary>
public sealed class ReadPaymentTerms(BitcoinNetwork network, KeysendPreimages preimages)
{
    /// <summary>The terms, or what is wrong with the order itself, whatever the wallet holds.</summary>
    internal (PaymentTerms? Terms, CreatePaymentRefusal? Refusal) Of(NewPayment asked) => asked.Target switch
    {
        PaymentTarget.Invoice invoice => OfInvoice(asked, invoice),
        PaymentTarget.Keysend keysend => OfKeysend(asked, keysend),
        _ => throw new InvariantBrokenException("an invoice is paid, or a node"),
    };

    private (PaymentTerms?, CreatePaymentRefusal?) OfInvoice(NewPayment asked, PaymentTarget.Invoice target)
    {
        var text = Bolt11Invoice.StripUriScheme(target.PaymentRequest.Trim());
        if (!Bolt11Invoice.TryDecode(text, out var invoice, out _))
        {
            return (null, CreatePaymentRefusal.InvalidPaymentRequest);
        }

        if (invoice.Network != network)
        {
            return (null, CreatePaymentRefusal.WrongNetwork);
        }

        if ((asked.Amount ?? invoice.Amount) is not { } amount)
        {
            return (null, CreatePaymentRefusal.AmountRequired);
        }

        var isContradicted = invoice.Amount is { } named && named != amount;
        return isContradicted || !IsPossible(amount, asked.FeeMax)
            ? (null, CreatePaymentRefusal.InvalidAmount)
            : (new PaymentTerms(
                new PaymentTarget.Invoice(invoice.Text),
                invoice.PaymentHash,
                amount,
                invoice.Amount is not null,
                asked.Description ?? invoice.Description ?? "",
                invoice.ExpiresAt), null);
    }

    private (PaymentTerms?, CreatePaymentRefusal?) OfKeysend(NewPayment asked, PaymentTarget.Keysend target)
    {
        if (asked.Amount is not { } amount)
        {
            return (null, CreatePaymentRefusal.AmountRequired);
        }

        var hash = preimages.For(asked.Wallet, asked.Id).Hash();
        return IsPossible(amount, asked.FeeMax)
            ? (new PaymentTerms(target, hash, amount, false, asked.Description ?? "", null), null)
            : (null, CreatePaymentRefusal.InvalidAmount);
    }

    private static bool IsPossible(Msat amount, Msat feeMax) => !amount.IsZero && amount <= Msat.MaxValue - feeMax;
}
