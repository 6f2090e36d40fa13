using System.Globalization;
using Fulgurite.Books;
using Fulgurite.Callbacks;
using Fulgurite.ChainRequests;
using Fulgurite.Events;
using Fulgurite.Identity;
using Fulgurite.Ledger.Movements;
using Fulgurite.Money;
using Fulgurite.Storage;

namespace Fulgurite.Invoices;

/// <summary>
/// What a settlement changes, decided purely. An open invoice is credited whatever arrived: BOLT 4 lets a payer send
/// up to twice the amount, and the node decided to take it. Anything else goes to suspense, so that nothing is
/// dropped.
/// </summary>
internal sealed record SettlementPlan
{
    private readonly Settlement settlement;
    private readonly Invoice? final;
    private readonly ETag? version;
    private readonly DateTimeOffset now;

    private SettlementPlan(Settlement settlement, Invoice? final, ETag? version, DateTimeOffset now)
    {
        this.settlement = settlement;
        this.final = final;
        this.version = version;
        this.now = now;
    }

    /// <summary>What is sent to the merchant; nothing for suspended money.</summary>
    public IReadOnlyList<Delivery> Deliveries { get; private init; } = [];

    // The request that is paid with it; null for an invoice by itself.
    private PaidRequest? Request { get; init; }

    /// <summary>Decides.</summary>
    /// <param name="invoice">As stored; null when a crash came between the hash index and the invoice.</param>
    /// <param name="version">Of the invoice's row.</param>
    /// <param name="request">The request on chain that the invoice is part of; null for one by itself.</param>
    /// <param name="settlement">The node's word.</param>
    /// <param name="audience">Whom to tell, and how.</param>
    /// <param name="now">The commit's time.</param>
    public static SettlementPlan Decide(
        Invoice? invoice,
        ETag? version,
        ChainRequestReading? request,
        Settlement settlement,
        Audience audience,
        DateTimeOffset now)
    {
        if (invoice is not { State: InvoiceState.Open })
        {
            return new SettlementPlan(settlement, null, null, now);
        }

        var paid = invoice with
        {
            State = InvoiceState.Settled,
            AmountPaid = settlement.AmountPaid,
            FeePaid = invoice.FeeOf(settlement.AmountPaid),
            SettledAt = settlement.SettledAt,
            EndedAt = now,
        };
        var part = PaidRequest.Of(request, paid, now);
        return new SettlementPlan(settlement, paid, version, now)
        {
            Request = part,
            Deliveries = audience.Plan(
                part?.NewsOf(EventIdOf(settlement), now) ?? InvoiceNews.Completed(paid, now)),
        };
    }

    /// <summary>The change to commit.</summary>
    public BookChange Change(InvoiceId reference) => final is null
        ? new BookChange(ReceiveUnattributed.Name, reference.ToString(), "suspended")
        {
            Transfers = ReceiveUnattributed.Transfers(settlement.AmountPaid),
            Events = [new NewEvent(EventIdOf(settlement), "settlement.suspended", EventData(Msat.Zero))],
        }
        : new BookChange(ReceiveInvoice.Name, reference.ToString(), "credited")
        {
            Transfers = ReceiveInvoice.Transfers(final.AmountPaid, final.FeePaid),
            Writes =
            [
                .. InvoiceRows.Finish(final, version!.Value),
                .. Request?.Writes ?? [],
                .. Deliveries.SelectMany(DeliveryRows.Inserts),
            ],
            Events = [new NewEvent(EventIdOf(settlement), "invoice.settled", EventData(final.FeePaid))],
            AttentionAt = Deliveries.Count > 0 ? now : null,
        };

    private static Guid EventIdOf(Settlement settlement) => EventIds.For("settled", settlement.Hash.ToString());

    private RowFields EventData(Msat feePaid) => new()
    {
        { "payment_hash", settlement.Hash.ToString() },
        { "node", settlement.Node.Hex },
        { "settle_index", settlement.SettleIndex.ToString(CultureInfo.InvariantCulture) },
        { "amount_paid_msat", settlement.AmountPaid.Value },
        { "fee_paid_msat", feePaid.Value },
        { "settled_at", settlement.SettledAt },
        { "of_request", Request?.Word },
    };
}
