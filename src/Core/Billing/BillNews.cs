using Fulgurite.Callbacks;
using Fulgurite.Events;
using Fulgurite.Identity;

namespace Fulgurite.Billing;

/// <summary>Something became of a bill.</summary>
/// <param name="Kind">What.</param>
/// <param name="Id">The event's id.</param>
/// <param name="At">When.</param>
/// <param name="Bill">As it is after.</param>
public sealed record BillNews(PaymentEvent Kind, Guid Id, DateTimeOffset At, Bill Bill) : News(Kind, Id, At)
{
    /// <inheritdoc/>
    public override WalletId Wallet => AnnounceToEnvironment.PartitionOf(Bill.Environment, Reference);

    /// <inheritdoc/>
    public override string Reference => Bill.Id.ToString();

    /// <summary>Its cycle was closed.</summary>
    public static BillNews Created(Bill bill) => Of(PaymentEvent.BillCreated, bill, bill.CreatedAt, "");

    /// <summary>It is due; each reminder is an event of its own, and of the instant for which it was planned.</summary>
    public static BillNews Overdue(Bill bill, DateTimeOffset plannedAt) =>
        Of(PaymentEvent.BillOverdue, bill, plannedAt, $"/{bill.Reminders}");

    /// <summary>It is covered and settled: of the instant at which it was covered.</summary>
    public static BillNews Paid(Bill bill) => Of(PaymentEvent.BillPaid, bill, bill.CoveredAt!.Value, "");

    private static BillNews Of(PaymentEvent kind, Bill bill, DateTimeOffset at, string which) =>
        new(kind, EventIds.For(kind.ToString(), $"{bill.Id}{which}"), at, bill);
}
