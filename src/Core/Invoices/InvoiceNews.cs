using System.Globalization;
using Fulgurite.Callbacks;
using Fulgurite.Events;
using Fulgurite.Identity;

namespace Fulgurite.Invoices;

/// <summary>Something happened to an invoice.</summary>
/// <param name="Kind">What.</param>
/// <param name="Id">The event's id.</param>
/// <param name="At">When it was committed.</param>
/// <param name="Invoice">As it is after.</param>
public sealed record InvoiceNews(PaymentEvent Kind, Guid Id, DateTimeOffset At, Invoice Invoice) : News(Kind, Id, At)
{
    /// <inheritdoc/>
    public override WalletId Wallet => Invoice.Wallet;

    /// <inheritdoc/>
    public override string Reference => Invoice.Serial.ToString(CultureInfo.InvariantCulture);

    /// <summary>It was issued, and can be paid.</summary>
    public static InvoiceNews Generated(Invoice invoice, DateTimeOffset now) =>
        new(PaymentEvent.ReceiveGenerated, EventIds.For("generated", invoice.Hash.ToString()), now, invoice);

    /// <summary>It is paid.</summary>
    public static InvoiceNews Completed(Invoice paid, DateTimeOffset now) =>
        new(PaymentEvent.ReceiveCompleted, CompletedId(paid), now, paid);

    /// <summary>
    /// The id of the event that an invoice is paid. Within the ledger it is another one than over the network: money
    /// that comes over the network all the same has an event of its own.
    /// </summary>
    internal static Guid CompletedId(Invoice paid) =>
        EventIds.For(paid.PaidBy is null ? "settled" : "settled-internally", paid.Hash.ToString());

    /// <summary>Its time is over.</summary>
    public static InvoiceNews Expired(Invoice expired, DateTimeOffset now) =>
        new(PaymentEvent.ReceiveExpired, EventIds.For("expired", expired.Hash.ToString()), now, expired);

    /// <summary>It was withdrawn unpaid: for whoever waits for it, its time is over.</summary>
    public static InvoiceNews Canceled(Invoice canceled, DateTimeOffset now) =>
        new(PaymentEvent.ReceiveExpired, EventIds.For("canceled", canceled.Hash.ToString()), now, canceled);
}
