using Fulgurite.Bitcoin;
using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.OnChain;
using Fulgurite.Payments;

namespace Fulgurite.Billing;

/// <summary>What a bill is to be paid out to: an invoice or an address, exactly one of the two.</summary>
/// <param name="PaymentRequest">A BOLT 11 text, with or without <c>lightning:</c>.</param>
/// <param name="Address">An address of our chain.</param>
/// <param name="FeeMax">The most that routing or mining may cost; null leaves it to the rules below.</param>
public sealed record NewPayout(string? PaymentRequest, string? Address, Msat? FeeMax)
{
    /// <summary>Whether it is asked for once more what a bill is paid out to already.</summary>
    public bool IsRepeatOf(BillPayout payout, BitcoinNetwork network) =>
        (FeeMax is null || FeeMax == payout.FeeMax)
        && (PaymentRequest is not null
            ? payout.PaymentRequest is { } request && InvoiceOf(PaymentRequest)?.Text == request
            : payout.Address is { } address && AddressOf(network)?.ToString() == address);

    /// <summary>
    /// What is to be paid. What arrives and the maximum fee are what is owed together, to the satoshi on chain: an
    /// invoice that names an amount leaves the rest for the fee, which must be what the order says or, where it says
    /// nothing, at most what a send takes by itself. Else the fee is what the order says, or what a send of all of it
    /// takes by itself, and the rest arrives.
    /// </summary>
    /// <param name="owed">What there is.</param>
    /// <param name="network">Our chain.</param>
    /// <param name="now">The time of the decision.</param>
    public (BillPayout? Payout, RequestPayoutRefusal? Refusal) Read(
        Msat owed, BitcoinNetwork network, DateTimeOffset now) =>
        PaymentRequest is not null ? ToInvoice(owed, network, now) : ToAddress(owed, network);

    private (BillPayout?, RequestPayoutRefusal?) ToInvoice(Msat owed, BitcoinNetwork network, DateTimeOffset now)
    {
        if (InvoiceOf(PaymentRequest!) is not { } invoice)
        {
            return (null, RequestPayoutRefusal.InvalidPaymentRequest);
        }

        if (invoice.Network != network)
        {
            return (null, RequestPayoutRefusal.WrongNetwork);
        }

        if (now >= invoice.ExpiresAt)
        {
            return (null, RequestPayoutRefusal.InvoiceExpired);
        }

        var feeMost = NewPayment.FeeMaxFor(owed);
        var fee = FeeMax ?? (invoice.Amount is { } asks
            ? new Msat(Math.Clamp(owed.Value - asks.Value, 0, feeMost.Value))
            : feeMost);
        if (fee >= owed)
        {
            return (null, RequestPayoutRefusal.TooLittle);
        }

        var amount = invoice.Amount ?? owed - fee;
        return amount.Value == owed.Value - fee.Value
            ? (new BillPayout { PaymentRequest = invoice.Text, Amount = amount, FeeMax = fee }, null)
            : (null, RequestPayoutRefusal.AmountMismatch);
    }

    private (BillPayout?, RequestPayoutRefusal?) ToAddress(Msat owed, BitcoinNetwork network)
    {
        if (AddressOf(network) is not { } address)
        {
            return (null, RequestPayoutRefusal.InvalidAddress);
        }

        var fee = FeeMax ?? NewOnChainSend.FeeMaxFor(owed);
        var amount = Msat.FromSats((owed > fee ? owed - fee : Msat.Zero).ToSatsRoundedDown());
        return amount < DustLimit.For(address)
            ? (null, RequestPayoutRefusal.TooLittle)
            : (new BillPayout { Address = address.ToString(), Amount = amount, FeeMax = fee }, null);
    }

    private BitcoinAddress? AddressOf(BitcoinNetwork network) =>
        BitcoinAddress.TryParse(Address?.Trim(), network, out var address, out _) ? address : null;

    private static Bolt11Invoice? InvoiceOf(string text) =>
        Bolt11Invoice.TryDecode(Bolt11Invoice.StripUriScheme(text.Trim()), out var invoice, out _) ? invoice : null;
}
