using Fulgurite.Callbacks;
using Fulgurite.Credit;
using Fulgurite.Events;
using Fulgurite.Identity;

namespace Fulgurite.Billing;

/// <summary>A line of credit was disabled, enabled again, blocked, or unblocked.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Id">The event's id.</param>
/// <param name="At">When.</param>
/// <param name="Line">As it is after.</param>
public sealed record LineNews(PaymentEvent Kind, Guid Id, DateTimeOffset At, LineOfCredit Line) : News(Kind, Id, At)
{
    /// <inheritdoc/>
    public override WalletId Wallet => AnnounceToEnvironment.PartitionOf(Line.Environment, Reference);

    /// <inheritdoc/>
    public override string Reference => Line.Id.ToString();

    /// <summary>What the state of a line is news of; null for one that was never disabled.</summary>
    public static LineNews? Of(LineOfCredit line) => line switch
    {
        { DisabledAt: { } at } => Of(line, PaymentEvent.LineOfCreditDisabled, at),
        { EnabledAt: { } at } => Of(line, PaymentEvent.LineOfCreditEnabled, at),
        _ => null,
    };

    /// <summary>What its sends are news of: blocked, or going on; null for one that was never blocked.</summary>
    public static LineNews? OfBlocking(LineOfCredit line) => line switch
    {
        { BlockedAt: { } at } => Of(line, PaymentEvent.LineOfCreditBlocked, at),
        { UnblockedAt: { } at } => Of(line, PaymentEvent.LineOfCreditUnblocked, at),
        _ => null,
    };

    // A line can be disabled many times, each at an instant of its own.
    private static LineNews Of(LineOfCredit line, PaymentEvent kind, DateTimeOffset at) =>
        new(kind, EventIds.For(kind.ToString(), $"{line.Id}/{at.UtcTicks}"), at, line);
}
