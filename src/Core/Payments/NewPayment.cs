using Fulgurite.Identity;
using Fulgurite.Listings;
using Fulgurite.Money;
using Fulgurite.Wallets;

namespace Fulgurite.Payments;

/// <summary>What a merchant asks to be paid.</summary>
/// <param name="Id">Names the payment and makes the request repeatable.</param>
/// <param name="Environment">Whose wallet.</param>
/// <param name="Wallet">Who pays.</param>
/// <param name="Target">What is paid.</param>
/// <param name="Amount">Required unless an invoice names it; where one does, null or the same.</param>
/// <param name="FeeMax">The most that routing may cost.</param>
public sealed record NewPayment(
    PaymentId Id, EnvironmentId Environment, WalletId Wallet, PaymentTarget Target, Msat? Amount, Msat FeeMax)
{
    private static readonly Msat FeeMaxLeast = new(1_000);

    /// <summary>A payment of an invoice: of its BOLT 11 text, with or without <c>lightning:</c>.</summary>
    public NewPayment(
        PaymentId id, EnvironmentId environment, WalletId wallet, string paymentRequest, Msat? amount, Msat feeMax)
        : this(id, environment, wallet, new PaymentTarget.Invoice(paymentRequest), amount, feeMax)
    {
    }

    /// <summary>The merchant's own notes.</summary>
    public Metadata Metadata { get; init; } = Metadata.None;

    /// <summary>As what it was asked for: an invoice may be what a BIP 21 request offers.</summary>
    public PaymentKind Kind { get; init; } =
        Target is PaymentTarget.Keysend ? PaymentKind.Keysend : PaymentKind.Bolt11;

    /// <summary>The address that a BIP 21 request offers beside the invoice; null for none.</summary>
    public string? Address { get; init; }

    /// <summary>What it is for, in other words than the invoice's; null leaves those.</summary>
    public string? Description { get; init; }

    /// <summary>
    /// True to keep a payment that the wallet does not cover, as one that failed; false to refuse it and keep nothing.
    /// </summary>
    public bool KeepsNotCovered { get; init; }

    /// <summary>
    /// What routing may cost where nobody says: 1 % of the amount, rounded down to the millisatoshi, and at least 1,000
    /// millisatoshis (Voltage Payments API, sends).
    /// </summary>
    public static Msat FeeMaxFor(Msat amount) => new(Math.Max(FeeMaxLeast.Value, amount.Value / 100));
}
