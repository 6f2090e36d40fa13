namespace Fulgurite.Worlds.Audit;

/// <summary>What every commit must keep, of whichever table. Asked at the instant of the commit.</summary>
internal static class InstantAudit
{
    private const int SerialsOfBlock = 100;

    /// <summary>What is wrong.</summary>
    public static IEnumerable<string> Problems(Moment moment) => GuardSteps.Problems(moment).Concat(Of(moment));

    private static IEnumerable<string> Of(Moment moment) => moment.Table switch
    {
        "wallets" => Permanence.Problems(moment)
            .Concat(HeadSteps.Problems(moment))
            .Concat(CycleSteps.Problems(moment))
            .Concat(SettlementSteps.Problems(moment))
            .Concat(InvoiceSteps.Problems(moment))
            .Concat(CreditSteps.Problems(moment))
            .Concat(SendSteps.Problems(moment))
            .Concat(InternalSteps.Problems(moment))
            .Concat(ReceiptSteps.Problems(moment))
            .Concat(ReceiveSteps.Problems(moment))
            .Concat(ChainSendSteps.Problems(moment))
            .Concat(DeliverySteps.Problems(moment))
            .Concat(EventSteps.Problems(moment))
            .Concat(WebhookAudit.Planned(moment))
            .Concat(ListingAudit.Late(moment))
            .Concat(AttentionSteps.NewWork(moment)),
        "bills" => BillSteps.Problems(moment).Concat(PayoutSteps.Problems(moment)),
        "attention" => AttentionSteps.MarksAndCursor(moment),
        "addresses" => moment.Changes.Where(change => change.After is null || change.Changed.Any())
            .Select(change => $"the entry of address {change.Either.Partition} was changed"),
        "listings" => moment.Changes.SelectMany(change => ListingAudit.Block(moment, change)),
        "registry" => moment.Of("endpoint").SelectMany(change => StandingAudit.Problems(moment, change)),
        "cursors" => CursorSteps.Problems(moment),
        "hashes" => moment.Of("invoice").Where(change => change.After is null || change.Changed.Any())
            .Select(change => $"the entry of payment hash {change.Either.Partition} was changed")
            .Concat(SendSteps.Claims(moment)),
        "serials" => moment.Changes
            .Where(c => c.IsNews && (c.After is null || c.After.Integer("number") != Number(c.Before) + SerialsOfBlock))
            .Select(_ => "serial numbers are not taken in blocks of a hundred, one behind the other"),
        _ => [],
    };

    private static long Number(StoredRow? row) => row?.Integer("number") ?? 1;
}
