using Fulgurite.Callbacks;
using Fulgurite.Events;
using Fulgurite.Identity;

namespace Fulgurite.Payments;

/// <summary>A payment has ended.</summary>
/// <param name="Kind">How.</param>
/// <param name="Id">The event's id.</param>
/// <param name="At">When it was committed.</param>
/// <param name="Payment">As it is after.</param>
public sealed record PaymentNews(PaymentEvent Kind, Guid Id, DateTimeOffset At, Payment Payment) : News(Kind, Id, At)
{
    /// <inheritdoc/>
    public override WalletId Wallet => Payment.Wallet;

    /// <inheritdoc/>
    public override string Reference => Payment.Id.ToString();

    /// <summary>What is told of a payment that is final.</summary>
    public static PaymentNews Of(Payment final, DateTimeOffset now)
    {
        var isPaid = final.State == PaymentState.Succeeded;
        var happened = EventIds.For(
            isPaid ? "payment.succeeded" : "payment.failed", $"{final.Wallet}/{final.Id}");
        return new PaymentNews(isPaid ? PaymentEvent.SendSucceeded : PaymentEvent.SendFailed, happened, now, final);
    }
}
