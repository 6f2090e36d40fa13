using Fulgurite.Callbacks;
using Fulgurite.Events;
using Fulgurite.Identity;

namespace Fulgurite.OnChain;

/// <summary>A send on chain has ended.</summary>
/// <param name="Kind">How.</param>
/// <param name="Id">The event's id.</param>
/// <param name="At">When it was committed.</param>
/// <param name="Send">As it is after.</param>
public sealed record OnChainSendNews(PaymentEvent Kind, Guid Id, DateTimeOffset At, OnChainSend Send)
    : News(Kind, Id, At)
{
    /// <inheritdoc/>
    public override WalletId Wallet => Send.Wallet;

    /// <inheritdoc/>
    public override string Reference => Send.Id.ToString();

    /// <summary>What is told of a send that is final.</summary>
    public static OnChainSendNews Of(OnChainSend final, DateTimeOffset now) => new(
        final.State == OnChainSendState.Sent ? PaymentEvent.SendSucceeded : PaymentEvent.SendFailed,
        OnChainSendEvents.IdOf(final),
        now,
        final);
}
