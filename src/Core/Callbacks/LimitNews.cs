using Fulgurite.Events;
using Fulgurite.Identity;
using Fulgurite.Ledger;
using Fulgurite.Money;
using Fulgurite.Wallets;

namespace Fulgurite.Callbacks;

/// <summary>A send has used up most of what its wallet may owe. Committed with the send's hold.</summary>
/// <param name="Id">The event's id.</param>
/// <param name="At">When it was committed.</param>
/// <param name="Head">The wallet before the hold; only its ids and limit matter.</param>
/// <param name="Used">What it owes after.</param>
/// <param name="Percent">The mark of its limit that was passed.</param>
/// <param name="Send">The id of the send.</param>
public sealed record LimitNews(Guid Id, DateTimeOffset At, WalletHead Head, Msat Used, int Percent, string Send)
    : News(PaymentEvent.LineOfCreditLimitNearlyReached, Id, At)
{
    /// <inheritdoc/>
    public override WalletId Wallet => Head.Wallet;

    /// <inheritdoc/>
    public override string Reference => Send;

    /// <summary>What a hold is news of; null where it passes no mark.</summary>
    public static LimitNews? Of(WalletHead head, IReadOnlyList<Transfer> hold, string send, DateTimeOffset now)
    {
        var before = head.Balances[Account.Available];
        var after = hold.Aggregate(head.Balances, (balances, transfer) => balances.After(transfer))[Account.Available];
        return CreditUse.Passed(head.CreditLimit, before, after) is { } percent
            ? new LimitNews(IdOf(head.Wallet, send), now, head, new Msat(-after.Value), percent, send)
            : null;
    }

    /// <summary>The id of the event that a send did so.</summary>
    public static Guid IdOf(WalletId wallet, string send) => EventIds.For("limit-nearly-reached", $"{wallet}/{send}");
}
