using System.Globalization;
using Fulgurite.Events;
using Fulgurite.Identity;
using Fulgurite.Money;

namespace Fulgurite.Billing;

/// <summary>
/// Where, and how much of, a bill that is owed to its customer is paid: frozen from the moment at which it was asked
/// for. Amount and maximum fee together are what is owed: the customer bears the fee.
/// </summary>
public sealed record BillPayout
{
    /// <summary>The invoice that is paid; null where an address is.</summary>
    public string? PaymentRequest { get; init; }

    /// <summary>The address that is paid; null where an invoice is.</summary>
    public string? Address { get; init; }

    /// <summary>What arrives.</summary>
    public required Msat Amount { get; init; }

    /// <summary>The most that routing or mining may cost.</summary>
    public required Msat FeeMax { get; init; }

    /// <summary>
    /// Which try of the bill this is, from 1: each is a payment of its own, and begins after the last failed.
    /// </summary>
    public int Attempt { get; init; } = 1;

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset AskedAt { get; init; }

    /// <summary>What it cost; zero before it is paid.</summary>
    public Msat FeePaid { get; init; }

    /// <summary>Why not; null unless it failed.</summary>
    public PayoutFailure? Failure { get; init; }

    /// <summary>When it was found to have failed.</summary>
    public DateTimeOffset? FailedAt { get; init; }

    /// <summary>What it takes of what is owed at most.</summary>
    public Msat Cost => Amount + FeeMax;

    /// <summary>The payment of a try: made from bill and number, so that a repeat is the same one.</summary>
    public static PaymentId PaymentOf(BillId bill, int attempt) => new(EventIds.For(
        "bill-payout", string.Create(CultureInfo.InvariantCulture, $"{bill}/{attempt}")));

    /// <summary>Whether it is what another one asks for.</summary>
    public bool IsTo(BillPayout other) =>
        PaymentRequest == other.PaymentRequest && Address == other.Address
        && Amount == other.Amount && FeeMax == other.FeeMax;
}
