using Fulgurite.Events;
using Fulgurite.Identity;

namespace Fulgurite.Callbacks;

/// <summary>
/// Something that happened, as every scheme is told of it. Slices bring the thing itself, as it is after the change.
/// </summary>
/// <param name="Kind">What.</param>
/// <param name="Id">The event's id: made from what happened, and the same in the event log.</param>
/// <param name="At">When it was committed.</param>
public abstract record News(PaymentEvent Kind, Guid Id, DateTimeOffset At)
{
    /// <summary>Whose environment it happened in; set where it is told.</summary>
    public OrganizationId Organization { get; init; }

    /// <summary>The wallet in whose partition it is committed.</summary>
    public abstract WalletId Wallet { get; }

    /// <summary>What it is about, as deliveries store it.</summary>
    public abstract string Reference { get; }
}
