using Fulgurite.Callbacks;
using Fulgurite.Events;
using Fulgurite.Identity;

namespace Fulgurite.ChainRequests;

/// <summary>Something happened to a request to receive on chain.</summary>
/// <param name="Kind">What.</param>
/// <param name="Id">The event's id.</param>
/// <param name="At">When it was committed.</param>
/// <param name="Request">As it is after.</param>
/// <param name="Receipts">Of it, as they are after; see <see cref="ShownReceipts"/>.</param>
public sealed record ChainRequestNews(
    PaymentEvent Kind, Guid Id, DateTimeOffset At, ChainRequest Request, IReadOnlyList<ChainReceipt> Receipts)
    : News(Kind, Id, At)
{
    /// <inheritdoc/>
    public override WalletId Wallet => Request.Wallet;

    /// <inheritdoc/>
    public override string Reference => Request.Id.ToString();

    /// <summary>It was made, and can be paid.</summary>
    public static ChainRequestNews Generated(ChainRequest request) => new(
        PaymentEvent.ReceiveGenerated,
        ChainRequestEvents.IdOf(ChainRequestEvents.Generated, request),
        request.CreatedAt,
        request,
        []);

    /// <summary>It ended unpaid.</summary>
    public static ChainRequestNews Ended(ChainRequest ended, IReadOnlyList<ChainReceipt> receipts) => new(
        PaymentEvent.ReceiveExpired,
        ChainRequestEvents.IdOf(
            ended.State == ChainRequestState.Canceled ? ChainRequestEvents.Canceled : ChainRequestEvents.Expired,
            ended),
        ended.UpdatedAt,
        ended,
        receipts);
}
