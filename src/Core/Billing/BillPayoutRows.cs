using Fulgurite.Money;
using Fulgurite.Storage;

namespace Fulgurite.Billing;

/// <summary>The columns of a bill's row that tell of its payout; a bill without one has none of them.</summary>
internal static class BillPayoutRows
{
    /// <summary>Adds them.</summary>
    public static void Add(RowFields fields, BillPayout? payout)
    {
        if (payout is null)
        {
            return;
        }

        fields.Add("payout_request", payout.PaymentRequest);
        fields.Add("payout_address", payout.Address);
        fields.Add("payout_msat", payout.Amount.Value);
        fields.Add("payout_fee_max_msat", payout.FeeMax.Value);
        fields.Add("payout_attempt", payout.Attempt);
        fields.Add("payout_asked_at", payout.AskedAt);
        fields.Add("payout_fee_paid_msat", payout.FeePaid.IsZero ? null : payout.FeePaid.Value);
        fields.Add("payout_failure", payout.Failure?.ToString());
        fields.Add("payout_failed_at", payout.FailedAt);
    }

    /// <summary>Of a row's columns; null for a bill without one.</summary>
    public static BillPayout? Of(RowFields fields) =>
        fields.IntegerOrNull("payout_msat") is { } amount
            ? new BillPayout
            {
                PaymentRequest = fields.TextOrNull("payout_request"),
                Address = fields.TextOrNull("payout_address"),
                Amount = new Msat(amount),
                FeeMax = new Msat(fields.Integer("payout_fee_max_msat")),
                Attempt = (int)fields.Integer("payout_attempt"),
                AskedAt = fields.Instant("payout_asked_at"),
                FeePaid = new Msat(fields.IntegerOrNull("payout_fee_paid_msat") ?? 0),
                Failure = fields.TextOrNull("payout_failure") is { } why ? Enum.Parse<PayoutFailure>(why) : null,
                FailedAt = fields.InstantOrNull("payout_failed_at"),
            }
            : null;
}
