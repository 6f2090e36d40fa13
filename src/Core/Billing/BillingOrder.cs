using System.Globalization;
using Fulgurite.Credit;
using Fulgurite.Identity;
using Fulgurite.Messaging;

namespace Fulgurite.Billing;

/// <summary>
/// What the <c>bills</c> queue carries: look at this line of credit, and do what is next. Ordering it once more than
/// needed costs a look.
/// </summary>
/// <param name="Line">Which.</param>
/// <param name="DueAt">The row of <see cref="DueLines"/> that it is for; null for another reason.</param>
public sealed record BillingOrder(LineOfCreditId Line, DateTimeOffset? DueAt)
{
    /// <summary>The order of a payload; null when it is not one.</summary>
    public static BillingOrder? Parse(ReadOnlySpan<byte> payload) =>
        FlatText.Parse(payload) is { } flat && LineOfCreditId.TryParse(flat.Find("line"), out var line)
            ? new BillingOrder(
                line,
                long.TryParse(flat.Find("due"), CultureInfo.InvariantCulture, out var ticks)
                    ? new DateTimeOffset(ticks, TimeSpan.Zero)
                    : null)
            : null;

    /// <summary>The message that has this order carried out.</summary>
    /// <param name="seal">Signs it.</param>
    /// <param name="reason">Tells this order from others of the same line: the key of duplicate detection.</param>
    public BusMessage ToMessage(MessageSeal seal, string reason)
    {
        var payload = new FlatText()
            .With("line", Line.ToString())
            .With("due", DueAt?.UtcTicks.ToString(CultureInfo.InvariantCulture));
        return new BusMessage(QueueName.Bills, $"{Line}:{reason}", seal.Seal(QueueName.Bills, payload.ToBytes()));
    }
}
