using Fulgurite.Identity;
using Fulgurite.Listings;
using Fulgurite.Money;
using Fulgurite.Wallets;

namespace Fulgurite.Payments;

/// <summary>What a merchant asks to be paid.</summary>
/// <param name="Id">Names the payment and makes the request repeatable.</param>
/// <param name="Environment">Whose wallet.</param>
/// <param name="Wallet">Who pays.</param>
/// <param name="PaymentRequest">The BOLT 11 text, with or without <c>lightning:</c>.</param>
/// <param name="Amount">Required where the request names none; where it does, null or the same.</param>
/// <param name="FeeMax">The most that routing may cost.</param>
public sealed record NewPayment(
    PaymentId Id, EnvironmentId Environment, WalletId Wallet, string PaymentRequest, Msat? Amount, Msat FeeMax)
{
    private static readonly Msat FeeMaxLeast = new(1_000);

    /// <summary>The merchant's own notes.</summary>
    public Metadata Metadata { get; init; } = Metadata.None;

    /// <summary>As what it was asked for: a payment of an invoice, or of whatever a BIP 21 request offers.</summary>
    public PaymentKind Kind { get; init; } = PaymentKind.Bolt11;

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
