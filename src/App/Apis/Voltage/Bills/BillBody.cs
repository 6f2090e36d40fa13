using System.Text.Json.Serialization;
using Fulgurite.Billing;

namespace Fulgurite.App.Apis.Voltage.Bills;

/// <summary>A bill, as the contract shows it. Members about other currencies are always empty here.</summary>
internal sealed record BillBody
{
    /// <summary>Names it.</summary>
    public required string Id { get; init; }

    /// <summary>Whose.</summary>
    public required string OrganizationId { get; init; }

    /// <summary>Of which line.</summary>
    public required string LineOfCreditId { get; init; }

    /// <summary>The payouts that were tried, one after the other.</summary>
    public IReadOnlyList<string> FulfillmentIds { get; init; } = [];

    /// <summary>When the cycle began.</summary>
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>When it ended: the first instant that is not in it.</summary>
    public required DateTimeOffset EndTime { get; init; }

    /// <summary>How long it was, in seconds.</summary>
    public required long PeriodLength { get; init; }

    /// <summary>
    /// <c>payment_due</c>, <c>processing</c>, <c>paid</c> or <c>void</c>; <c>failed</c> where its payout did.
    /// </summary>
    public required string Status { get; init; }

    /// <summary><c>Collection</c> where the customer owes, <c>Payout</c> where the operator does.</summary>
    public required string SettlementType { get; init; }

    /// <summary>The wallets of its items.</summary>
    public required IReadOnlyList<string> WalletIds { get; init; }

    /// <summary>Items, service fee and due date.</summary>
    public required InvoiceBody Invoice { get; init; }

    /// <summary>Whether the items are left out, being too many for a list: read the bill by itself.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool LineItemsOmitted { get; init; }

    /// <summary>None.</summary>
    public IReadOnlyList<string> ScheduledSections { get; init; } = [];

    /// <summary>The fees on volume, in percent.</summary>
    public required VolumePercentages VolumeFeePercentage { get; init; }

    /// <summary>The fees on volume of all wallets: additive.</summary>
    public required DirectedAmount VolumeFee { get; init; }

    /// <summary>Fees of bills that this one has taken over: additive.</summary>
    public required VoltageAmount FeesCarriedOver { get; init; }

    /// <summary>What is owed.</summary>
    public required VoltageAmount AmtDue { get; init; }

    /// <summary>Pays it over Lightning.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? LnInvoice { get; init; }

    /// <summary>Pays it on chain.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Address { get; init; }

    /// <summary>What was paid, also where it is too little or too much; absent before anything was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public VoltageAmount? AmtPaid { get; init; }

    /// <summary>How often it was reminded of: additive.</summary>
    public required int Reminders { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When its payout was asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? FulfillmentRequestedAt { get; init; }

    /// <summary>When enough had arrived.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? PaymentReceivedAt { get; init; }

    /// <summary>The same; of a payout, when the customer was found to have it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? PaidAt { get; init; }

    /// <summary>When the last wallet was settled.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>When the next bill took it over.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? VoidedAt { get; init; }

    /// <summary>When its payout was found to have failed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? FailedAt { get; init; }

    /// <summary>Why it did.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BillErrorBody? Error { get; init; }

    /// <summary>How it is paid out: additive; absent before anybody asks for that.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PayoutBody? Payout { get; init; }

    /// <summary>Of a bill and its items; null for items that are left out.</summary>
    public static BillBody FromCore(Bill bill, IReadOnlyList<BillItem>? items) => new()
    {
        Id = bill.Id.ToString(),
        OrganizationId = bill.Organization.ToString(),
        LineOfCreditId = bill.LineOfCredit.ToString(),
        FulfillmentIds =
        [
            .. Enumerable.Range(1, bill.Payout?.Attempt ?? 0)
                .Select(attempt => BillPayout.PaymentOf(bill.Id, attempt).ToString()),
        ],
        StartTime = bill.Period.Start,
        EndTime = bill.Period.End,
        PeriodLength = (long)(bill.Period.End - bill.Period.Start).TotalSeconds,
        Status = BillWords.Of(bill.Status),
        SettlementType = BillWords.Of(bill.Type),
        WalletIds = [.. (items ?? []).Select(item => item.Wallet.ToString())],
        Invoice = new InvoiceBody(
            bill.LineOfCredit.ToString(),
            [.. (items ?? []).Select(LineItemBody.FromCore)],
            bill.CreatedAt,
            bill.DueAt,
            VoltageAmount.FromCore(bill.ServiceFee)),
        LineItemsOmitted = items is null,
        VolumeFeePercentage = VolumePercentages.Of(bill.Terms.SentFee, bill.Terms.ReceivedFee),
        VolumeFee = DirectedAmount.Of(bill.Totals.SentVolumeFees, bill.Totals.ReceivedVolumeFees),
        FeesCarriedOver = VoltageAmount.FromCore(bill.FeesCarried),
        AmtDue = VoltageAmount.FromCore(bill.AmountDue),
        LnInvoice = bill.PaymentRequest,
        Address = bill.Address,
        AmtPaid = bill.AmountPaid.IsZero ? null : VoltageAmount.FromCore(bill.AmountPaid),
        Reminders = bill.Reminders,
        CreatedAt = bill.CreatedAt,
        UpdatedAt = bill.UpdatedAt,
        FulfillmentRequestedAt = bill.Payout?.AskedAt,
        PaymentReceivedAt = bill.Payout is null ? bill.CoveredAt : null,
        PaidAt = bill.CoveredAt,
        SettledAt = bill.PaidAt,
        VoidedAt = bill.VoidedAt,
        FailedAt = bill.Payout?.FailedAt,
        Error = BillErrorBody.FromCore(bill),
        Payout = PayoutBody.FromCore(bill),
    };
}
