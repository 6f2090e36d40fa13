namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>What happened to a payment, in order; nothing for one that is not known.</summary>
internal sealed record PaymentHistory(IReadOnlyList<PaymentHistoryEvent> Events)
{
    /// <summary>Of a payment as it stands: every status that it has had.</summary>
    public static PaymentHistory Of(PaymentBody payment)
    {
        if (payment.Steps is { } steps)
        {
            return new PaymentHistory(steps);
        }

        var isReceive = payment.Direction == PaymentWords.Receive;
        List<PaymentHistoryEvent> events =
        [
            new(isReceive ? "generating" : "sending", null, payment.CreatedAt, 0),
        ];
        if (isReceive)
        {
            events.Add(new PaymentHistoryEvent("receiving", null, payment.CreatedAt, 1));
        }

        if (payment.ApprovedAt is { } approvedAt)
        {
            events.Add(new PaymentHistoryEvent("approved", null, approvedAt, events.Count));
        }

        if (payment.Status is "completed" or "expired" or "failed")
        {
            events.Add(new PaymentHistoryEvent(payment.Status, payment.Error?.Detail, payment.UpdatedAt, events.Count));
        }

        return new PaymentHistory(events);
    }
}
